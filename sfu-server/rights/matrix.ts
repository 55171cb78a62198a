import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../protocol/roles.ts';
import { ROOM_KINDS } from '../protocol/room.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { AGREEMENTS } from './agreements.ts';
import { CASE_PAPERS } from './case-papers.ts';
import { DOSSIERS } from './dossiers.ts';
import { JOINT } from './joint.ts';
import { MEDIATIONS } from './mediations.ts';
import { MEETINGS } from './meetings.ts';
import { PAPERS } from './papers.ts';
import { PARTY_ROWS, SIGNING_BY_CODE } from './party.ts';
import { RECORDS } from './records.ts';
import { type Ask, ELSEWHERE, HERE, HIDDEN_FROM_OFFICERS, NONE, type Row, row } from './row.ts';
import { TEAM } from './team.ts';
import { file, PLACES, type Place, pushed, type Seat, type World } from './world.ts';

const EVERY: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator', 'gridWorker', 'officer'];
const ADMIN: readonly Role[] = ['admin'];
/** Those who see cameras. */
const WATCHERS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator'];
const REPORTERS: readonly Role[] = ['admin', 'leader', 'duty', 'clerk', 'operator', 'gridWorker'];
const ADVANCERS: readonly Role[] = ['admin', 'leader', 'duty', 'operator'];
const NOTERS: readonly Role[] = ['admin', 'leader', 'duty', 'mediator', 'operator', 'gridWorker'];
/** Hosts of a conference that somebody of their own organisation has opened: those who might have. */
const HOSTS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'operator'];
const OPENERS = {
  conference: HOSTS,
  mediation: ['admin', 'mediator', 'operator', 'officer'],
  petition: ['admin', 'leader', 'clerk', 'operator'],
  dispatch: ['admin', 'leader', 'duty', 'operator'],
  hearing: ['admin', 'officer'],
} as const satisfies Record<string, readonly Role[]>;

const someone = () => uuidv7();
const audit = { from: null, to: null, person: '', action: '', targetPath: '', before: null, limit: 1 } as const;
const caps = { codecs: [], headerExtensions: [] };
const dtls = { fingerprints: [{ algorithm: 'sha-256', value: '00' }] };

const session: readonly Row[] = [
  row('ping', '', EVERY, ({ client }) => client.request('ping', {}), { guest: 'ok', nobody: 'ok' }),
  row('page.close', '', EVERY, ({ client }) => client.request('page.close', { page: 'none' }), { guest: 'ok', nobody: 'ok' }),
  row(
    'auth.signIn',
    'as another account',
    NONE,
    async (seat, world) => (await world.twin(seat)).request('auth.signIn', { username: 'helper-own', password: 'helper-own' }),
    { otherwise: 'auth.already_signed_in', guest: 'auth.already_signed_in', nobody: 'ok' },
  ),
  row(
    'auth.refresh',
    "with another account's token",
    NONE,
    async (seat, world) => {
      const { tokens } = await world.signIn('helper-own');
      return (await world.twin(seat)).request('auth.refresh', { refreshToken: tokens.refreshToken });
    },
    { otherwise: 'auth.already_signed_in', guest: 'auth.already_signed_in', nobody: 'ok' },
  ),
  row(
    'auth.resume',
    "with another account's token",
    NONE,
    async (seat, world) => {
      const { tokens } = await world.signIn('helper-own');
      return (await world.twin(seat)).request('auth.resume', { accessToken: tokens.accessToken });
    },
    { otherwise: 'auth.already_signed_in', guest: 'auth.already_signed_in', nobody: 'ok' },
  ),
  row('auth.signOut', '', EVERY, async (seat, world) => (await world.twin(seat)).request('auth.signOut', {})),
  row(
    'auth.guest',
    '',
    NONE,
    async (seat, world) => (await world.twin(seat)).request('auth.guest', { code: world.invitation, name: '某人' }),
    { otherwise: 'auth.already_signed_in', guest: 'ok', nobody: 'ok' },
  ),
  row('invitation.look', '', EVERY, ({ client }, { invitation }) => client.request('invitation.look', { code: invitation }), {
    guest: 'ok',
    nobody: 'ok',
  }),
];

