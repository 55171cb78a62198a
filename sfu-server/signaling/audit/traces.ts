import { z } from 'zod';
import type { ErrorCode } from '../../protocol/errors.ts';
import { isMutationName, type MutationEnvelope, type MutationName, type MutationResult } from '../../protocol/mutations.ts';
import { idSchema } from '../../protocol/primitives.ts';
import type { ParsedParams, RequestResult, RequestType } from '../../protocol/requests/index.ts';
import type { AuditAction } from '../../security/audit/actions.ts';
import { type AuditDetail, type AuditTarget, codeMark, TARGET_TYPES } from '../../security/audit/record.ts';
import type { Thing } from '../../store/places-of-things.ts';

/** What one request leaves in the audit trail, beside who asked and when. */
export interface Trace {
  readonly action: AuditAction;
  readonly target?: AuditTarget | null;
  /** What says to whom the target belongs, where it cannot do so itself (it does not exist yet, or belongs to a room); the first that is there. */
  readonly places?: readonly Thing[];
  readonly detail?: AuditDetail;
  /** Where it is not the outcome of the request as a whole. */
  readonly outcome?: 'done' | ErrorCode;
}

/**
 * @param params null where they were malformed
 * @param result null where the request was refused
 */
type Rule<T extends RequestType> = (params: ParsedParams<T> | null, result: RequestResult<T> | null) => readonly Trace[];

/** Nothing, unless it is refused for want of a right. */
const REFUSALS_ONLY = null;

/**
 * What each request leaves behind. Recorded are who comes and goes, what is changed, and what is looked at that is not for
 * everybody: rooms and cameras. Not recorded are the steps by which media flow (the room or camera before them is), and
 * the console's steady reading of what its account may read.
 */
