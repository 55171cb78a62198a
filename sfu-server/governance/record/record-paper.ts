import type { MediationRecord as RecordForm } from '../../papers/mediation/form.ts';
import type { CasePaper, SignerWords } from '../../protocol/case-paper.ts';
import type { Mediation, Party } from '../../protocol/entities/mediation.ts';
import { type MediationRecord, openLines, type Speaker, type SpeakerKind, wordOf } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { readRecords } from '../../store/record-rows.ts';
import { caseToPrint } from '../agreement/printed-case.ts';
import { readableCase } from '../case-papers/access.ts';
import type { CasePapers } from '../case-papers/case-papers.ts';

const SPEAKERS: { readonly [S in SpeakerKind]: string } = {
  mediator: '调解员',
  applicant: '申请人',
  respondent: '被申请人',
  third: '第三人',
  other: '其他人',
  heading: '',
};

/**
 * Prints a record as a paper of its case (人民调解记录). Lines of a caucus are left out.
 * @throws Refusal as `CasePapers.make`; `row.unknown`; `state.conflict` for one that is not confirmed, or that is being signed already
 */
export async function printRecord(db: Db, papers: CasePapers, recordId: string, by: Account): Promise<CasePaper> {
  const [record] = await readRecords(db, [recordId]);
  if (record === undefined) throw new Refusal('row.unknown', 'This record does not exist.');
  await readableCase(db, by, record.caseId);
  if (record.readBackAt === null || record.state !== 'confirmed') {
    throw new Refusal('state.conflict', 'What may still change is not printed to be signed.');
  }
  const under = (await papers.list(record.caseId, by)).some(
    ({ form, subject, state }) => form === 'record' && subject === recordId && (state === 'signing' || state === 'signed'),
  );
  if (under) throw new Refusal('state.conflict', 'This record is being signed, or is signed: it is not printed again.');
  const { printed, mediation } = await caseToPrint(db, record.caseId);
  const form: RecordForm = {
    ...printed.head,
    from: record.openedAt,
    to: record.confirmedAt ?? record.readBackAt,
    place: mediation.sessions.find(({ id }) => id === record.sessionId)?.place ?? '视频调解室',
    mediators: mediatorsOf(mediation, record),
    recorder: record.openedByName,
    parties: mediation.parties.map(({ name, side }) => `${name}（${SPEAKERS[side]}）`),
    others: othersIn(record),
    lines: openLines(record)
      .filter(({ text }) => text !== '')
      .map(({ speaker, text, mark, corrections }) => ({
        speaker: wordsFor(speaker),
        text,
        offsetMs: mark?.offsetMs ?? null,
        corrections: corrections.filter(({ was }) => was !== '').map(({ was, byName, at }) => ({ was, by: byName, at })),
      })),
    result: record.result === '' ? '（未记载）' : record.result,
    readBackAt: record.readBackAt,
    confirmedBy: mediation.parties.filter((party) => wordOf(party, record) !== null).map(({ name }) => name),
    signatures: [],
  };
  const { opened_by_id } = await db.selectFrom('records').select('opened_by_id').where('id', '=', recordId).executeTakeFirstOrThrow();
  const subject = record.id;
  return papers.make(
    record.caseId,
    { form: 'record', ...form },
    { signers: signersOf(mediation, record, opened_by_id), audience: 'all', subject, by },
  );
}

function mediatorsOf({ mediator, assistants }: Mediation, { openedByName }: MediationRecord): string[] {
  const names = [mediator, ...assistants].flatMap((one) => (one === null ? [] : [one.name]));
  return names.length === 0 ? [openedByName] : names;
}

/** Who was named in a line and is no side: witnesses, experts, … */
function othersIn({ lines }: MediationRecord): string[] {
  return [...new Set(lines.flatMap(({ speaker }) => (speaker.kind === 'other' && speaker.name !== null ? [speaker.name] : [])))];
}

function wordsFor({ kind, name }: Speaker): string {
  if (name !== null) return kind === 'other' ? name : `${SPEAKERS[kind]}${name}`;
  return SPEAKERS[kind];
}

/** Each party, or who cares for one under age; then who mediates and who has written. */
function signersOf(mediation: Mediation, record: MediationRecord, recorderId: string): SignerWords[] {
  const ofParty = ({ id, name, side, guardian }: Party): SignerWords =>
    guardian === null
      ? { role: SPEAKERS[side], name, partyId: id, accountId: null }
      : { role: '监护人', name: guardian.name, partyId: id, accountId: null };
  const { mediator } = mediation;
  return [
    ...mediation.parties.map(ofParty),
    { role: '人民调解员', name: mediator?.name ?? record.openedByName, partyId: null, accountId: mediator?.accountId ?? null },
    { role: '记录人', name: record.openedByName, partyId: null, accountId: recorderId },
  ];
}