const snapshot = { schemaVersion: SCHEMA_VERSION, after: null, limit: 10 } as const;
const pull = (clientId: string) => ({ clientId, schemaVersion: SCHEMA_VERSION, cursor: 0, limit: 10 });

const data: readonly Row[] = [
  row('sync.snapshot', '', EVERY, ({ client }) => client.request('sync.snapshot', snapshot)),
  row('sync.pull', '', EVERY, ({ client }) => client.request('sync.pull', pull(uuidv7()))),
  row('sync.pull', "as another account's console", NONE, async ({ client }, world) => {
    const clientId = uuidv7();
    const helper = await world.signIn('helper-own');
    const mutations = [{ number: 1, name: 'event.report', args: world.report('own'), createdAt: 1 }];
    await helper.client.request('sync.push', { clientId, mutations });
    return client.request('sync.pull', pull(clientId));
  }),
  row('sync.remembers', '', EVERY, ({ client }) => client.request('sync.remembers', { clientId: uuidv7(), numbers: [1] })),
  // A push is judged change by change: see below.
  row('sync.push', 'of what there is not', NONE, ({ client }) => pushed(client, 'event.bless' as 'event.note', {} as never), {
    otherwise: 'mutation.unknown',
  }),
  ...HERE.flatMap((place) => [
    row('change event.report', place, REPORTERS, ({ client }, world) => pushed(client, 'event.report', world.report(place))),
    row('change event.advance', place, ADVANCERS, (seat, world) => advance(seat, world, place), { otherwise: HIDDEN_FROM_OFFICERS }),
    row('change event.note', place, NOTERS, (seat, world) => note(seat, world, place), { otherwise: HIDDEN_FROM_OFFICERS }),
    row('change attachment.add', place, NOTERS, (seat, world) => addFile(seat, world, place), { otherwise: HIDDEN_FROM_OFFICERS }),
    row('change attachment.drop', `${place}, another's`, NONE, (seat, world) => dropFile(seat, world, place), {
      otherwise: HIDDEN_FROM_OFFICERS,
    }),
  ]),
  ...ELSEWHERE.flatMap((place) => [
    row('change event.report', place, NONE, ({ client }, world) => pushed(client, 'event.report', world.report(place))),
    row('change event.advance', place, NONE, (seat, world) => advance(seat, world, place), { otherwise: 'row.unknown' }),
    row('change event.note', place, NONE, (seat, world) => note(seat, world, place), { otherwise: 'row.unknown' }),
    row('change attachment.add', place, NONE, (seat, world) => addFile(seat, world, place), { otherwise: 'row.unknown' }),
    row('change attachment.drop', place, NONE, (seat, world) => dropFile(seat, world, place), { otherwise: 'row.unknown' }),
  ]),
];

async function advance({ client }: Seat, world: World, place: Place): Promise<void> {
  await pushed(client, 'event.advance', { id: await world.event(place), to: 'accepted', noteId: uuidv7(), note: '' });
}

async function note({ client }: Seat, world: World, place: Place): Promise<void> {
  await pushed(client, 'event.note', { id: await world.event(place), noteId: uuidv7(), text: '已到现场' });
}

async function addFile({ client }: Seat, world: World, place: Place): Promise<void> {
  await pushed(client, 'attachment.add', file(await world.event(place)));
}

async function dropFile({ client }: Seat, world: World, place: Place): Promise<void> {
  await pushed(client, 'attachment.drop', { id: await world.attachment(place) });
}

/** Something that only a room's hosts may do: those of the own organisation in its rooms, and nobody elsewhere. */
function hostsOnly(what: string, gives: string, ask: (seat: Seat, roomId: string, world: World) => Promise<unknown>): Row[] {
  const at =
    (place: Place): Ask =>
    async (seat, world) =>
      ask(seat, await world.room(place), world);
  return [
    row(what, 'own', HOSTS, at('own'), { gives }),
    row(what, 'below', NONE, at('below')),
    row(what, 'above', NONE, at('above')),
    row(what, 'other', NONE, at('other'), { otherwise: 'room.unknown' }),
  ];
}