export const TRACES: { readonly [T in RequestType]: Rule<T> | null } = {
  ping: REFUSALS_ONLY,
  'page.close': REFUSALS_ONLY,
  'auth.signIn': (params, result) => [
    {
      action: 'auth.signIn',
      target: about('account', result?.account.id),
      // The centre of whoever is being guessed at sees the guessing.
      ...(result === null ? { places: thing('username', params?.username) } : {}),
      detail: { username: params?.username ?? null },
    },
  ],
  'auth.refresh': (_params, result) => [{ action: 'auth.refresh', target: about('account', result?.account.id) }],
  'auth.resume': (_params, result) => [{ action: 'auth.resume', target: about('account', result?.account.id) }],
  'auth.signOut': () => [{ action: 'auth.signOut' }],
  'auth.guest': (params, result) => [
    {
      action: 'auth.guest',
      target: about('room', result?.roomId),
      detail: { invitation: mark(params), name: params?.name ?? null },
    },
  ],
  // Whoever has the link sees what it opens; whoever tries codes is to be seen.
  'invitation.look': (params, result) => (result === null ? [{ action: 'invitation.look', detail: { invitation: mark(params) } }] : []),

  'sync.push': (params, result) => (params === null || result === null ? [{ action: 'sync.push' }] : ofMutations(params, result.results)),
  'sync.pull': REFUSALS_ONLY,
  'sync.remembers': REFUSALS_ONLY,
  'sync.snapshot': REFUSALS_ONLY,

  'room.list': REFUSALS_ONLY,
  'room.create': (params, result) => [
    {
      action: 'room.create',
      target: about('room', result?.room.id),
      detail: { kind: params?.kind ?? null, title: params?.title ?? null, access: params?.access ?? null },
    },
  ],
  'room.end': (params) => [inRoom('room.end', params)],
  'room.invite': (params, result) => [
    {
      ...inRoom('room.invite', params),
      detail: { label: params?.label ?? null, invitation: result === null ? null : codeMark(result.code) },
    },
  ],
  'room.join': (params, result) => [
    {
      ...inRoom('room.join', params),
      detail: {
        state: result?.state ?? null,
        participantId: result?.seat.participantId ?? null,
        resumed: result?.state === 'joined' && result.resumed,
      },
    },
  ],
  'room.leave': (params) => [inRoom('room.leave', params)],
  'room.admit': (params) => [onParticipant('room.admit', params)],
  'room.deny': (params) => [onParticipant('room.deny', params)],
  'room.mute': (params) => [onParticipant('room.mute', params)],
  'room.muteAll': (params) => [{ ...inRoom('room.muteAll', params), detail: { mayUnmute: params?.mayUnmute ?? null } }],
  'room.stopCamera': (params) => [onParticipant('room.stopCamera', params)],
  'room.admitAll': (params) => [inRoom('room.admitAll', params)],
  'room.settings': (params) => [{ ...inRoom('room.settings', params), detail: settingsOf(params) }],
  'room.setRole': (params) => [withDetail(onParticipant('room.setRole', params), { role: params?.role ?? null })],
  'room.setMayUnmute': (params) => [withDetail(onParticipant('room.setMayUnmute', params), { mayUnmute: params?.mayUnmute ?? null })],
  'room.setSpeaker': (params) => [withDetail(onParticipant('room.setSpeaker', params), { speaker: params?.speaker ?? null })],
  // What is shown large changes all the time and takes nothing from anybody.
  'room.spotlight': REFUSALS_ONLY,
  'room.layout': REFUSALS_ONLY,
  'floor.give': (params) => [withDetail(onParticipant('floor.give', params), { minutes: params?.minutes ?? null })],
  'floor.extend': REFUSALS_ONLY,
  'floor.end': (params) => [inRoom('floor.end', params)],
  'floor.prepare': REFUSALS_ONLY,
  'floor.lowerHand': REFUSALS_ONLY,
  'floor.move': REFUSALS_ONLY,
  'board.open': (params, result) => [
    {
      ...inRoom('board.open', params),
      detail: { boardId: result?.boardId ?? null, title: params?.title ?? null, audience: params?.audience?.length ?? null },
    },
  ],
  'board.reopen': (params) => [{ ...inRoom('board.reopen', params), detail: { boardId: params?.boardId ?? null } }],
  // Who sees evidence, and from when on.
  'board.setAudience': (params) => [
    {
      ...inRoom('board.setAudience', params),
      detail: { boardId: params?.boardId ?? null, audience: params?.audience?.join(' ') ?? null },
    },
  ],
  'board.clear': (params) => [
    { ...inRoom('board.clear', params), detail: { boardId: params?.boardId ?? null, page: params?.page ?? null } },
  ],
  'board.close': (params) => [{ ...inRoom('board.close', params), detail: { boardId: params?.boardId ?? null } }],
  'board.let': (params) => [withDetail(onParticipant('board.let', params), { allowed: params?.allowed ?? null })],
  // What is drawn is kept with the board, under whose name it was drawn.
  'board.draw': REFUSALS_ONLY,
  'board.turn': REFUSALS_ONLY,
  'board.upload': REFUSALS_ONLY,
  'board.get': REFUSALS_ONLY,
  'board.read': REFUSALS_ONLY,
  'board.list': REFUSALS_ONLY,
  'room.record': (params) => [{ ...inRoom('room.record', params), detail: { on: params?.on ?? null } }],
  'recording.list': REFUSALS_ONLY,
  'recording.open': (params) => [
    { action: 'recording.open', target: about('recording', params?.recordingId), detail: { reason: params?.reason ?? null } },
  ],
  'recording.compose': (params) => [{ action: 'recording.compose', target: about('recording', params?.recordingId), detail: {} }],
  'recording.delete': (params) => [
    { action: 'recording.delete', target: about('recording', params?.recordingId), detail: { reason: params?.reason ?? null } },
  ],
  'rollCall.start': (params, result) => [{ ...inRoom('rollCall.start', params), detail: { sheetId: result?.sheetId ?? null } }],
  // Who answered what stands on the sheet.
  'rollCall.candidates': REFUSALS_ONLY,
  'rollCall.answer': REFUSALS_ONLY,
  'rollCall.mark': (params) => [
    { ...inRoom('rollCall.mark', params), detail: { entryId: params?.entryId ?? null, state: params?.state ?? null } },
  ],
  'rollCall.close': (params) => [inRoom('rollCall.close', params)],
  'rollCall.sign': (params) => [inRoom('rollCall.sign', params)],
  'rollCall.list': REFUSALS_ONLY,
  'rollCall.get': REFUSALS_ONLY,
  'rollCall.export': (params) => [
    { action: 'rollCall.export', detail: { sheetId: params?.sheetId ?? null, format: params?.format ?? null } },
  ],
  'mediation.candidates': REFUSALS_ONLY,
  'team.figures': REFUSALS_ONLY,
  'team.accounts': REFUSALS_ONLY,
  'agreement.version': REFUSALS_ONLY,
  'agreement.finish': (params, result) => [onCase('agreement.finish', params, { paperId: result?.paper.id ?? null })],
  'agreement.print': (params, result) => [
    onCase('agreement.print', params, { form: params?.form ?? null, paperId: result?.paper.id ?? null }),
  ],
  'agreement.packet': (params, result) => [
    onCase('agreement.packet', params, {
      purpose: params?.purpose ?? null,
      reason: params?.reason ?? null,
      papers: result?.papers.join('、') ?? null,
    }),
  ],
  'agreement.share': (params) => [{ ...inRoom('agreement.share', params), detail: { shown: params?.shown ?? null } }],
  'agreement.shared': REFUSALS_ONLY,
  'record.show': (params) => [{ ...inRoom('record.show', params), detail: { recordId: params?.recordId ?? null } }],
  'record.shown': REFUSALS_ONLY,
  'speech.get': REFUSALS_ONLY,
  // Whoever is listened to may ask later when.
  'speech.listen': (params) => [{ ...inRoom('speech.listen', params), detail: { on: params?.on ?? null } }],
  'speech.settle': REFUSALS_ONLY,
  'record.confirmOnSeat': (params) => [{ ...inRoom('record.confirmOnSeat', params), detail: { revision: params?.revision ?? null } }],
  'record.print': (params, result) => [
    { action: 'record.print', target: about('record', params?.recordId), detail: { paperId: result?.paper.id ?? null } },
  ],
  'mediation.openSession': (params, result) => [
    {
      action: 'mediation.openSession',
      target: about('case', params?.caseId),
      detail: { sessionId: params?.sessionId ?? null, roomId: result?.room.id ?? null },
    },
  ],
  // Whoever tries codes is to be seen.
  'application.look': (params, result) => (result === null ? [{ action: 'application.look', detail: { code: params?.code ?? null } }] : []),
  'application.submit': (params, result) => [
    {
      action: 'application.submit',
      target: about('case', result?.caseId),
      detail: { code: params?.code ?? null, number: result?.number ?? null },
    },
  ],
  'party.look': (params, result) => [
    { action: 'party.look', target: about('case', result?.caseId), detail: { ...byLink(params), partyId: result?.me.partyId ?? null } },
  ],
  'party.bring': (params) => [
    { action: 'party.bring', target: about('attachment', params?.id), detail: { ...byLink(params), name: params?.name ?? null } },
  ],
  'party.enter': (params, result) => [{ action: 'party.enter', target: about('room', result?.roomId), detail: byLink(params) }],
  // Without the stars: the same link tells elsewhere in the trail whose they are, and only averages are shown.
  'party.rate': (params) => [{ action: 'party.rate', detail: byLink(params) }],
  'party.tell': (params) => [{ action: 'party.tell', detail: { ...byLink(params), kept: params?.kept ?? null } }],
  'party.copy': (params) => [{ action: 'party.copy', detail: { ...byLink(params), paperId: params?.paperId ?? null } }],
  'party.beginSigning': (params, result) => [onSigner('party.beginSigning', params, { ...byLink(params), sha256: result?.sha256 ?? null })],
  // Read is what was begun, and that has left its trace.
  'party.readPaper': REFUSALS_ONLY,
  'party.sign': (params, result) => [
    onSigner('party.sign', params, { ...byLink(params), sha256: params?.sha256 ?? null }, result?.signing.paper.id),
  ],
  'party.decline': (params) => [onSigner('party.decline', params, { ...byLink(params), reason: params?.reason ?? null })],
  'applicationCode.get': REFUSALS_ONLY,
  'applicationCode.renew': (params) => [{ action: 'applicationCode.renew', places: thing('organisation', params?.orgId) }],
  'partyLink.issue': (params, result) => [
    {
      action: 'partyLink.issue',
      target: about('case', params?.caseId),
      detail: { partyId: params?.partyId ?? null, link: result === null ? null : codeMark(result.code) },
    },
  ],
  'partyLink.list': REFUSALS_ONLY,
  'partyLink.revoke': (params) => [{ action: 'partyLink.revoke', detail: { linkId: params?.id ?? null } }],
  'paperCopy.issue': (params, result) => [
    {
      action: 'paperCopy.issue',
      detail: { paperId: params?.paperId ?? null, days: params?.days ?? null, copyId: result?.copy.id ?? null },
    },
  ],
  'paperCopy.list': REFUSALS_ONLY,
  'paperCopy.revoke': (params) => [{ action: 'paperCopy.revoke', detail: { copyId: params?.id ?? null } }],
  'casePaper.list': REFUSALS_ONLY,
  // One entry for each look, wherever it begins: see `pieces.ts`.
  'casePaper.read': (params) => [
    { action: 'casePaper.read', target: about('casePaper', params?.paperId), detail: { which: params?.which ?? null } },
  ],
  'casePaper.add': (params, result) => [
    {
      action: 'casePaper.add',
      target: about('casePaper', result?.paper.id),
      places: thing('case', params?.caseId),
      detail: { form: params?.form ?? null, title: params?.title ?? null },
    },
  ],
  'casePaper.openSigning': (params) => [
    { action: 'casePaper.openSigning', target: about('casePaper', params?.paperId), detail: { roomId: params?.roomId ?? null } },
  ],
  'casePaper.assign': (params) => [
    {
      action: 'casePaper.assign',
      target: about('casePaper', params?.paperId),
      detail: { signerId: params?.signerId ?? null, participantId: params?.participantId ?? null },
    },
  ],
  'casePaper.turn': REFUSALS_ONLY,
  'casePaper.putAway': REFUSALS_ONLY,
  'casePaper.inRoom': REFUSALS_ONLY,
  'casePaper.beginSigning': (params, result) => [onSigner('casePaper.beginSigning', params, { sha256: result?.sha256 ?? null })],
  'casePaper.sign': (params, result) => [onSigner('casePaper.sign', params, { sha256: params?.sha256 ?? null }, result?.paper.id)],
  'casePaper.decline': (params, result) => [onSigner('casePaper.decline', params, { reason: params?.reason ?? null }, result?.paper.id)],
  'casePaper.signOff': (params, result) => [onSigner('casePaper.signOff', params, { reason: params?.reason ?? null }, result?.paper.id)],
  'casePaper.void': (params) => [
    { action: 'casePaper.void', target: about('casePaper', params?.paperId), detail: { reason: params?.reason ?? null } },
  ],
  'casePaper.seal': (params, result) => [
    { action: 'casePaper.seal', target: about('casePaper', params?.paperId), detail: { sha256: result?.paper.sealed?.sha256 ?? null } },
  ],
  'casePaper.verify': (params) => [{ action: 'casePaper.verify', target: about('casePaper', params?.paperId) }],
  'casePaper.verifyFile': REFUSALS_ONLY,
  'dossier.ofCase': REFUSALS_ONLY,
  'dossier.list': REFUSALS_ONLY,
  'dossier.get': REFUSALS_ONLY,
  'dossier.arrange': (params) => [
    { action: 'dossier.arrange', target: about('case', params?.caseId), detail: { leftOut: params?.arrangement.leftOut.length ?? null } },
  ],
  'dossier.file': (params, result) => [
    {
      action: 'dossier.file',
      target: about('case', params?.caseId),
      detail: { docket: result?.dossier.docket ?? null, volume: result?.dossier.volume ?? null, sha256: result?.dossier.sha256 ?? null },
    },
  ],
  // Who has seen a dossier, or taken it away, and why.
  'dossier.open': (params) => [
    {
      action: 'dossier.open',
      target: about('dossier', params?.dossierId),
      detail: { kind: params?.kind ?? null, side: params?.side ?? null, reason: params?.reason ?? null },
    },
  ],
  'dossier.read': REFUSALS_ONLY,
  'dossier.proposeDestruction': (params) => [
    { action: 'dossier.proposeDestruction', target: about('dossier', params?.dossierId), detail: { reason: params?.reason ?? null } },
  ],
  'dossier.decideDestruction': (params, result) => [
    {
      action: 'dossier.decideDestruction',
      target: about('dossier', params?.dossierId),
      detail: {
        approve: params?.approve ?? null,
        docket: result?.dossier.docket ?? null,
        title: result?.dossier.title ?? null,
        sha256: result?.dossier.sha256 ?? null,
      },
    },
  ],
  'meeting.open': (params, result) => [
    { action: 'meeting.open', target: about('meeting', params?.id), detail: { roomId: result?.room.id ?? null } },
  ],
  'meeting.people': REFUSALS_ONLY,
  'meeting.export': (params) => [{ action: 'meeting.export', target: about('meeting', params?.id) }],
  'room.remove': (params) => [onParticipant('room.remove', params)],
  'room.hand': REFUSALS_ONLY,
  'room.sending': REFUSALS_ONLY,
  // What is said is kept with the room, not here.
  'room.chat': REFUSALS_ONLY,
  'room.fileAnnounce': (params) => [{ ...inRoom('room.fileAnnounce', params), detail: { name: params?.name ?? null } }],
  'room.fileOpen': (params, result) => [
    { ...inRoom('room.fileOpen', params), detail: { fileId: params?.fileId ?? null, name: result?.file.name ?? null } },
  ],
  'room.react': REFUSALS_ONLY,
  'room.addCamera': (params, result) => [
    {
      action: 'room.addCamera',
      target: about('camera', params?.cameraId),
      detail: { roomId: params?.roomId ?? null, participantId: result?.participantId ?? null },
    },
  ],
  'room.removeCamera': (params) => [onParticipant('room.removeCamera', params)],
  'mediationRoom.place': (params) => [
    withDetail(onParticipant('mediationRoom.place', params), { capacity: params?.capacity ?? null, side: params?.side ?? null }),
  ],
  // With whom the mediator talked alone, and for how long, is part of the case.
  'mediationRoom.caucus': (params) => [
    {
      ...inRoom('mediationRoom.caucus', params),
      detail: { side: params?.side ?? null, seats: params?.participantIds.join(' ') ?? null, minutes: params?.minutes ?? null },
    },
  ],
  'mediationRoom.break': (params) => [{ ...inRoom('mediationRoom.break', params), detail: { minutes: params?.minutes ?? null } }],
  'mediationRoom.together': (params) => [inRoom('mediationRoom.together', params)],
  'mediationRoom.checkIdentity': (params) => [
    withDetail(onParticipant('mediationRoom.checkIdentity', params), { result: params?.result ?? null }),
  ],
  'mediationRoom.notice': (params) => [
    { ...inRoom('mediationRoom.notice', params), detail: { title: params?.notice?.title ?? null, opened: params?.notice != null } },
  ],
  'mediationRoom.step': (params) => [{ ...inRoom('mediationRoom.step', params), detail: { step: params?.step ?? null } }],
  'mediationRoom.inviteParty': (params, result) => [
    {
      ...inRoom('mediationRoom.inviteParty', params),
      detail: {
        partyId: params?.partyId ?? null,
        who: params === null ? null : String(params.who),
        invitation: result === null ? null : codeMark(result.code),
      },
    },
  ],
  'mediationRoom.showDocument': (params) => [inRoom('mediationRoom.showDocument', params)],
  'mediationRoom.document': (params) => [onParticipant('mediationRoom.document', params)],
  'mediationRoom.confirmNotice': (params) => [inRoom('mediationRoom.confirmNotice', params)],

  'media.connect': REFUSALS_ONLY,
  'media.restartIce': REFUSALS_ONLY,
  'media.closeTransport': REFUSALS_ONLY,
  'media.produce': REFUSALS_ONLY,
  'media.pauseProducer': REFUSALS_ONLY,
  'media.resumeProducer': REFUSALS_ONLY,
  'media.closeProducer': REFUSALS_ONLY,
  'media.consume': REFUSALS_ONLY,
  'media.resumeConsumer': REFUSALS_ONLY,
  'media.pauseConsumer': REFUSALS_ONLY,
  'media.closeConsumer': REFUSALS_ONLY,
  'media.setLayers': REFUSALS_ONLY,

  'camera.transport': REFUSALS_ONLY,
  'camera.watch': (params) => [{ action: 'camera.watch', target: about('camera', params?.cameraId) }],
  'camera.unwatch': (params) => [{ action: 'camera.unwatch', target: about('camera', params?.cameraId) }],
  'camera.retry': REFUSALS_ONLY,

  // Whose names are told to an administrator; one entry for a stretch of looking, see `RequestAudit`.
  'account.list': (params, result) => [
    { action: 'account.list', detail: { role: params?.role ?? null, orgId: params?.orgId ?? null, entries: result?.total ?? null } },
  ],
  'account.create': (params, result) => [
    {
      action: 'account.create',
      target: about('account', result?.record.account.id),
      places: [...thing('account', result?.record.account.id), ...thing('organisation', params?.orgId)],
      detail: { username: params?.username ?? null, role: params?.role ?? null, orgId: params?.orgId ?? null },
    },
  ],
  'account.setDisabled': (params) => [onAccount(params?.disabled === false ? 'account.enable' : 'account.disable', params)],
  'account.move': (params) => [{ ...onAccount('account.move', params), detail: { orgId: params?.orgId ?? null } }],
  'account.changeRole': (params) => [{ ...onAccount('account.changeRole', params), detail: { role: params?.role ?? null } }],
  'account.resetPassword': (params) => [onAccount('account.resetPassword', params)],
  'account.signOutEverywhere': (params) => [onAccount('account.signOutEverywhere', params)],
  'account.changePassword': () => [{ action: 'account.changePassword' }],
  // Whoever looks at what others did is seen doing it.
  'audit.list': (params, result) => [{ action: 'audit.list', detail: { ...filterOf(params), entries: result?.entries.length ?? null } }],
  'audit.export': (params, result) => [
    { action: 'audit.export', detail: { ...filterOf(params), entries: result?.entries.length ?? null } },
  ],
  // The console asks for the last result whenever the trail is opened, which is recorded already.
  'audit.verify': (params, result) =>
    params?.fresh === false && result !== null
      ? []
      : [{ action: 'audit.verify', detail: { fresh: params?.fresh ?? null, brokenAt: result?.broken?.seq ?? null } }],
  'system.status': REFUSALS_ONLY,

  'department.officers': REFUSALS_ONLY,
  'library.entries': REFUSALS_ONLY,
  'library.draft': (params, result) => [
    { action: 'library.draft', target: about('libraryEntry', result?.entry.id), places: thing('case', params?.caseId) },
  ],
  // The link to the case is in it.
  'library.open': (params) => [onEntry('library.open', params)],
  'library.write': (params, result) => [withDetail(onEntry('library.write', params), { version: result?.entry.latest.number ?? null })],
  'library.approve': (params) => [withDetail(onEntry('library.approve', params), { version: params?.number ?? null })],
  'library.sendBack': (params) => [withDetail(onEntry('library.sendBack', params), { version: params?.number ?? null })],
  'library.withdraw': (params) => [withDetail(onEntry('library.withdraw', params), { reason: params?.reason ?? null })],
};

