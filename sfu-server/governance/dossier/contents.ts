import type { Agreement } from '../../protocol/entities/agreement.ts';
import type { Case, CaseState } from '../../protocol/entities/case.ts';
import { type Mediation, newMediation, type Side } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import { CasePaperRepository, type StoredPaper } from '../../store/case-papers.ts';
import { readCases } from '../../store/case-rows.ts';
import type { Db } from '../../store/database.ts';
import { type MediationRoomFacts, mediationRoomFacts } from '../../store/mediation-room-facts.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { committeeName } from '../case-papers/committee.ts';

/** A file of the case, as evidence. */
export interface CaseFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly createdAt: number;
  readonly createdByName: string;
  /** The party that brought it by its own page, and its side (`none`: it is no longer in the case); null for files of the centre's own. */
  readonly broughtBy: { readonly name: string; readonly side: Side | 'none' } | null;
}

/** Everything that a dossier of a case is made of. */
export interface Contents {
  readonly one: Case;
  readonly org: { readonly id: string; readonly name: string; readonly shortName: string };
  readonly committee: string;
  readonly mediation: Mediation;
  readonly agreement: Agreement | null;
  /** Newest version of each form and subject, void ones left out. */
  readonly papers: readonly StoredPaper[];
  readonly files: readonly CaseFile[];
  /** What the rooms of its hearings have recorded. */
  readonly rooms: readonly MediationRoomFacts[];
  /** What the case has come to; null while it runs. */
  readonly outcome: CaseState | null;
}

const OUTCOMES: readonly CaseState[] = ['settled', 'failed', 'withdrawn', 'refused'];

/** Reads it in one transaction. @throws Refusal `row.unknown` */
export async function contentsOf(db: Db, caseId: string): Promise<Contents> {
  const [one] = await readCases(db, [caseId]);
  if (one === undefined || one.kind !== 'mediation') throw new Refusal('row.unknown', 'There is no such mediation.');
  const [mediation = newMediation(caseId, one.registeredAt)] = await readMediations(db, [caseId]);
  const [agreement = null] = await readAgreements(db, [caseId]);
  // A supplement is of the committee that has filed the dossier, also when the case has moved on.
  const first = await db
    .selectFrom('dossiers')
    .select(['org_id', 'committee'])
    .where('case_id', '=', caseId)
    .where('volume', '=', 1)
    .executeTakeFirst();
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'name', 'short_name'])
    .where('id', '=', first?.org_id ?? one.orgId)
    .executeTakeFirstOrThrow();
  return {
    one,
    org: { id: row.id, name: row.name, shortName: row.short_name },
    committee: first?.committee ?? committeeName(row.name),
    mediation,
    agreement,
    papers: newest(await new CasePaperRepository(db).ofCase(caseId)),
    files: await filesOf(db, caseId, mediation),
    rooms: await mediationRoomFacts(db, caseId),
    outcome: outcomeOf(one),
  };
}

/** A closed case has what it had come to before. */
function outcomeOf({ state, notes }: Case): CaseState | null {
  if (OUTCOMES.includes(state)) return state;
  if (state !== 'closed') return null;
  return notes.findLast((note) => note.state !== null && OUTCOMES.includes(note.state))?.state ?? 'failed';
}

function newest(papers: readonly StoredPaper[]): StoredPaper[] {
  const kept = new Map<string, StoredPaper>();
  for (const stored of papers) {
    const { form, subject, version, state } = stored.paper;
    const key = JSON.stringify([form, subject]);
    if (state !== 'void' && version >= (kept.get(key)?.paper.version ?? 0)) kept.set(key, stored);
  }
  return [...kept.values()];
}

async function filesOf(db: Db, caseId: string, { parties }: Mediation): Promise<CaseFile[]> {
  const rows = await db
    .selectFrom('attachments')
    .leftJoin('party_materials', 'party_materials.attachment_id', 'attachments.id')
    .selectAll('attachments')
    .select('party_materials.party_id')
    .where('owner_entity', '=', 'case')
    .where('owner_id', '=', caseId)
    .where('complete', '=', 1)
    .orderBy('attachments.id')
    .execute();
  return rows.map((row) => {
    const party = parties.find(({ id }) => id === row.party_id);
    return {
      ...{ id: row.id, name: row.name, mediaType: row.media_type, sha256: row.sha256, size: row.size },
      ...{ createdAt: row.created_at, createdByName: row.created_by_name },
      // What a party has brought is never everybody's, also when the party was taken out of the case.
      broughtBy: row.party_id === null ? null : { name: party?.name ?? row.created_by_name, side: party?.side ?? 'none' },
    };
  });
}