/** Something that those inside do: whoever is not is told so, and of rooms that one may not enter not even that they exist. */
function insideOnly(what: string, ask: (seat: Seat, roomId: string) => Promise<unknown>, ofGuests?: string): Row[] {
  const at =
    (place: Place): Ask =>
    async (seat, world) =>
      ask(seat, await world.room(place));
  const guest = ofGuests ?? 'room.unknown';
  return [
    row(what, 'own, from outside', NONE, at('own'), { otherwise: 'room.not_joined', guest }),
    row(what, 'below, from outside', NONE, at('below'), { otherwise: 'room.not_joined', guest }),
    row(what, 'above, from outside', NONE, at('above'), { otherwise: 'room.not_joined', guest }),
    row(what, 'other', NONE, at('other'), { otherwise: 'room.unknown', guest }),
    row(what, "the guest's, from outside", NONE, (seat, world) => ask(seat, world.guestRoom.id), {
      otherwise: 'room.not_joined',
      guest: ofGuests ?? 'room.not_joined',
    }),
  ];
}

/** Joins on a socket of its own, so that nobody sits in a room when the next row is asked. */
function joining(room: (world: World) => Promise<string>): Ask {
  return async (seat, world) => {
    const client = await world.twin(seat);
    const { state } = await client.request('room.join', { roomId: await room(world), seat: null });
    client.close();
    return state;
  };
}

