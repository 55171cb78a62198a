import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Party, Side } from '../../protocol/entities/mediation.ts';
import { correctionsIn, LONGEST_LINE, type MediationRecord, MOST_LINES, openLines, wordOf } from '../../protocol/entities/record.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { headVersion } from '../../store/change-log.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { readRecords } from '../../store/record-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { DataCore } from '../data-core.ts';
import { Feed } from '../feed.ts';
import { confirmOnSeat, revisionOf } from './read-back.ts';

const NOW = Date.UTC(2026, 8, 20);

let county: SmallCounty;
let core: DataCore;
let now: number;
let village: Account;
let town: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  village = await county.account('village', 'operator', county.orgs.firstVillage);
  town = await county.account('mediator-township', 'mediator', county.orgs.first);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = village): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

function party(side: Side, name: string): Party {
  const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
  return { id: uuidv7(), side, kind: 'person', name, ...nothing, legalRepresentative: null, guardian: null, representatives: [] };
}

async function hearing(): Promise<{ caseId: string; id: string }> {
  const [caseId, id] = [uuidv7(), uuidv7()];
  const people = { applicantName: '王桂兰', respondentName: '李建国', phone: null, handlerName: null };
  const words = { title: '宅基地边界争议', facts: '', field: 'housing' as const, kind: 'mediation' as const };
  await make('case.register', { id: caseId, orgId: county.orgs.firstVillage, gridId: null, ...people, ...words, registeredAt: now });
  await make('case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' });
  for (const [side, name] of [
    ['applicant', '王桂兰'],
    ['respondent', '李建国'],
  ] as const)
    await make('mediation.putParty', { id: caseId, party: party(side, name) });
  await make('mediation.planSession', { id: caseId, sessionId: id, startsAt: now, durationMin: 60, place: null });
  return { caseId, id };
}
const open = ({ caseId, id }: { caseId: string; id: string }, account = village) =>
  make('record.open', { id, caseId, sessionId: id, openedAt: now }, account);
async function opened(): Promise<string> {
  const planned = await hearing();
  expect(await open(planned)).toBe('ok');
  return planned.id;
}

function words(text: string, changes: Partial<MutationArgs<'record.line'>> = {}): Omit<MutationArgs<'record.line'>, 'id'> {
  return {
    lineId: uuidv7(),
    position: 1,
    speaker: { kind: 'applicant', name: null },
    text,
    at: now,
    mark: null,
    apartWith: null,
    ...changes,
  };
}
const write = (id: string, line: Omit<MutationArgs<'record.line'>, 'id'>, account = village) =>
  make('record.line', { id, ...line }, account);
async function partyOf(id: string, called: string): Promise<Party | undefined> {
  const { caseId } = await recordOf(id);
  const [mediation] = await readMediations(county.db, [caseId]);
  return mediation?.parties.find(({ name }) => name === called);
}
async function confirmParty(id: string, called = '王桂兰', corrections?: number): Promise<string> {
  const partyId = (await partyOf(id, called))?.id ?? uuidv7();
  const seen = corrections ?? correctionsIn(await recordOf(id));
  return make('record.confirmParty', { id, confirmationId: uuidv7(), partyId, corrections: seen });
}

async function recordOf(id: string): Promise<MediationRecord> {
  const [record] = await readRecords(county.db, [id]);
  if (record === undefined) throw new Error('The record is gone.');
  return record;
}
const textsOf = async (id: string) => (await recordOf(id)).lines.map(({ text }) => text);

describe('a record while it is typed', () => {
  it('is begun once, however many seats begin it without a line', async () => {
    const planned = await hearing();
    expect(await open(planned)).toBe('ok');
    expect(await open(planned, town)).toBe('ok');
    expect((await recordOf(planned.id)).openedByName).toBe(village.name);
  });

  it('is of a hearing of its own case only', async () => {
    const [one, other] = [await hearing(), await hearing()];
    expect(await open({ caseId: one.caseId, id: other.id })).toBe('row.unknown');
    expect(await open(other)).toBe('ok');
    expect(await open({ caseId: one.caseId, id: other.id })).toBe('state.conflict');
  });

  it('keeps the lines of two recorders in the order of their places, whichever comes first', async () => {
    const id = await opened();
    await write(id, words('三', { position: 3 }), town);
    await write(id, words('一', { position: 1 }));
    await write(id, words('二', { position: 2 }), town);
    await write(id, words('一半', { position: 1.5 }));
    expect(await textsOf(id)).toEqual(['一', '一半', '二', '三']);
  });

  it('replaces what the same writer wrote without a trace, and leaves out what was emptied', async () => {
    const id = await opened();
    const line = words('没有');
    await write(id, line);
    await write(id, { ...line, text: '没有异议。' });
    expect((await recordOf(id)).lines).toMatchObject([{ text: '没有异议。', corrections: [] }]);
    await write(id, { ...line, text: '' });
    expect(await textsOf(id)).toEqual([]);
  });

  it('keeps what somebody wrote when somebody else writes over it', async () => {
    const id = await opened();
    const line = words('台账我认。');
    await write(id, line);
    now += 1000;
    await write(id, { ...line, text: '台账不认。' }, town);
    const correction = { was: '台账我认。', byName: town.name, at: now };
    expect((await recordOf(id)).lines).toMatchObject([{ text: '台账不认。', byName: town.name, corrections: [correction] }]);
  });

  it('does not take a line of another record, nor more than it can carry', async () => {
    const [id, other] = [await opened(), await opened()];
    const line = words('一');
    await write(id, line);
    expect(await write(other, line)).toBe('state.conflict');
    expect(await write(id, words('长'.repeat(LONGEST_LINE + 1)))).toBe('mutation.malformed');
    expect(await write(id, words('换\n行'))).toBe('mutation.malformed');
    expect(await textsOf(other)).toEqual([]);
  });

  it('is full at the number of lines that one message carries', async () => {
    const id = await opened();
    for (let start = 0; start < MOST_LINES; start += 500) {
      const mutations = Array.from({ length: 500 }, (_, index) => {
        return { number: index + 1, name: 'record.line', args: { id, ...words('一', { position: start + index }) }, createdAt: 1 };
      });
      await core.push(uuidv7(), mutations, village);
    }
    expect(await write(id, words('多了'))).toBe('record.full');
    expect((await recordOf(id)).lines).toHaveLength(MOST_LINES);
  });
});