/** What of a mutation's arguments says what it was about, and in whose care; the rest stands in the row that it has changed. */
const argumentsSchema = z.object({
  id: idSchema,
  to: z.string().optional().catch(undefined),
  orgId: idSchema.optional().catch(undefined),
  /** Where consoles of an earlier version say it. */
  eventId: idSchema.optional().catch(undefined),
  ownerEntity: z.string().optional().catch(undefined),
  ownerId: idSchema.optional().catch(undefined),
  fromOrgId: idSchema.optional().catch(undefined),
  caseId: idSchema.optional().catch(undefined),
});

/** One for each mutation. One that is sent again, because its answer was lost, is recorded again: `client` and `number` tell. */
function ofMutations({ clientId, mutations }: ParsedParams<'sync.push'>, results: readonly MutationResult[]): Trace[] {
  return results.flatMap((result, index) => {
    const mutation = mutations[index];
    return mutation === undefined ? [] : [ofMutation(clientId, mutation, result)];
  });
}

function ofMutation(clientId: string, mutation: MutationEnvelope, result: MutationResult): Trace {
  const { name } = mutation;
  const action: AuditAction = isMutationName(name) ? name : 'mutation.unknown';
  const parsed = argumentsSchema.safeParse(mutation.args);
  const {
    id,
    to,
    orgId,
    eventId,
    ownerEntity = 'event',
    ownerId = eventId,
    fromOrgId,
    caseId,
  }: Partial<z.infer<typeof argumentsSchema>> = parsed.success ? parsed.data : {};
  const type = TARGET_TYPES.find((one) => name.startsWith(`${one}.`)) ?? 'event';
  return {
    action,
    target: about(type, id),
    places: placesOf(name, result, { ownerEntity, ownerId, orgId, fromOrgId, caseId, type, id }),
    detail: {
      client: clientId,
      number: mutation.number,
      ...(action === 'mutation.unknown' ? { name } : {}),
      ...(to === undefined ? {} : { to }),
    },
    outcome: result.status === 'applied' ? 'done' : result.error.code,
  };
}