const rooms: readonly Row[] = [
  row('room.list', '', EVERY, ({ client }) => client.request('room.list', {})),
  ...ROOM_KINDS.map((kind) =>
    row('room.create', kind, OPENERS[kind], ({ client }) =>
      client.request('room.create', { kind, title: '会', access: 'line', invitedOrgIds: [] }),
    ),
  ),
  row(
    'room.join',
    'own',
    EVERY,
    joining((world) => world.room('own')),
    { gives: 'joined', guest: 'room.unknown' },
  ),
  row(
    'room.join',
    'below',
    EVERY,
    joining((world) => world.room('below')),
    { gives: 'joined', guest: 'room.unknown' },
  ),
  row(
    'room.join',
    'above',
    EVERY,
    joining((world) => world.room('above')),
    { gives: 'joined', guest: 'room.unknown' },
  ),
  row(
    'room.join',
    'other',
    NONE,
    joining((world) => world.room('other')),
    { otherwise: 'room.unknown', guest: 'room.unknown' },
  ),
  row(
    'room.join',
    'other, invited',
    EVERY,
    joining((world) => world.room('other', ['own'])),
    { gives: 'joined', guest: 'room.unknown' },
  ),
  row(
    'room.join',
    'own, without an invitation',
    HOSTS,
    joining((world) => world.room('own', ['other'])),
    {
      gives: 'joined',
      otherwise: 'room.unknown',
      guest: 'room.unknown',
    },
  ),
  row(
    'room.join',
    'below, without an invitation',
    NONE,
    joining((world) => world.room('below', ['other'])),
    {
      otherwise: 'room.unknown',
      guest: 'room.unknown',
    },
  ),
  row(
    'room.join',
    'above, without an invitation',
    NONE,
    joining((world) => world.room('above', ['other'])),
    {
      otherwise: 'room.unknown',
      guest: 'room.unknown',
    },
  ),
  row(
    'room.join',
    "the guest's",
    EVERY,
    joining(async (world) => world.guestRoom.id),
    { gives: 'joined', guest: 'waiting' },
  ),
  ...insideOnly('room.leave', ({ client }, roomId) => client.request('room.leave', { roomId })),
  ...insideOnly('room.sending', ({ client }, roomId) => client.request('room.sending', { roomId, limitedBy: 'line' })),
  ...insideOnly('room.hand', ({ client }, roomId) => client.request('room.hand', { roomId, raised: true })),
  ...insideOnly('room.chat', ({ client }, roomId) => client.request('room.chat', { roomId, text: '在吗' })),
  ...insideOnly('room.fileAnnounce', ({ client }, roomId) => client.request('room.fileAnnounce', { roomId, name: '水情.txt', size: 6 })),
  ...insideOnly('room.fileOpen', ({ client }, roomId) => client.request('room.fileOpen', { roomId, fileId: someone() })),
  ...insideOnly('room.react', ({ client }, roomId) => client.request('room.react', { roomId, reaction: 'approve' })),
  ...hostsOnly('room.end', 'ok', ({ client }, roomId) => client.request('room.end', { roomId })),
  ...hostsOnly('room.invite', 'ok', ({ client }, roomId) => client.request('room.invite', { roomId, label: '律师' })),
  ...hostsOnly('room.muteAll', 'ok', ({ client }, roomId) => client.request('room.muteAll', { roomId })),
  ...hostsOnly('room.admitAll', 'ok', ({ client }, roomId) => client.request('room.admitAll', { roomId })),
  ...hostsOnly('room.settings', 'ok', ({ client }, roomId) => client.request('room.settings', { roomId, settings: { lobby: true } })),
  ...hostsOnly('room.spotlight', 'ok', ({ client }, roomId) => client.request('room.spotlight', { roomId, participantIds: [] })),
  ...hostsOnly('room.layout', 'ok', ({ client }, roomId) =>
    client.request('room.layout', { roomId, layout: { mode: 'speaker', follow: true, places: [] } }),
  ),
  ...hostsOnly('room.setMayUnmute', 'participant.unknown', ({ client }, roomId) =>
    client.request('room.setMayUnmute', { roomId, participantId: someone(), mayUnmute: true }),
  ),
  ...hostsOnly('room.setSpeaker', 'participant.unknown', ({ client }, roomId) =>
    client.request('room.setSpeaker', { roomId, participantId: someone(), speaker: true }),
  ),
  // Only whoever sits in the chair gives roles: nobody does from outside, and a cohost inside does not either.
  ...(['own', 'below', 'above', 'other'] as const).map((place) =>
    row(
      'room.setRole',
      `${place}, from outside`,
      NONE,
      async ({ client }, world) =>
        client.request('room.setRole', { roomId: await world.room(place), participantId: someone(), role: 'cohost' }),
      { otherwise: place === 'other' ? 'room.unknown' : 'right.missing' },
    ),
  ),
  ...hostsOnly('floor.give', 'participant.unknown', ({ client }, roomId) =>
    client.request('floor.give', { roomId, participantId: someone(), minutes: 5 }),
  ),
  ...hostsOnly('floor.extend', 'floor.not_given', ({ client }, roomId) => client.request('floor.extend', { roomId, minutes: 1 })),
  ...hostsOnly('floor.end', 'floor.not_given', ({ client }, roomId) => client.request('floor.end', { roomId })),
  ...hostsOnly('floor.prepare', 'ok', ({ client }, roomId) => client.request('floor.prepare', { roomId, participantId: null })),
  ...hostsOnly('floor.lowerHand', 'participant.unknown', ({ client }, roomId) =>
    client.request('floor.lowerHand', { roomId, participantId: someone() }),
  ),
  ...hostsOnly('floor.move', 'participant.unknown', ({ client }, roomId) =>
    client.request('floor.move', { roomId, participantId: someone(), before: null }),
  ),
  ...insideOnly('board.upload', ({ client }, roomId) =>
    client.request('board.upload', { roomId, uploadId: someone(), offset: 0, base64: 'AAAA' }),
  ),
  ...insideOnly('board.open', ({ client }, roomId) => client.request('board.open', { roomId, title: '示意图', document: null })),
  ...insideOnly('board.get', ({ client }, roomId) => client.request('board.get', { roomId, boardId: someone() })),
  ...insideOnly('board.read', ({ client }, roomId) => client.request('board.read', { roomId, boardId: someone(), offset: 0, length: 1 })),
  ...insideOnly('board.turn', ({ client }, roomId) => client.request('board.turn', { roomId, boardId: someone(), page: 0 })),
  ...insideOnly('board.draw', ({ client }, roomId) =>
    client.request('board.draw', { roomId, boardId: someone(), ops: [{ op: 'point', at: null }] }),
  ),
  ...insideOnly('board.clear', ({ client }, roomId) => client.request('board.clear', { roomId, boardId: someone(), page: null })),
  ...insideOnly(
    'board.setAudience',
    ({ client }, roomId) => client.request('board.setAudience', { roomId, boardId: someone(), audience: null }),
    'right.missing',
  ),
  ...insideOnly('board.close', ({ client }, roomId) => client.request('board.close', { roomId, boardId: someone() })),
  ...hostsOnly('board.let', 'participant.unknown', ({ client }, roomId) =>
    client.request('board.let', { roomId, participantId: someone(), allowed: true }),
  ),
  ...hostsOnly('board.list', 'ok', ({ client }, roomId) => client.request('board.list', { roomId })),
  ...hostsOnly('board.reopen', 'board.unknown', ({ client }, roomId) => client.request('board.reopen', { roomId, boardId: someone() })),
  // Nobody is inside: what is refused is not the right.
  ...hostsOnly('room.record', 'room.not_joined', ({ client }, roomId) => client.request('room.record', { roomId, on: true })),
  row('recording.list', '', EVERY, ({ client }) => client.request('recording.list', { before: null, limit: 10 })),
  ...PLACES.flatMap((place) =>
    ROOM_KINDS.flatMap((kind) => {
      const here = HERE.includes(place);
      return [
        row(
          `recording.open`,
          `${place}, ${kind}`,
          here ? OPENERS[kind] : NONE,
          async ({ client }, world) =>
            client.request('recording.open', { recordingId: await world.recording(place, kind), reason: '核对会商内容' }),
          { otherwise: 'recording.unknown' },
        ),
        // Nothing was ever recorded there: what is refused is not the right.
        row(
          `recording.compose`,
          `${place}, ${kind}`,
          NONE,
          async ({ client }, world) => client.request('recording.compose', { recordingId: await world.recording(place, kind) }),
          {
            otherwise: here
              ? { rest: 'recording.unknown', ...Object.fromEntries(OPENERS[kind].map((role) => [role, 'recording.not_ready'])) }
              : 'recording.unknown',
          },
        ),
        row(
          `recording.delete`,
          `${place}, ${kind}`,
          here ? ADMIN : NONE,
          async ({ client }, world) =>
            client.request('recording.delete', { recordingId: await world.recording(place, kind), reason: '误录' }),
          {
            otherwise: here
              ? {
                  rest: 'recording.unknown',
                  ...Object.fromEntries(OPENERS[kind].filter((role) => role !== 'admin').map((role) => [role, 'right.missing'])),
                }
              : 'recording.unknown',
          },
        ),
      ];
    }),
  ),
  ...hostsOnly('rollCall.start', 'ok', ({ client }, roomId, { orgAt }) =>
    client.request('rollCall.start', { roomId, expected: [{ orgId: orgAt.below }] }),
  ),
  ...hostsOnly('rollCall.candidates', 'ok', ({ client }, roomId) => client.request('rollCall.candidates', { roomId })),
  ...hostsOnly('rollCall.mark', 'roll_call.none', ({ client }, roomId) =>
    client.request('rollCall.mark', { roomId, entryId: someone(), state: 'present' }),
  ),
  ...(['rollCall.close', 'rollCall.sign'] as const).flatMap((what) =>
    hostsOnly(what, 'roll_call.none', ({ client }, roomId) => client.request(what, { roomId })),
  ),
  ...insideOnly(
    'rollCall.answer',
    ({ client }, roomId) => client.request('rollCall.answer', { roomId, answer: 'present' }),
    'right.missing',
  ),
  row('rollCall.list', '', EVERY, ({ client }) => client.request('rollCall.list', { roomId: null, limit: 10 })),
  ...(['own', 'below'] as const).flatMap((place) => [
    row('rollCall.get', place, HOSTS, async ({ client }, world) => client.request('rollCall.get', { sheetId: await world.sheet(place) }), {
      otherwise: 'roll_call.unknown',
    }),
    row(
      'rollCall.export',
      place,
      HOSTS,
      async ({ client }, world) => client.request('rollCall.export', { sheetId: await world.sheet(place), format: 'csv' }),
      { otherwise: 'roll_call.unknown' },
    ),
  ]),
  ...ELSEWHERE.flatMap((place) => [
    row('rollCall.get', place, NONE, async ({ client }, world) => client.request('rollCall.get', { sheetId: await world.sheet(place) }), {
      otherwise: 'roll_call.unknown',
    }),
    row(
      'rollCall.export',
      place,
      NONE,
      async ({ client }, world) => client.request('rollCall.export', { sheetId: await world.sheet(place), format: 'csv' }),
      { otherwise: 'roll_call.unknown' },
    ),
  ]),
  ...(['room.admit', 'room.deny', 'room.mute', 'room.stopCamera', 'room.remove', 'room.removeCamera'] as const).flatMap((what) =>
    hostsOnly(what, 'participant.unknown', ({ client }, roomId) => client.request(what, { roomId, participantId: someone() })),
  ),
  ...hostsOnly('mediationRoom.place', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.place', { roomId, participantId: someone(), capacity: 'party', side: 'applicant' }),
  ),
  ...hostsOnly('mediationRoom.caucus', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.caucus', { roomId, side: 'applicant', participantIds: [], minutes: 10 }),
  ),
  ...hostsOnly('mediationRoom.break', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.break', { roomId, minutes: null }),
  ),
  ...hostsOnly('mediationRoom.together', 'state.conflict', ({ client }, roomId) => client.request('mediationRoom.together', { roomId })),
  ...hostsOnly('mediationRoom.checkIdentity', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.checkIdentity', { roomId, participantId: someone(), result: 'same', words: '' }),
  ),
  ...hostsOnly('mediationRoom.notice', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.notice', { roomId, notice: null }),
  ),
  ...hostsOnly('mediationRoom.step', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.step', { roomId, step: 'identity' }),
  ),
  ...hostsOnly('mediationRoom.inviteParty', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.inviteParty', { roomId, partyId: someone(), who: 'party' }),
  ),
  ...hostsOnly('record.show', 'row.unknown', ({ client }, roomId) =>
    client.request('record.show', { roomId, recordId: someone(), lineId: null }),
  ),
  ...hostsOnly('speech.get', 'state.conflict', ({ client }, roomId) => client.request('speech.get', { roomId })),
  ...hostsOnly('speech.listen', 'state.conflict', ({ client }, roomId) => client.request('speech.listen', { roomId, on: true })),
  ...hostsOnly('speech.settle', 'state.conflict', ({ client }, roomId) =>
    client.request('speech.settle', { roomId, proposalId: someone() }),
  ),
  ...insideOnly('record.shown', ({ client }, roomId) => client.request('record.shown', { roomId })),
  ...insideOnly('record.confirmOnSeat', ({ client }, roomId) =>
    client.request('record.confirmOnSeat', { roomId, recordId: someone(), revision: '0'.repeat(64) }),
  ),
  ...insideOnly('mediationRoom.showDocument', ({ client }, roomId) =>
    client.request('mediationRoom.showDocument', { roomId, base64: '/9j/4AAQSkZJRg==' }),
  ),
  ...hostsOnly('mediationRoom.document', 'state.conflict', ({ client }, roomId) =>
    client.request('mediationRoom.document', { roomId, participantId: someone() }),
  ),
  ...insideOnly('mediationRoom.confirmNotice', ({ client }, roomId) => client.request('mediationRoom.confirmNotice', { roomId })),
  ...hostsOnly('room.addCamera', 'camera.no_source', ({ client }, roomId, world) =>
    client.request('room.addCamera', { roomId, cameraId: world.cameraAt.below }),
  ),
  ...ELSEWHERE.map((place) =>
    row('room.addCamera', `own, a camera ${place}`, NONE, async ({ client }, world) =>
      client.request('room.addCamera', { roomId: await world.room('own'), cameraId: world.cameraAt[place] }),
    ),
  ),
];

