import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICANT, hand as drawn, sampleForms } from '../../papers/mediation/fixture.ts';
import { Printer } from '../../papers/printer.ts';
import type { CasePaper, Hand, PaperForm } from '../../protocol/case-paper.ts';
import type { Account } from '../../protocol/session.ts';
import { SealKeys } from '../../security/seal/seal-keys.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { CasePapers, type Signing, type SigningSeat, type SignWords } from './case-papers.ts';
import { PaperFiles } from './paper-files.ts';
import type { PaperInput } from './printed-form.ts';

const NOW = Date.UTC(2026, 10, 22, 3);
const log = pino({ level: 'silent' });
const printer = new Printer();
afterAll(() => printer.close());

let county: SmallCounty;
let dir: string;
let papers: CasePapers;
let mediator: Account;
let caseId: string;
const [applicant, respondent] = [uuidv7(), uuidv7()];

beforeEach(async () => {
  county = await openSmallCounty();
  dir = mkdtempSync(join(tmpdir(), 'shilian-papers-'));
  mediator = await county.account('mediator-one', 'mediator', county.orgs.first);
  caseId = uuidv7();
  const people = { applicant_name: '张㛃', respondent_name: '李𡐓', phone: null, facts: '', field: null, handler_name: null };
  const made = { registered_by_id: mediator.id, registered_by_name: '某人', registered_at: 1, received_at: 1, updated_at: 1, due_at: null };
  await county.db
    .insertInto('cases')
    .values({
      ...{ id: caseId, org_id: county.orgs.first, grid_id: null, number: '双湖调〔2026〕1号', kind: 'mediation', title: '滴水纠纷' },
      ...{ ...people, ...made, state: 'handling' },
    })
    .execute();
  await mediationWith(applicant);
  papers = opened();
});
afterEach(async () => {
  await papers.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});

const files = () => new PaperFiles(join(dir, 'papers'));
const opened = (kept: PaperFiles = files()) =>
  new CasePapers({ db: county.db, files: kept, printer, keys: new SealKeys(join(dir, 'seals')), log, now: () => NOW });
const refused = (code: string) => expect.objectContaining({ code });

function formOf(form: PaperForm): PaperInput {
  const found = sampleForms().find((one): one is PaperInput => one.form === form);
  if (found === undefined) throw new Error(`No ${form}.`);
  return 'committee' in found ? { ...found, committee: COMMITTEE } : found;
}
/** Of the township that the case is with. */
const COMMITTEE = '双湖镇人民调解委员会';
const SIGNERS = [
  { role: '申请人', name: '张㛃', partyId: applicant, accountId: null },
  { role: '被申请人', name: '李𡐓', partyId: respondent, accountId: null },
];
const made = (form: PaperForm = 'agreement', title?: string) =>
  papers.make(caseId, formOf(form), { signers: SIGNERS, audience: 'all', by: mediator, ...(title === undefined ? {} : { title }) });
const party = (partyId: string, key = `party:${partyId}`): Signing => ({
  ...{ key, name: '某人', remoteAddress: null, roomId: null, seat: null, accountId: null, partyId },
});
const HAND: Hand = {
  strokes: [Array.from({ length: 40 }, (_, at) => [100 + at * 15, 200 + (at % 2) * 60, at * 16]).flat()],
  picture: drawn(1).slice('data:image/png;base64,'.length),
};
const seat: SigningSeat = { person: 'guest:code/张㛃', isAccount: false, partyId: null, side: 'none' };
async function mediationWith(applicantId: string): Promise<void> {
  const unassigned = { mediator_id: null, mediator_name: null, assistants: '[]', updated_at: 1 };
  const running = { suspended_at: null, suspended_by_name: null, suspension_reason: null, suspension_left_ms: null };
  const body = JSON.stringify({ ...APPLICANT, side: 'applicant', id: applicantId });
  await county.db
    .insertInto('mediations')
    .values({ id: caseId, source: '{}', request: '', amount_fen: null, simple: 0, ...unassigned, ...running })
    .execute();
  await county.db.insertInto('mediation_parties').values({ id: applicantId, mediation_id: caseId, position: 0, body }).execute();
}
const signerOf = (paper: CasePaper, at: number) => paper.signers[at]?.id ?? '';
const pagesOf = (paper: CasePaper) => Array.from({ length: paper.unsigned.pages }, (_, at) => at + 1);