describe('a record that is read back', () => {
  it('has something to be read', async () => {
    const id = await opened();
    expect(await make('record.readBack', { id })).toBe('state.conflict');
    await write(id, words('只对甲方说的', { apartWith: 'applicant' }));
    expect(await make('record.readBack', { id })).toBe('state.conflict');
  });

  it('leaves a trace of every change from then on, also of lines that were added and after it was taken up again', async () => {
    const id = await opened();
    const line = words('三千元。');
    await write(id, line);
    await make('record.readBack', { id });
    now += 1000;
    await write(id, { ...line, text: '两千元。' });
    await make('record.resume', { id });
    now += 1000;
    await write(id, words('另有押金。', { position: 2 }));
    await write(id, { ...line, text: '' });
    expect((await recordOf(id)).lines).toMatchObject([
      { text: '', corrections: [{ was: '三千元。' }, { was: '两千元。' }] },
      { text: '另有押金。', corrections: [{ was: '' }] },
    ]);
    expect((await recordOf(id)).readBackAt).toBe(NOW);
  });

  it('is closed only after each party has confirmed what stands there now', async () => {
    const id = await opened();
    const line = words('三千元。');
    await write(id, line);
    expect(await confirmParty(id)).toBe('state.conflict');
    await make('record.readBack', { id });
    expect(await make('record.confirm', { id })).toBe('record.unconfirmed');
    expect(await confirmParty(id)).toBe('ok');
    now += 1000;
    await write(id, { ...line, text: '两千元。' });
    expect(await make('record.confirm', { id })).toBe('record.unconfirmed');
    now += 1000;
    expect(await confirmParty(id, '李建国')).toBe('ok');
    // The first one has confirmed other words.
    expect(await confirmParty(id, '王桂兰', 0)).toBe('state.conflict');
    expect(await make('record.confirm', { id })).toBe('record.unconfirmed');
    expect(await confirmParty(id)).toBe('ok');
    expect(await make('record.confirm', { id })).toBe('ok');
    expect(await recordOf(id)).toMatchObject({ state: 'confirmed', confirmedAt: now, confirmedByName: village.name });
  });

  it('says itself who has not confirmed it, and why; the word of somebody who is no party is not asked for', async () => {
    const id = await opened();
    await write(id, words('三千元。'));
    await make('record.readBack', { id });
    await confirmParty(id);
    expect(await confirmParty(id, '路人')).toBe('row.unknown');
    expect(await make('record.confirm', { id })).toBe('record.unconfirmed');
    expect(await make('record.confirm', { id, note: '中途离席' })).toBe('ok');
    expect(await textsOf(id)).toEqual(['三千元。', '李建国未核对确认：中途离席']);
  });

  it('takes the word of a party for that party, whatever it is called later, and for no other that is called so then', async () => {
    const id = await opened();
    const { caseId } = await recordOf(id);
    await write(id, words('三千元。'));
    await make('record.readBack', { id });
    const first = await partyOf(id, '王桂兰');
    if (first === undefined) throw new Error('The party is gone.');
    expect(await confirmParty(id)).toBe('ok');
    await make('mediation.putParty', { id: caseId, partyId: first.id, change: { name: '王㛃兰' } });
    const second = party('applicant', '王桂兰');
    await make('mediation.putParty', { id: caseId, party: second });
    const heard = async (one: Party) => wordOf(one, await recordOf(id)) !== null;
    expect([await heard({ ...first, name: '王㛃兰' }), await heard(second)]).toEqual([true, false]);
  });

  it('has a result that is read with it and stands from then on', async () => {
    const id = await opened();
    await write(id, words('三千元。'));
    const without = revisionOf(await recordOf(id));
    expect(await make('record.result', { id, result: '达成一致。' })).toBe('ok');
    expect(revisionOf(await recordOf(id))).not.toBe(without);
    await make('record.readBack', { id });
    expect(await make('record.result', { id, result: '改' })).toBe('state.conflict');
    await confirmParty(id);
    await make('record.resume', { id });
    expect(await make('record.result', { id, result: '改' })).toBe('state.conflict');
    expect((await recordOf(id)).result).toBe('达成一致。');
  });

  it('keeps what was spoken with some of no one side from what is read', async () => {
    const id = await opened();
    await write(id, words('三千元。'));
    await write(id, words('底价两千。', { position: 2, apartWith: 'several' }));
    expect(openLines(await recordOf(id)).map(({ text }) => text)).toEqual(['三千元。']);
  });

  it('never changes once it is confirmed, whatever a program tries', async () => {
    const id = await opened();
    const line = words('三千元。');
    await write(id, line);
    await make('record.readBack', { id });
    await confirmParty(id);
    expect(await make('record.confirm', { id, note: '中途离席' })).toBe('ok');
    const before = await recordOf(id);
    expect(await write(id, { ...line, text: '两千元。' })).toBe('state.conflict');
    expect(await make('record.resume', { id })).toBe('state.conflict');
    for (const statement of [
      sql`update records set result = 'x'`,
      sql`delete from records`,
      sql`update record_lines set text = 'x'`,
      sql`delete from record_confirmations`,
      sql`insert into record_corrections (line_id, was, by_account_id, by_name, at) values (${line.lineId}, '', ${village.id}, '', 1)`,
    ]) {
      await expect(statement.execute(county.db)).rejects.toThrow(/do not change/);
    }
    expect(await recordOf(id)).toEqual(before);
  });
});