/** What belongs to a page is unknown to every other. */
function ownMedia(what: string, gives: string, ask: Ask): Row {
  return row(what, 'of somebody else', NONE, ask, { otherwise: gives, guest: gives });
}

const media: readonly Row[] = [
  ownMedia('media.connect', 'media.unknown_transport', ({ client }) =>
    client.request('media.connect', { transportId: someone(), dtlsParameters: dtls }),
  ),
  ...(['media.restartIce', 'media.closeTransport'] as const).map((what) =>
    ownMedia(what, 'media.unknown_transport', async ({ client }, world) => {
      const owner = await world.signIn('helper-own');
      const { transport } = await owner.client.request('camera.transport', {});
      return client.request(what, { transportId: transport.id });
    }),
  ),
  ownMedia('media.produce', 'media.unknown_transport', ({ client }) =>
    client.request('media.produce', { transportId: someone(), kind: 'audio', source: 'microphone', rtpParameters: {}, paused: false }),
  ),
  ...(['media.pauseProducer', 'media.resumeProducer', 'media.closeProducer'] as const).map((what) =>
    ownMedia(what, 'media.unknown_producer', ({ client }) => client.request(what, { producerId: someone() })),
  ),
  ownMedia('media.consume', 'media.unknown_transport', ({ client }) =>
    client.request('media.consume', { transportId: someone(), producerIds: [someone()], rtpCapabilities: caps }),
  ),
  ...(['media.resumeConsumer', 'media.pauseConsumer', 'media.closeConsumer'] as const).map((what) =>
    ownMedia(what, 'media.unknown_consumer', ({ client }) => client.request(what, { consumerId: someone() })),
  ),
  ownMedia('media.setLayers', 'media.unknown_consumer', ({ client }) =>
    client.request('media.setLayers', { consumerId: someone(), spatialLayer: 0, temporalLayer: 0 }),
  ),
];