async function signs(paper: CasePaper, at: number, who: Signing, changed: Partial<Parameters<CasePapers['sign']>[1]> = {}) {
  const { nonce, sha256 } = await papers.beginSigning(signerOf(paper, at), who);
  const words = { nonce, sha256, pagesShown: pagesOf(paper), hand: HAND, ...changed };
  return papers.sign(signerOf(paper, at), words, who, { id: uuidv7(), offsetMs: 65_000 });
}
const open = (paper: CasePaper, inOrder = true) => papers.openSigning(paper.id, { roomId: null, inOrder }, mediator);
async function signedByAll(paper?: CasePaper): Promise<CasePaper> {
  const signed = paper ?? (await made());
  await open(signed);
  await signs(signed, 0, party(applicant));
  const last = await signs(signed, 1, party(respondent));
  if (last.form === 'agreement') await draftIs(last.id);
  return last;
}
/** Says which paper the draft of the case was last printed as. */
async function draftIs(paperId: string | null): Promise<void> {
  const finished = paperId === null ? null : JSON.stringify({ paperId, version: 1, at: NOW, byName: '某人' });
  const draft = { facts: '', performance: '', copies: 3, clauses: '[]', duties: '[]', unsaved: 0, updated_at: NOW } as const;
  await county.db
    .insertInto('agreements')
    .values({ id: caseId, ...draft, finished })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ finished }))
    .execute();
}
const sealingAt = async (id: string) =>
  (await county.db.selectFrom('case_papers').select('sealing_at').where('id', '=', id).executeTakeFirstOrThrow()).sealing_at;

