import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreementPaper, performancePaper } from '../../papers/mediation/forms/agreement.ts';
import { Printer } from '../../papers/printer.ts';
import type { CasePaper } from '../../protocol/case-paper.ts';
import { newAgreement } from '../../protocol/entities/agreement.ts';
import type { CaseState } from '../../protocol/entities/case.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SealKeys } from '../../security/seal/seal-keys.ts';
import { verifySeals } from '../../security/seal/verify.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { CasePapers } from '../case-papers/case-papers.ts';
import { PaperFiles } from '../case-papers/paper-files.ts';
import { DataCore } from '../data-core.ts';
import { printRecord } from '../record/record-paper.ts';
import { agreementInput, performanceInput } from './agreement-input.ts';
import { AgreementPapers } from './agreement-papers.ts';
import { CourtPackets, forCourt } from './court-packet.ts';
import { caseToPrint } from './printed-case.ts';

const log = pino({ level: 'silent' });
const printer = new Printer();
afterAll(() => printer.close());

let county: SmallCounty;
let core: DataCore;
let dir: string;
let keys: SealKeys;
let papers: CasePapers;
let agreements: AgreementPapers;
let mediator: Account;
let id: string;

beforeEach(async () => {
  county = await openSmallCounty();
  dir = mkdtempSync(join(tmpdir(), 'shilian-agreements-'));
  mediator = await county.account('mediator-one', 'mediator', county.orgs.first);
  core = new DataCore(county.db);
  const { db } = county;
  keys = new SealKeys(join(dir, 'seals'));
  papers = new CasePapers({ db, files: new PaperFiles(join(dir, 'papers')), printer, keys, log });
  agreements = new AgreementPapers({ db, core, papers, log });
  id = await handled();
});
afterEach(async () => {
  agreements.dispose();
  await papers.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});

async function make<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], mediator);
  return result?.status === 'refused' ? result.error.code : 'ok';
}
const advance = (caseId: string, to: CaseState) => make('case.advance', { id: caseId, to, noteId: uuidv7(), note: '办' });

function party(changes: Partial<Party>): Party {
  const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
  return {
    id: uuidv7(),
    side: 'applicant',
    kind: 'person',
    name: '王㛃兰',
    ...nothing,
    legalRepresentative: null,
    guardian: null,
    representatives: [],
    ...changes,
  };
}