const watch =
  (place: Place): Ask =>
  ({ client }, { cameraAt }) =>
    client.request('camera.watch', { cameraId: cameraAt[place] });

const cameras: readonly Row[] = [
  row('camera.transport', '', WATCHERS, ({ client }) => client.request('camera.transport', {})),
  ...HERE.map((place) => row('camera.watch', place, WATCHERS, watch(place))),
  ...ELSEWHERE.map((place) => row('camera.watch', place, NONE, watch(place))),
  row('camera.watch', 'that there is not', NONE, ({ client }) => client.request('camera.watch', { cameraId: someone() }), {
    otherwise: 'camera.unknown',
  }),
  // Letting go of what one does not have does no harm.
  row('camera.unwatch', '', EVERY, ({ client }) => client.request('camera.unwatch', { cameraId: someone() })),
  row(
    'camera.retry',
    'that one does not watch',
    NONE,
    ({ client }, { cameraAt }) => client.request('camera.retry', { cameraId: cameraAt.own }),
    {
      otherwise: 'camera.unknown',
    },
  ),
];

/** What administrators do to an account of their branch; of others not even the existence is told them. */
function accountsOfBranch(what: string, ask: (seat: Seat, accountId: string, world: World) => Promise<unknown>): Row[] {
  const at =
    (place: Place): Ask =>
    async (seat, world) =>
      ask(seat, await world.account(place), world);
  return [
    ...HERE.map((place) => row(what, place, ADMIN, at(place))),
    ...ELSEWHERE.map((place) => row(what, place, NONE, at(place), { otherwise: { rest: 'right.missing', admin: 'account.unknown' } })),
  ];
}

