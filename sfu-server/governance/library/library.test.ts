import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryWords } from '../../protocol/entities/library-case.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { DataCore } from '../data-core.ts';
import { Feed } from '../feed.ts';
import { Library } from './library.ts';

const NOW = Date.UTC(2026, 8, 20);

let county: SmallCounty;
let core: DataCore;
let library: Library;
let mediator: Account;
let second: Account;
let elsewhere: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db, () => NOW);
  library = new Library({ db: county.db, change: (work) => core.change(work), now: () => NOW });
  mediator = await county.account('mediator', 'mediator', county.orgs.first);
  second = await county.account('second', 'mediator', county.orgs.first);
  elsewhere = await county.account('elsewhere', 'mediator', county.orgs.second);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], mediator);
  expect(result).toMatchObject({ status: 'applied' });
}

/** A dispute of a village that was withdrawn and closed. */
async function closedCase(over = true): Promise<string> {
  const id = uuidv7();
  const people = { applicantName: '王㛃兰', respondentName: '李𡐓', phone: '13800138000', handlerName: null };
  const facts = '王㛃兰与李𡐓因界址争吵，电话138-0013-8000。';
  const words = { title: '王㛃兰与李𡐓邻里纠纷', facts, field: 'neighbour' as const, kind: 'mediation' as const };
  await make('case.register', { id, orgId: county.orgs.firstVillage, gridId: null, ...people, ...words, registeredAt: NOW });
  if (!over) return id;
  await make('case.advance', { id, to: 'withdrawn', noteId: uuidv7(), note: '李𡐓已赔礼，老王撤回申请。' });
  await make('case.advance', { id, to: 'closed', noteId: uuidv7(), note: '' });
  return id;
}

async function published(account: Account) {
  const { rows } = await new Feed(county.db).snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, account);
  return rows.flatMap((one) => (one.op === 'put' && one.entity === 'libraryCase' ? [one.row] : []));
}
const STORY: LibraryWords = {
  title: '一起界址纠纷',
  field: 'neighbour',
  facts: '甲某与乙某因界址争吵。',
  course: '先看现场。',
  result: '撤回申请。',
  lesson: '先看现场，再谈道理。',
};