describe('the word of somebody on their seat', () => {
  const onSeat = async (id: string, revision: string, person = 'guest:1/王桂兰') =>
    confirmOnSeat(core, { recordId: id, revision, person, party: (await partyOf(id, '王桂兰')) ?? null, name: '手机', at: now }).then(
      () => 'ok',
      (error: { code?: string }) => error.code,
    );

  it('is for the words that stood there, not for those that replaced them', async () => {
    const id = await opened();
    const line = words('三千元。');
    await write(id, line);
    const shown = revisionOf(await recordOf(id));
    expect(await onSeat(id, shown)).toBe('state.conflict');
    await make('record.readBack', { id });
    now += 1000;
    await write(id, { ...line, text: '两千元。' });
    expect(await onSeat(id, shown)).toBe('state.conflict');
    expect((await recordOf(id)).confirmations).toEqual([]);
    expect(await onSeat(id, revisionOf(await recordOf(id)))).toBe('ok');
    expect((await recordOf(id)).confirmations).toMatchObject([{ way: 'seat', name: '王桂兰', side: 'applicant', at: now }]);
  });

  it('is taken once for the same words, and again after they were set right', async () => {
    const id = await opened();
    const line = words('三千元。');
    await write(id, line);
    await make('record.readBack', { id });
    for (let again = 0; again < 2; again += 1) expect(await onSeat(id, revisionOf(await recordOf(id)))).toBe('ok');
    expect((await recordOf(id)).confirmations).toHaveLength(1);
    now += 1000;
    await write(id, { ...line, text: '两千元。' });
    now += 1000;
    expect(await onSeat(id, revisionOf(await recordOf(id)))).toBe('ok');
    expect((await recordOf(id)).confirmations).toHaveLength(2);
    expect(await make('record.confirm', { id })).toBe('record.unconfirmed');
    expect(await confirmParty(id, '李建国')).toBe('ok');
    expect(await make('record.confirm', { id })).toBe('ok');
  });

  it('does not depend on what was said to one side alone', async () => {
    const id = await opened();
    await write(id, words('三千元。'));
    const shown = revisionOf(await recordOf(id));
    await write(id, words('底线是两千五。', { position: 2, apartWith: 'applicant' }));
    expect(revisionOf(await recordOf(id))).toBe(shown);
  });
});

describe('who sees a record', () => {
  it('is who sees its case: below the handling centre, in another township or without the right, nobody', async () => {
    const id = await opened();
    await write(id, words('一'));
    const feed = new Feed(county.db);
    const head = await headVersion(county.db);
    const seen = async (account: Account) => {
      const answer = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: head - 1, limit: 10 }, account);
      return answer.kind === 'changes' && answer.changes.some((change) => change.entity === 'record');
    };
    expect(await seen(town)).toBe(true);
    expect(await seen(await county.account('duty', 'duty', county.orgs.first))).toBe(false);
    const other = await county.account('mediator-other', 'mediator', county.orgs.second);
    expect(await seen(other)).toBe(false);
    expect(await write(id, words('二'), other)).toBe('row.unknown');
  });
});