describe('a paper that is signed', () => {
  it('is bound, by each hand, to the hash of what was read, to the time and to the place in the recording', async () => {
    const paper = await made();
    await open(paper);
    const after = await signs(paper, 0, party(applicant));
    expect(after).toMatchObject({ state: 'signing', signers: [{ state: 'signed', signedAt: NOW, recording: { offsetMs: 65_000 } }, {}] });
    expect((await signs(paper, 1, party(respondent))).state).toBe('signed');
    const kept = await county.db.selectFrom('case_paper_signatures').selectAll().execute();
    expect(kept.map(({ sha256 }) => sha256)).toEqual([paper.unsigned.sha256, paper.unsigned.sha256]);
    expect(kept.map(({ strokes }) => JSON.parse(strokes))).toEqual([HAND.strokes, HAND.strokes]);
  });

  it('is signed in order, unless the order is free', async () => {
    const paper = await made();
    await open(paper);
    await expect(signs(paper, 1, party(respondent))).rejects.toEqual(refused('paper.not_your_turn'));
    const other = await made('record');
    await open(other, false);
    expect((await signs(other, 1, party(respondent))).signers[1]?.state).toBe('signed');
  });

  it('refuses hands of somebody else, a second hand, and hands where nothing is to be signed', async () => {
    const paper = await made();
    await expect(signs(paper, 0, party(applicant))).rejects.toEqual(refused('paper.not_signing'));
    await open(paper);
    await expect(signs(paper, 0, party(respondent))).rejects.toEqual(refused('paper.not_signer'));
    await signs(paper, 0, party(applicant));
    await expect(signs(paper, 0, party(applicant))).rejects.toEqual(refused('paper.already_signed'));
  });

  it.each<readonly [string, Partial<SignWords>, string]>([
    ['not every page was shown', { pagesShown: [] }, 'paper.not_read'],
    ['the nonce is of nobody', { nonce: 'made-up' }, 'paper.not_read'],
    ['the hash is of something else', { sha256: 'b'.repeat(64) }, 'paper.changed'],
    ['the hand is a tick', { hand: { ...HAND, strokes: [[10, 10, 0, 40, 40, 30]] } }, 'paper.hand_too_short'],
    ['the picture is none', { hand: { ...HAND, picture: 'AAAA' } }, 'paper.unreadable'],
  ])('takes no hand where %s, and keeps nothing of it', async (_, changed, code) => {
    const paper = await made();
    await open(paper);
    await expect(signs(paper, 0, party(applicant), changed)).rejects.toEqual(refused(code));
    expect(await county.db.selectFrom('case_paper_signatures').selectAll().execute()).toEqual([]);
    expect((await signs(paper, 0, party(applicant))).signers[0]?.state).toBe('signed');
  });

  it('takes the nonce of the one who has read, and of nobody else', async () => {
    const paper = await made();
    await open(paper);
    const { nonce, sha256 } = await papers.beginSigning(signerOf(paper, 0), party(applicant, 'one'));
    const words = { nonce, sha256, pagesShown: pagesOf(paper), hand: HAND };
    await expect(papers.sign(signerOf(paper, 0), words, party(applicant, 'other'), null)).rejects.toEqual(refused('paper.not_read'));
  });

  it('keeps both hands of two who sign at the same moment, each at its own place, and of two at one place the first', async () => {
    const paper = await made();
    await open(paper, false);
    const both = await Promise.all([signs(paper, 0, party(applicant)), signs(paper, 1, party(respondent))]);
    expect(both.map(({ state }) => state).toSorted()).toEqual(['signed', 'signing']);
    const again = await made('record');
    await open(again, false);
    const twice = await Promise.allSettled([signs(again, 0, party(applicant)), signs(again, 0, party(applicant))]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await county.db.selectFrom('case_paper_signatures').select('signer_id').where('paper_id', '=', again.id).execute()).toHaveLength(
      1,
    );
  });

  it('is void as soon as there is a newer version, also for who has read the old one, and says so', async () => {
    const paper = await made();
    await open(paper);
    const { nonce, sha256 } = await papers.beginSigning(signerOf(paper, 0), party(applicant));
    const told: [string, string][] = [];
    papers.onChanged(({ paper: one }) => told.push([one.id, one.state]));
    const newer = await made();
    expect(newer.version).toBe(2);
    expect(told).toContainEqual([paper.id, 'void']);
    const words = { nonce, sha256, pagesShown: pagesOf(paper), hand: HAND };
    await expect(papers.sign(signerOf(paper, 0), words, party(applicant), null)).rejects.toEqual(refused('paper.void'));
    await expect(open(paper)).rejects.toEqual(refused('paper.void'));
  });

  it('lets the mediator note who does not sign: a record stands without that hand, an agreement does not', async () => {
    for (const [form, state] of [
      ['record', 'signed'],
      ['agreement', 'signing'],
    ] as const) {
      const paper = await made(form);
      await open(paper);
      await signs(paper, 0, party(applicant));
      const after = await papers.signOff(signerOf(paper, 1), '对记录无异议但不愿签名', mediator);
      expect(after.state, form).toBe(state);
      expect(after.signers[1]).toMatchObject({ state: 'declined', refusal: { byName: 'mediator-one' } });
    }
  });

  it('goes with the one whom the mediator has assigned, wherever they sit later', async () => {
    const paper = await made();
    await open(paper);
    await papers.assign(paper.id, signerOf(paper, 0), seat, caseId, mediator);
    const guest = { ...party('nobody', 'guest:code/张㛃'), partyId: null };
    expect((await signs(paper, 0, guest)).signers[0]?.state).toBe('signed');
  });

  it('lies only on the table of its own case, and is given to no seat of an account, another party or the other side', async () => {
    const paper = await made();
    const elsewhere = { roomId: uuidv7(), roomCaseId: uuidv7(), inOrder: true };
    await expect(papers.openSigning(paper.id, elsewhere, mediator)).rejects.toEqual(refused('row.unknown'));
    await expect(papers.assign(paper.id, signerOf(paper, 0), seat, uuidv7(), mediator)).rejects.toEqual(refused('row.unknown'));
    for (const wrong of [{ isAccount: true }, { partyId: respondent }, { side: 'respondent' as const }]) {
      const given = papers.assign(paper.id, signerOf(paper, 0), { ...seat, ...wrong }, caseId, mediator);
      await expect(given, JSON.stringify(wrong)).rejects.toEqual(refused('paper.not_signer'));
    }
    expect((await papers.find(paper.id)).persons.size).toBe(0);
  });

  it('is refused only in words that can be printed: else it could never be sealed', async () => {
    const paper = await made('record');
    await open(paper);
    const declined = papers.decline(signerOf(paper, 0), '金额不对😡', party(applicant));
    await expect(declined).rejects.toEqual(refused('paper.no_glyph'));
    expect((await signs(paper, 0, party(applicant))).signers[0]?.state).toBe('signed');
  });

  it('cannot be changed behind its back: the database refuses it', async () => {
    const paper = await signedByAll();
    const { db } = county;
    const rows = db
      .updateTable('case_papers')
      .set({ unsigned_sha256: 'c'.repeat(64) })
      .where('id', '=', paper.id);
    await expect(rows.execute()).rejects.toThrow('does not change');
    await expect(db.updateTable('case_paper_signatures').set({ picture: '' }).execute()).rejects.toThrow('does not change');
    await expect(db.deleteFrom('case_paper_signatures').execute()).rejects.toThrow('not deleted');
    await expect(db.updateTable('case_paper_signers').set({ state: 'waiting' }).execute()).rejects.toThrow('does not change');
  });
});