const listing = { search: '', role: null, disabled: null, after: null, limit: 10 } as const;
const newcomer = () => `new-${uuidv7().slice(-12)}`;
const create =
  (place: Place): Ask =>
  ({ client }, { orgAt }) =>
    client.request('account.create', { username: newcomer(), name: '新人', role: 'admin', orgId: orgAt[place] });
const list =
  (place: Place): Ask =>
  ({ client }, { orgAt }) =>
    client.request('account.list', { ...listing, orgId: orgAt[place] });

const administration: readonly Row[] = [
  ...HERE.flatMap((place) => [row('account.list', place, ADMIN, list(place)), row('account.create', place, ADMIN, create(place))]),
  ...ELSEWHERE.flatMap((place) => [row('account.list', place, NONE, list(place)), row('account.create', place, NONE, create(place))]),
  ...accountsOfBranch('account.setDisabled', ({ client }, accountId) =>
    client.request('account.setDisabled', { accountId, disabled: true }),
  ),
  ...accountsOfBranch('account.changeRole', ({ client }, accountId) => client.request('account.changeRole', { accountId, role: 'clerk' })),
  ...accountsOfBranch('account.resetPassword', ({ client }, accountId) => client.request('account.resetPassword', { accountId })),
  ...accountsOfBranch('account.signOutEverywhere', ({ client }, accountId) => client.request('account.signOutEverywhere', { accountId })),
  ...accountsOfBranch('account.move', ({ client }, accountId, { orgAt }) =>
    client.request('account.move', { accountId, orgId: orgAt.below }),
  ),
  ...ELSEWHERE.map((place) =>
    row('account.move', `own, to ${place}`, NONE, async ({ client }, world) =>
      client.request('account.move', { accountId: await world.account('own'), orgId: world.orgAt[place] }),
    ),
  ),
  row(
    'account.changePassword',
    'with a wrong old one',
    NONE,
    ({ client }) => client.request('account.changePassword', { oldPassword: 'wrong', newPassword: 'a good long one' }),
    { otherwise: 'password.wrong' },
  ),
  row('audit.list', '', ADMIN, ({ client }) => client.request('audit.list', audit)),
  row('audit.export', '', ADMIN, ({ client }) => client.request('audit.export', audit)),
  row('audit.verify', '', ADMIN, ({ client }) => client.request('audit.verify', { fresh: false })),
  row('system.status', '', ADMIN, ({ client }) => client.request('system.status', {})),
];