async function handled(): Promise<string> {
  const caseId = uuidv7();
  const people = { applicantName: '王㛃兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '宅基地边界争议', facts: '', field: 'housing' as const, kind: 'mediation' as const };
  await make('case.register', { id: caseId, orgId: county.orgs.first, gridId: null, ...people, ...words, registeredAt: Date.now() });
  await advance(caseId, 'accepted');
  const guardian = { name: '李建国', relation: '父亲', phone: null };
  await make('mediation.putParty', { id: caseId, party: party({}) });
  await make('mediation.putParty', { id: caseId, party: party({ side: 'respondent', name: '李𡐓', age: 15, guardian }) });
  await make('mediation.assign', { id: caseId, mediator: { accountId: mediator.id, name: mediator.name }, assistants: [] });
  await advance(caseId, 'handling');
  return caseId;
}
const refused = (code: string) => expect.objectContaining({ code });
const stateOf = async () => (await papers.list(id, mediator)).map(({ version, state }) => [version, state]);

describe('an agreement as a paper', () => {
  it('is not printed while something is to be filled in, and then with rare characters and everybody who signs', async () => {
    const clauseId = uuidv7();
    await make('agreement.putClause', { id, clauseId, change: { text: '李𡐓于{{日期}}前拆除围墙。' } });
    await expect(agreements.finish(id, mediator)).rejects.toEqual(refused('agreement.open_slots'));
    await make('agreement.putClause', { id, clauseId, change: { text: '李𡐓于2026年12月1日前拆除围墙。' } });
    const paper = await agreements.finish(id, mediator);
    expect(paper).toMatchObject({ form: 'agreement', state: 'draft', version: 1 });
    expect(paper.signers.map(({ role, name }) => [role, name])).toEqual([
      ['申请人', '王㛃兰'],
      ['被申请人监护人', '李建国'],
      ['人民调解员', mediator.name],
    ]);
    const [agreement] = await readAgreements(county.db, [id]);
    expect(agreement).toMatchObject({ finished: { paperId: paper.id, version: 1 }, effectiveAt: null });
  });

  it('is void as soon as somebody writes on', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    await papers.openSigning(paper.id, { roomId: null, inOrder: true }, mediator);
    await make('agreement.write', { id, change: { facts: '补充事实。' } });
    expect(await stateOf()).toEqual([[1, 'void']]);
    await agreements.finish(id, mediator);
    expect(await stateOf()).toContainEqual([2, 'draft']);
  });

  it('is not printed again while its very words are being signed', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    await papers.openSigning(paper.id, { roomId: null, inOrder: true }, mediator);
    await expect(agreements.finish(id, mediator)).rejects.toEqual(refused('state.conflict'));
    expect(await stateOf()).toEqual([[1, 'signing']]);
  });

  it('is void when the parties that it names are set right, not when a hearing is planned', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    await papers.openSigning(paper.id, { roomId: null, inOrder: true }, mediator);
    const [mediation] = await readMediations(county.db, [id]);
    const applicant = mediation?.parties.find(({ side }) => side === 'applicant');
    if (applicant === undefined) throw new Error('The case has no applicant.');
    await make('mediation.planSession', { id, sessionId: uuidv7(), startsAt: Date.now(), durationMin: 60, place: null });
    expect(await stateOf()).toEqual([[1, 'signing']]);
    expect(await make('mediation.putParty', { id, partyId: applicant.id, change: { name: '王桂兰' } })).toBe('ok');
    expect(await stateOf()).toEqual([[1, 'void']]);
    expect((await readAgreements(county.db, [id]))[0]?.finished).toBeNull();
  });

  it('is void when the case goes to another committee, whoever had printed it', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    await papers.openSigning(paper.id, { roomId: null, inOrder: true }, mediator);
    const escalated = { id, transferId: uuidv7(), fromOrgId: county.orgs.first, toOrgId: county.orgs.county, reason: '案情复杂' };
    expect(await make('mediation.escalate', escalated)).toBe('ok');
    expect((await papers.find(paper.id)).paper).toMatchObject({ state: 'void', voidReason: '案件已移交其他调解委员会' });
    expect((await readAgreements(county.db, [id]))[0]?.finished).toBeNull();
  });

  it('that was written on, and whose paper the stop of the server has left open, is void after the next start', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    await papers.openSigning(paper.id, { roomId: null, inOrder: true }, mediator);
    // What is committed and then not followed by anything.
    agreements.dispose();
    await make('agreement.write', { id, change: { facts: '补充事实。' } });
    expect(await stateOf()).toEqual([[1, 'signing']]);
    agreements = new AgreementPapers({ db: county.db, core, papers, log });
    await agreements.resume();
    expect(await stateOf()).toEqual([[1, 'void']]);
  });

  it('of one case that cannot be read keeps neither the next start nor the papers of the others', async () => {
    const cases = [id, await handled(), await handled()];
    const made: CasePaper[] = [];
    for (const one of cases) {
      await make('agreement.putClause', { id: one, clauseId: uuidv7(), change: { text: '互不追究。' } });
      made.push(await agreements.finish(one, mediator));
    }
    agreements.dispose();
    const [unread, lost, outdated] = cases;
    await county.db
      .updateTable('agreements')
      .set({ finished: '{' })
      .where('id', '=', unread ?? '')
      .execute();
    const finished = JSON.stringify({ paperId: uuidv7(), version: 1, at: 1, byName: '陈敬' });
    await county.db
      .updateTable('agreements')
      .set({ finished })
      .where('id', '=', lost ?? '')
      .execute();
    await make('agreement.write', { id: outdated ?? '', change: { facts: '补充事实。' } });
    agreements = new AgreementPapers({ db: county.db, core, papers, log });
    await agreements.resume();
    expect((await papers.find(made[2]?.id ?? '')).paper.state).toBe('void');
  });

  it('is not written on while it is being sealed: what is signed comes into force as it stands', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const paper = await agreements.finish(id, mediator);
    const { db } = county;
    await db
      .updateTable('case_papers')
      .set({ state: 'signed', sealing_at: 1, sealing_by_id: mediator.id })
      .where('id', '=', paper.id)
      .execute();
    expect(await make('agreement.write', { id, change: { facts: '补充事实。' } })).toBe('state.conflict');
    expect((await readAgreements(db, [id]))[0]?.finished?.paperId).toBe(paper.id);
  });

  it('is not printed before somebody mediates, whose name it needs', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    await county.db.updateTable('mediations').set({ mediator_id: null, mediator_name: null }).where('id', '=', id).execute();
    await expect(agreements.finish(id, mediator)).rejects.toEqual(refused('state.conflict'));
  });

  it('names for what each sum is owed, and of what is not due yet nothing undone', async () => {
    const [mine, theirs] = [uuidv7(), uuidv7()];
    const owed = { who: '李𡐓', toWhom: '王㛃兰', fen: 500_000, how: '转账' };
    const duties = [
      { id: mine, ...owed, what: '医疗费', due: 1000 },
      { id: theirs, ...owed, what: '误工费', due: 3000 },
    ];
    const { printed } = await caseToPrint(county.db, id);
    const agreement = { ...newAgreement(id, 1), duties };
    expect(agreementInput(printed, agreement).payments.map(({ what }) => what)).toEqual(['医疗费', '误工费']);
    expect(JSON.stringify(agreementPaper(agreementInput(printed, agreement)))).toContain('误工费');
    expect(JSON.stringify(performancePaper(performanceInput(printed, agreement, 2000)))).toContain('未到期');
    expect(performanceInput(printed, agreement, 2000).rows).toMatchObject([
      { what: '李𡐓向王㛃兰：医疗费', doneAt: null, notDueYet: false },
      { what: '李𡐓向王㛃兰：误工费', doneAt: null, notDueYet: true },
    ]);
  });

  it('goes to court as the newest that holds of each, sealed or brought with its hands, and nothing of one side alone', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    const { id: _, ...base } = await agreements.finish(id, mediator);
    const made = (changes: Partial<CasePaper>): CasePaper => ({ ...base, id: uuidv7(), state: 'sealed', ...changes });
    const newest = made({ version: 3 });
    const scan = made({ form: 'identity', subject: '甲', state: 'signed', brought: true });
    const left = [
      made({ version: 2 }),
      made({ version: 4, state: 'signed' }),
      made({ version: 5, state: 'void' }),
      made({ form: 'identity', subject: '乙', audience: 'applicant' }),
    ];
    expect(forCourt([newest, scan, ...left], 'confirmation')).toEqual([newest, scan]);
  });

  it('stands beside a record that is printed only once it is confirmed, and not again while it is being signed', async () => {
    const recordId = uuidv7();
    await make('record.open', { id: recordId, caseId: id, sessionId: null, openedAt: 1 });
    const spoken = { speaker: { kind: 'applicant', name: null }, text: '同意。', at: 1, mark: null, apartWith: null } as const;
    await make('record.line', { id: recordId, lineId: uuidv7(), position: 1, ...spoken });
    await make('record.readBack', { id: recordId });
    await expect(printRecord(county.db, papers, recordId, mediator)).rejects.toEqual(refused('state.conflict'));
    expect(await make('record.confirm', { id: recordId, note: '双方中途离席' })).toBe('ok');
    const paper = await printRecord(county.db, papers, recordId, mediator);
    expect(paper.signers.at(-1)).toMatchObject({ role: '记录人', accountId: mediator.id });
    await papers.openSigning(paper.id, { roomId: null, inOrder: false }, mediator);
    await expect(printRecord(county.db, papers, recordId, mediator)).rejects.toEqual(refused('state.conflict'));
  });

  it('goes to no court before it is signed and the court is asked', async () => {
    await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '互不追究。' } });
    await agreements.finish(id, mediator);
    const packets = new CourtPackets({ db: county.db, papers, printer, keys });
    await expect(packets.pack(id, 'confirmation', mediator)).rejects.toEqual(refused('state.conflict'));
    await expect(agreements.print(id, 'confirmation', mediator)).rejects.toEqual(refused('state.conflict'));
  });
});

describe('what could not be settled', () => {
  it('goes to court with what was applied for and how it was taken up, and the letter to the court alone, sealed by the committee', async () => {
    await advance(id, 'failed');
    for (const [office, officeName] of [
      ['court', '晶泉县人民法院'],
      ['police', '双湖派出所'],
    ] as const) {
      const letter = { direction: 'to' as const, office, officeName, letterNumber: null, papers: ['租赁合同'], reason: '调解不成' };
      expect(await make('mediation.handOver', { id, transferId: uuidv7(), ...letter })).toBe('ok');
    }
    const packet = await new CourtPackets({ db: county.db, papers, printer, keys }).pack(id, 'suit', mediator);
    expect(packet.papers).toEqual(['人民调解申请书', '人民调解受理登记表', '移送函']);
    const zip = join(dir, 'packet.zip');
    writeFileSync(zip, Buffer.from(packet.content, 'base64'));
    const letters = execFileSync('unzip', ['-p', zip, '03-*'], { maxBuffer: 1e8 });
    expect(await verifySeals(letters, await keys.authority())).toMatchObject([{ intact: true, wholeFile: true, trusted: true }]);
  });
});
