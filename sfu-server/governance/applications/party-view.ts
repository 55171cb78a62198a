import { mediaTypeSchema } from '../../protocol/attachment.ts';
import { outcomeOf } from '../../protocol/entities/agreement.ts';
import type { Case, CaseState } from '../../protocol/entities/case.ts';
import type { Mediation, MediationSession, Side } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_MATERIALS, type PartyView } from '../../protocol/party.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import { readCases } from '../../store/case-rows.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { committeeName } from '../case-papers/committee.ts';
import { answersOf, mayAnswer } from './keeping.ts';
import type { LinkedParty } from './party-links.ts';

/** What a party can say how it was in. */
export const RATED: readonly CaseState[] = ['settled', 'failed', 'closed'];
/** While something can still come of what is brought. */
const BROUGHT: readonly CaseState[] = ['registered', 'accepted', 'handling'];
/** What both sides have in their hands once it is sealed. Other forms hold what only the centre and the court see: addresses, numbers of identity cards. */
const COMMON_FORMS: readonly string[] = ['notice', 'record', 'agreement', 'confirmation'];
/** Whether a paper of this form is common to the parties. */
export const isCommonForm = (form: string): boolean => COMMON_FORMS.includes(form);

/** How a case stands, for one of its parties: whatever is not named here is not theirs to see. @throws Refusal `row.unknown` */
export async function partyView(db: Db, linked: LinkedParty): Promise<Omit<PartyView, 'signings'>> {
  const { caseId, party } = linked;
  const [[kase], [mediation]] = [await readCases(db, [caseId]), await readMediations(db, [caseId])];
  const org = await db
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select('organisations.name')
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  if (kase === undefined || mediation === undefined || org === undefined) throw new Refusal('row.unknown', 'This case does not exist.');
  const [sessions, agreement, papers, materials, rating] = [
    await sessionsOf(db, mediation),
    await agreementOf(db, linked, kase.state),
    await papersFor(db, caseId, party.side),
    await materialsOf(db, caseId, party.id),
    await ratingOf(db, caseId, party.id),
  ];
  return {
    caseId,
    number: kase.number,
    title: kase.title,
    orgName: committeeName(org.name),
    me: { partyId: party.id, name: party.name, side: party.side },
    names: mediation.parties.map(({ side, name }) => ({ side, name })),
    registeredAt: kase.registeredAt,
    state: kase.state,
    steps: stepsOf(kase, party.side),
    suspendedAt: mediation.suspension?.since ?? null,
    mediatorName: mediation.mediator?.name ?? null,
    request: party.side === 'applicant' ? mediation.request : null,
    sessions,
    agreement,
    papers,
    materials,
    mayBring: BROUGHT.includes(kase.state) && materials.length < MOST_MATERIALS,
    rating,
    mayRate: rating === null && RATED.includes(kase.state),
    expiresAt: linked.expiresAt,
  };
}

/** What officers write to each other stays with them; why somebody's application was refused is told to those who applied. */
function stepsOf({ notes }: Case, side: Side): PartyView['steps'] {
  return notes.flatMap(({ state, at, text }) => {
    if (state === null) return [];
    return [{ state, at, words: state === 'refused' && side === 'applicant' && text !== '' ? text : null }];
  });
}

async function sessionsOf(db: Db, { sessions }: Mediation): Promise<PartyView['sessions']> {
  const roomIds = sessions.flatMap(({ roomId }) => (roomId === null ? [] : [roomId]));
  const open =
    roomIds.length === 0
      ? []
      : await db.selectFrom('rooms').select('id').where('id', 'in', roomIds).where('ended_at', 'is', null).execute();
  const stateOf = ({ cancelReason, roomId }: MediationSession) => {
    if (cancelReason !== null) return 'off';
    if (roomId === null) return 'planned';
    return open.some(({ id }) => id === roomId) ? 'open' : 'ended';
  };
  return sessions.map((session) => ({
    id: session.id,
    startsAt: session.startsAt,
    durationMin: session.durationMin,
    place: session.place,
    state: stateOf(session),
  }));
}

/** What was promised, once it is in force: every party has signed it. */
async function agreementOf(db: Db, { caseId, party }: LinkedParty, state: CaseState): Promise<PartyView['agreement']> {
  const [agreement] = await readAgreements(db, [caseId]);
  if (agreement === undefined || agreement.effectiveAt === null) return null;
  const duties = agreement.duties.map(({ id, who, toWhom, what, fen, due }) => {
    const result = outcomeOf(agreement, id)?.result ?? null;
    return { id, who, toWhom, what, fen, due, mine: who === party.name, result };
  });
  const answers = answersOf(agreement, party.id);
  return { effectiveAt: agreement.effectiveAt, duties, answers, mayAnswer: mayAnswer(agreement, party.id, state) };
}

/** Sealed papers of both sides and of the own one. */
export async function papersFor(db: Db, caseId: string, side: Side): Promise<PartyView['papers']> {
  const rows = await db
    .selectFrom('case_papers')
    .select(['id', 'form', 'title', 'audience', 'sealed_sha256', 'sealed_bytes', 'sealed_pages', 'sealing_at', 'made_at'])
    .where('case_id', '=', caseId)
    .where('state', '=', 'sealed')
    .where('audience', 'in', ['all', side])
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    if (row.sealed_sha256 === null || (row.audience === 'all' && !isCommonForm(row.form))) return [];
    const file = { sha256: row.sealed_sha256, pages: row.sealed_pages ?? 0, bytes: row.sealed_bytes ?? 0 };
    return [{ id: row.id, title: row.title, ...file, sealedAt: row.sealing_at ?? row.made_at }];
  });
}

async function materialsOf(db: Db, caseId: string, partyId: string): Promise<PartyView['materials']> {
  const rows = await db
    .selectFrom('party_materials')
    .innerJoin('attachments', 'attachments.id', 'party_materials.attachment_id')
    .select(['attachments.id', 'name', 'media_type', 'size', 'complete', 'created_at'])
    .where('party_materials.case_id', '=', caseId)
    .where('party_id', '=', partyId)
    .orderBy('created_at')
    .orderBy('attachments.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    mediaType: mediaTypeSchema.parse(row.media_type),
    size: row.size,
    complete: row.complete === 1,
    at: row.created_at,
  }));
}

async function ratingOf(db: Db, caseId: string, partyId: string): Promise<PartyView['rating']> {
  const row = await db
    .selectFrom('party_ratings')
    .select(['stars', 'words', 'at'])
    .where('case_id', '=', caseId)
    .where('party_id', '=', partyId)
    .executeTakeFirst();
  return row ?? null;
}