/** These say in which organisation their row is to be, also when it was refused. */
const CREATIONS: ReadonlySet<string> = new Set<MutationName>([
  'event.report',
  'case.register',
  'mediator.add',
  'studio.add',
  'contact.add',
  'outline.add',
  'department.add',
  'document.issue',
  'meeting.plan',
]);
/** After these the row is gone. */
const REMOVALS: ReadonlySet<string> = new Set<MutationName>(['attachment.drop', 'contact.remove', 'department.remove', 'outline.remove']);

function placesOf(
  name: string,
  result: MutationResult,
  { ownerEntity, ownerId, orgId, fromOrgId, caseId, type, id }: Owning,
): readonly Thing[] {
  if (CREATIONS.has(name)) return thing('organisation', orgId);
  if (ownerId !== undefined) return thing(ownerEntity, ownerId);
  // With whoever has sent it up, whom those above it see as well; what was applied has said truly where it lay.
  if (name === 'mediation.escalate' && result.status === 'applied') return thing('organisation', fromOrgId);
  const gone = REMOVALS.has(name) && result.status === 'applied' && id !== undefined ? thing('goneRow', `${result.version}/${id}`) : [];
  // A call that was refused is not there: its case is.
  return [...thing(type, id), ...gone, ...(name === 'jointCall.make' ? thing('case', caseId) : [])];
}