const bearer = ({ accessToken }: Seat): Record<string, string> => (accessToken === null ? {} : { authorization: `Bearer ${accessToken}` });

const pages: readonly Row[] = [
  // As from another machine: the server's own is let in without a token.
  row('GET /metrics', 'from elsewhere', ADMIN, (seat, world) => world.get('/metrics', { ...bearer(seat), 'x-forwarded-for': '10.0.0.9' }), {
    gives: '200',
    otherwise: '403',
    guest: '403',
    nobody: '403',
  }),
  row('GET /metrics', 'on the machine itself', EVERY, (_seat, world) => world.get('/metrics', {}), {
    gives: '200',
    guest: '200',
    nobody: '200',
  }),
  row('GET /healthz', '', EVERY, (_seat, world) => world.get('/healthz', {}), { gives: '200', guest: '200', nobody: '200' }),
  ...HERE.map((place) =>
    row(
      'GET /attachments',
      place,
      EVERY.filter((role) => role !== 'officer'),
      content(place),
      {
        // Announced, but its content has not come.
        gives: 'attachment.not_there',
        otherwise: 'row.unknown',
        guest: 'auth.required',
      },
    ),
  ),
  ...ELSEWHERE.map((place) => row('GET /attachments', place, NONE, content(place), { otherwise: 'row.unknown', guest: 'auth.required' })),
];

function content(place: Place): Ask {
  return async (seat, world) => world.get(`/attachments/${await world.attachment(place)}/content`, bearer(seat));
}

/**
 * Who may do what where, written down by hand from the design: it is what the server is held to, so nothing in it may be
 * taken from the server's own table. Everybody who asks sits in the first township.
 */
export const MATRIX: readonly Row[] = [
  ...session,
  ...data,
  ...PAPERS,
  ...MEDIATIONS,
  ...TEAM,
  ...AGREEMENTS,
  ...PARTY_ROWS,
  ...CASE_PAPERS,
  ...DOSSIERS,
  ...RECORDS,
  ...JOINT,
  ...MEETINGS,
  ...rooms,
  ...media,
  ...cameras,
  ...administration,
  ...pages,
  ...SIGNING_BY_CODE,
];