describe('the seal', () => {
  it('comes after the last hand, shows every hand and the hash that was signed, and is found intact', async () => {
    const paper = await made();
    await open(paper);
    await expect(papers.seal(paper.id, mediator)).rejects.toEqual(refused('paper.not_signed'));
    await signs(paper, 0, party(applicant));
    await signs(paper, 1, party(respondent));
    await draftIs(paper.id);
    const sealed = await papers.seal(paper.id, mediator);
    expect(sealed.state).toBe('sealed');
    const pdf = await papers.content(sealed, 'sealed');
    const { seals, sha256, paper: found } = await papers.verify(pdf, mediator);
    expect(seals).toEqual([{ signer: COMMITTEE, sealedAt: NOW, intact: true, wholeFile: true, trusted: true }]);
    expect(sha256).toBe(sealed.sealed?.sha256);
    expect(found?.id).toBe(paper.id);
    await expect(papers.void(paper.id, '不要了', mediator)).rejects.toEqual(refused('state.conflict'));
  });

  it('is not begun on a paper that cannot be printed with its hands, and nothing says that it is being sealed', async () => {
    const paper = await signedByAll();
    const failing = new Printer();
    failing.print = () => Promise.reject(new Error('no paper'));
    const own = new CasePapers({ db: county.db, files: files(), printer: failing, keys: new SealKeys(join(dir, 'seals')), log });
    await expect(own.seal(paper.id, mediator)).rejects.toThrow('no paper');
    expect(await sealingAt(paper.id)).toBeNull();
    await failing.close();
    expect((await papers.seal(paper.id, mediator)).state).toBe('sealed');
  });

  it('is not put on an agreement that was written on since, or finished as another paper', async () => {
    const paper = await signedByAll();
    for (const other of [null, uuidv7()]) {
      await draftIs(other);
      await expect(papers.seal(paper.id, mediator)).rejects.toEqual(refused('paper.outdated'));
      expect(await sealingAt(paper.id)).toBeNull();
    }
    const record = await signedByAll(await made('record'));
    expect((await papers.seal(record.id, mediator)).state).toBe('sealed');
  });

  it('of one committee is not put by the centre that the case went up to', async () => {
    const paper = await signedByAll();
    const above = await county.account('mediator-above', 'mediator', county.orgs.county);
    await county.db.updateTable('cases').set({ org_id: county.orgs.county }).where('id', '=', caseId).execute();
    await expect(papers.seal(paper.id, above)).rejects.toEqual(refused('paper.other_committee'));
    expect(await sealingAt(paper.id)).toBeNull();
    // Nor by a seal that was cut off while the case was still below.
    await county.db.updateTable('case_papers').set({ sealing_at: NOW, sealing_by_id: mediator.id }).where('id', '=', paper.id).execute();
    await papers.resume();
    expect((await papers.find(paper.id)).paper.state).toBe('signed');
    expect(await sealingAt(paper.id)).toBeNull();
    expect((await papers.void(paper.id, '案件已移交', above)).state).toBe('void');
  });

  it('is put once: pressed again by two at a time there is one file', async () => {
    const paper = await signedByAll();
    const [one, two] = await Promise.all([papers.seal(paper.id, mediator), papers.seal(paper.id, mediator)]);
    const three = await papers.seal(paper.id, mediator);
    expect(new Set([one, two, three].map(({ sealed }) => sealed?.sha256)).size).toBe(1);
  });

  it.each(['setAside', 'keepAside', 'forgetAside'] as const)(
    'that is cut off at %s is finished by the next start, with the file that lay there',
    async (step) => {
      const paper = await signedByAll();
      const breaking = files();
      const written: string[] = [];
      const setAside = breaking.setAside.bind(breaking);
      breaking.setAside = async (id, pdf) => {
        written.push(Buffer.from(pdf).toString('latin1'));
        await setAside(id, pdf);
        if (step === 'setAside') throw new Error('cut');
      };
      if (step !== 'setAside') breaking[step] = () => Promise.reject(new Error('cut'));
      await expect(opened(breaking).seal(paper.id, mediator)).rejects.toThrow('cut');
      const next = opened();
      await next.resume();
      const [sealed] = await next.list(caseId, mediator);
      expect(sealed?.state).toBe('sealed');
      expect((await next.content(sealed ?? paper, 'sealed')).toString('latin1')).toBe(written[0]);
      expect((await next.seal(paper.id, mediator)).sealed).toEqual(sealed?.sealed);
    },
  );

  it('of a file that was cut off while it was written is made anew', async () => {
    const paper = await signedByAll();
    const breaking = files();
    const setAside = breaking.setAside.bind(breaking);
    breaking.setAside = async (id, pdf) => {
      await setAside(id, pdf.subarray(0, 5000));
      throw new Error('cut');
    };
    await expect(opened(breaking).seal(paper.id, mediator)).rejects.toThrow('cut');
    await papers.resume();
    const [sealed] = await papers.list(caseId, mediator);
    const { seals } = await papers.verify(await papers.content(sealed ?? paper, 'sealed'), mediator);
    expect(seals).toMatchObject([{ intact: true, wholeFile: true }]);
  });

  it('shows a later change of a file that was brought', async () => {
    const sealed = await papers.seal((await signedByAll()).id, mediator);
    const pdf = Buffer.from(await papers.content(sealed, 'sealed'));
    pdf[Math.floor(pdf.length / 3)] = (pdf[Math.floor(pdf.length / 3)] ?? 0) ^ 1;
    const { seals, paper } = await papers.verify(pdf, mediator);
    expect(seals).not.toMatchObject([{ intact: true }]);
    expect(paper).toBeNull();
  });
});

describe('a file that is brought', () => {
  it('is kept as it is, pictures as pages of one PDF, and can be sealed where it was signed by hand', async () => {
    const bytes = Buffer.from(drawn(2).slice('data:image/png;base64,'.length), 'base64');
    const scans = [
      { fileName: '一.png', bytes },
      { fileName: '二.png', bytes },
    ];
    const added = await papers.add(caseId, {
      ...{ form: 'authority', subject: '李𡐓', title: '授权委托书', audience: 'respondent', files: scans, signed: true, by: mediator },
    });
    expect(added).toMatchObject({ brought: true, state: 'signed', unsigned: { pages: 2 }, audience: 'respondent' });
    expect((await papers.seal(added.id, mediator)).sealed?.committee).toBe('双湖镇人民调解委员会');
  });
});