interface Owning {
  readonly ownerEntity: string;
  readonly ownerId: string | undefined;
  readonly orgId: string | undefined;
  readonly fromOrgId: string | undefined;
  readonly caseId: string | undefined;
  readonly type: string;
  readonly id: string | undefined;
}

/** Enough of a party's code to tell links apart. */
function byLink(params: { readonly code: string } | null): AuditDetail {
  return { link: params === null ? null : codeMark(params.code) };
}

function onCase(action: AuditAction, params: { readonly caseId: string } | null, detail: AuditDetail): Trace {
  return { action, target: about('agreement', params?.caseId), detail };
}

function onEntry(action: AuditAction, params: { readonly entryId: string } | null): Trace {
  return { action, target: about('libraryEntry', params?.entryId) };
}

function inRoom(action: AuditAction, params: { readonly roomId: string } | null): Trace {
  return { action, target: about('room', params?.roomId) };
}

function onParticipant(action: AuditAction, params: { readonly roomId: string; readonly participantId: string } | null): Trace {
  return {
    action,
    target: about('participant', params?.participantId),
    places: thing('room', params?.roomId),
    detail: { roomId: params?.roomId ?? null },
  };
}

function onSigner(action: AuditAction, params: { readonly signerId: string } | null, detail: AuditDetail, paperId?: string): Trace {
  const signerId = params?.signerId;
  return {
    action,
    target: about('casePaper', paperId),
    places: signerId === undefined ? [] : thing('casePaperSigner', signerId),
    detail: { signerId: signerId ?? null, ...detail },
  };
}

function withDetail(trace: Trace, detail: AuditDetail): Trace {
  return { ...trace, detail: { ...trace.detail, ...detail } };
}

function settingsOf(params: ParsedParams<'room.settings'> | null): AuditDetail {
  return Object.fromEntries(
    Object.entries(params?.settings ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function onAccount(action: AuditAction, params: { readonly accountId: string } | null): Trace {
  return { action, target: about('account', params?.accountId) };
}

function filterOf(params: ParsedParams<'audit.list'> | null): AuditDetail {
  if (params === null) return {};
  const { from, to, person, action, targetPath, before } = params;
  return { from, to, person, action, targetPath, before };
}

function about(type: AuditTarget['type'], id: string | undefined): AuditTarget | null {
  return id === undefined ? null : { type, id };
}

function thing(type: string, id: string | undefined): readonly Thing[] {
  return id === undefined ? [] : [{ type, id }];
}

function mark(params: { readonly code: string } | null): string | null {
  return params === null ? null : codeMark(params.code);
}