describe('a case of the library', () => {
  it('begins as a draft in which nobody is named, of a closed case alone', async () => {
    await expect(library.draft(await closedCase(false), mediator)).rejects.toMatchObject({ code: 'library.not_over' });
    const caseId = await closedCase();
    const { entry, words, findings } = await library.draft(caseId, mediator);
    expect(words).toMatchObject({
      field: 'neighbour',
      facts: '甲某与乙某因界址争吵，电话（号码略）。',
      course: '乙某已赔礼，甲某撤回申请。',
      lesson: '',
    });
    expect(findings.filter(({ sure }) => sure)).toEqual([]);
    // Asked for again, it is the same one.
    expect((await library.draft(caseId, second)).entry).toEqual(entry);
  });

  it('is approved by somebody else than who wrote the text, and only the newest text', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    await expect(library.approve(entry.id, 1, mediator)).rejects.toMatchObject({ code: 'library.two_persons' });
    await library.write(entry.id, 1, STORY, second);
    await expect(library.approve(entry.id, 1, mediator)).rejects.toMatchObject({ code: 'state.conflict' });
    await expect(library.approve(entry.id, 2, second)).rejects.toMatchObject({ code: 'library.two_persons' });
    expect(await published(mediator)).toEqual([]);
    expect((await library.approve(entry.id, 2, mediator)).entry.latest).toMatchObject({ state: 'approved', decidedByName: mediator.name });
    await expect(library.approve(entry.id, 2, mediator)).rejects.toMatchObject({ code: 'state.conflict' });
  });

  it('is not approved while a name, a number or a place of the case stands in it', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    const places = await county.db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', county.orgs.firstVillage)
      .executeTakeFirstOrThrow();
    for (const [index, left] of ['李 𡐓', '1380013 8000', places.name].entries()) {
      const { findings } = await library.write(entry.id, index + 1, { ...STORY, lesson: `从${left}说起。` }, mediator);
      expect(findings.filter(({ sure }) => sure)).toMatchObject([{ field: 'lesson', words: left }]);
      await expect(library.approve(entry.id, index + 2, second)).rejects.toMatchObject({ code: 'library.names_left' });
    }
    expect(await published(mediator)).toEqual([]);
  });

  it('is not approved while the mediator’s name as the team knows it stands in it, or a centre that the case went through', async () => {
    const caseId = await closedCase();
    const studioId = uuidv7();
    const where = { org_id: county.orgs.first, fields: '[]', words: '', active: 1, updated_at: NOW } as const;
    await county.db
      .insertInto('studios')
      .values({ ...where, id: studioId, name: '老许调解工作室', leader_id: null })
      .execute();
    const nothing = { committee: null, certificate: null, phone: null, photo_id: null, duty: '[]', languages: '[]' };
    const profile = { ...where, ...nothing, id: uuidv7(), account_id: mediator.id, studio_id: studioId, name: '许文清', kind: 'fullTime' };
    await county.db.insertInto('mediators').values(profile).execute();
    const answer = JSON.stringify({ taken: true, reason: '', at: NOW, byName: '指挥中心 何秀芝' });
    const by = { at: NOW, by_account_id: mediator.id, by_name: '值班员' };
    const way = { from_org_id: county.orgs.secondVillage, to_org_id: county.orgs.county, reason: '', body: null, receipt: answer };
    await county.db
      .insertInto('mediation_transfers')
      .values({ id: uuidv7(), mediation_id: caseId, kind: 'escalation', ...by, ...way })
      .execute();
    await county.db
      .updateTable('mediations')
      .set({ mediator_id: mediator.id, mediator_name: '县矛调中心' })
      .where('id', '=', caseId)
      .execute();
    const { entry } = await library.draft(caseId, mediator);
    for (const [index, left] of ['许文清', '老许调解工作室', '柳堤', '何秀芝'].entries()) {
      const { findings } = await library.write(entry.id, index + 1, { ...STORY, lesson: `从${left}说起。` }, mediator);
      expect(findings.filter(({ sure }) => sure)).toMatchObject([{ field: 'lesson', words: left }]);
    }
  });

  it('reaches everybody of the county without a word of where it comes from', async () => {
    const caseId = await closedCase();
    const { entry } = await library.draft(caseId, mediator);
    await library.write(entry.id, 1, STORY, mediator);
    await library.approve(entry.id, 2, second);
    const officer = await county.account('court', 'officer', county.orgs.second);
    for (const one of [mediator, elsewhere, officer]) {
      const [row, ...others] = await published(one);
      expect(others).toEqual([]);
      expect(row).toEqual({ id: expect.any(String), orgId: county.orgs.county, ...STORY, version: 1, publishedAt: NOW });
      expect(JSON.stringify(row)).not.toContain(caseId);
      expect(row?.id).not.toBe(entry.id);
    }
    await expect(library.open(entry.id, elsewhere)).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(library.entries(officer)).rejects.toMatchObject({ code: 'right.missing' });
    expect(await library.entries(elsewhere)).toEqual([]);
  });

  it('is written anew while the approved text goes on being read, and then takes its place', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    await library.write(entry.id, 1, STORY, mediator);
    await library.approve(entry.id, 2, second);
    const [before] = await published(mediator);
    await library.write(entry.id, 2, { ...STORY, lesson: '改。' }, mediator);
    expect(await published(mediator)).toEqual([before]);
    await library.approve(entry.id, 3, second);
    expect(await published(mediator)).toEqual([{ ...before, lesson: '改。', version: 2 }]);
    expect((await library.open(entry.id, mediator)).versions.map(({ state }) => state)).toEqual(['draft', 'approved', 'approved']);
  });

  it('of two who write at once the later one is told', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    await library.write(entry.id, 1, STORY, mediator);
    await expect(library.write(entry.id, 1, { ...STORY, lesson: '另' }, second)).rejects.toMatchObject({ code: 'state.conflict' });
    expect((await library.open(entry.id, second)).words).toEqual(STORY);
  });

  it('is sent back with words, and not approved before it was written anew', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    const { entry: after } = await library.sendBack(entry.id, 1, '写出调解要点', second);
    expect(after.latest).toMatchObject({ state: 'returned', words: '写出调解要点', decidedByName: second.name });
    await expect(library.approve(entry.id, 1, second)).rejects.toMatchObject({ code: 'state.conflict' });
    await library.write(entry.id, 1, STORY, mediator);
    await library.approve(entry.id, 2, second);
  });

  it('is taken away from everybody with a reason; its texts stay, and it may be approved again', async () => {
    const { entry } = await library.draft(await closedCase(), mediator);
    await expect(library.withdraw(entry.id, '无', mediator)).rejects.toMatchObject({ code: 'state.conflict' });
    await library.write(entry.id, 1, STORY, mediator);
    await library.approve(entry.id, 2, second);
    const { entry: after, versions } = await library.withdraw(entry.id, '当事人不愿', mediator);
    expect(after).toMatchObject({ publishedId: null, withdrawnReason: '当事人不愿' });
    expect(versions).toHaveLength(2);
    expect(await published(mediator)).toEqual([]);
    await library.write(entry.id, 2, STORY, mediator);
    await library.approve(entry.id, 3, second);
    expect(await published(mediator)).toMatchObject([{ version: 2 }]);
  });
});
