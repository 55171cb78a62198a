import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine } from '../../media/fixture.ts';
import type { MediaEngine } from '../../media/media-engine.ts';
import { Printer } from '../../papers/printer.ts';
import type { RollCall } from '../../protocol/roll-call.ts';
import { ORGANISATIONS, TestPage } from '../../security/fixture.ts';
import { RollCallRepository } from '../../store/roll-calls.ts';
import { RoomRepository } from '../../store/rooms.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { TestRooms } from '../fixture.ts';
import { totalsOf } from './sheet.ts';
import { sheetCsv } from './sheet-csv.ts';

/** The text of a PDF, as a reader program finds it. */
async function read(pdf: Uint8Array): Promise<{ pages: number; text: string }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const parts: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    parts.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  return { pages: document.numPages, text: parts.join('') };
}

const refused = (code: string) => expect.objectContaining({ code });

describe('a roll call', () => {
  let engine: MediaEngine;
  let all: TestRooms;
  beforeAll(async () => {
    engine = await startTestEngine(1);
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    all = await TestRooms.open(engine);
  });
  afterEach(() => all.close());

  async function called() {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { id: memberId } = await all.sit(roomId, member);
    const { rollCall } = all.run(roomId, host, 'rollCall');
    const sheetId = await rollCall.start(host.identity.account, '防汛例会', undefined);
    return { host, member, memberId, roomId, rollCall, sheetId };
  }

  it('asks whoever is expected, and those who run it see the answer as one line', async () => {
    const { host, member, roomId, rollCall, sheetId } = await called();
    expect(member.of('rollCall.called')).toEqual([{ roomId, sheetId, title: '防汛例会', name: ORGANISATIONS.township.name }]);
    expect(host.of('rollCall.called')).toEqual([]);
    // The townships directly below; the member's own is among them and is not there twice.
    expect(
      host
        .of('room.rollCall')
        .at(-1)
        ?.rollCall?.entries.map(({ name }) => name),
    ).toEqual(['双湖镇', '柳堤镇']);
    expect(member.of('room.rollCall').at(-1)?.rollCall).toMatchObject({ entries: [], totals: { waiting: 2 } });
    await rollCall.answer(member.identity.account, 'wrongSeat', '书记请假，代会');
    expect(host.of('room.rollCallEntries').at(-1)).toMatchObject({
      entries: [{ name: '双湖镇', state: 'wrongSeat', by: 'operator', note: '书记请假，代会', at: all.clock.now() }],
      totals: { waiting: 1, wrongSeat: 1 },
    });
    expect(member.of('room.rollCallEntries')).toEqual([]);
    await expect(rollCall.answer(host.identity.account, 'present', '')).rejects.toEqual(refused('roll_call.not_expected'));
    await expect(rollCall.start(host.identity.account, '再点', undefined)).rejects.toEqual(refused('roll_call.under_way'));
  });

  it('has for a choice the townships and whoever sits here, and calls only whom the host has chosen', async () => {
    const [host, member, villager] = [all.page('host', 'county'), all.page('operator', 'township'), all.page('gridWorker', 'village')];
    const { roomId } = await all.open(host);
    for (const page of [member, villager]) await all.sit(roomId, page);
    await all.sit(roomId, new TestPage(member.identity));
    const { rollCall } = all.run(roomId, host, 'rollCall');
    const by = host.identity.account;
    const accountId = member.identity.account.id;
    expect(await rollCall.candidates(by)).toMatchObject([
      { orgId: ORGANISATIONS.township.id, accountId: null, usual: true, here: true },
      { orgId: ORGANISATIONS.otherTownship.id, accountId: null, usual: true, here: false },
      // In the order in which the usual ones come: a villager is of no township's own and stands for themselves.
      { accountId: villager.identity.account.id, usual: true, here: true },
      { accountId, usual: false, here: true },
    ]);
    await rollCall.start(by, '只点一人', [{ accountId }]);
    expect(member.of('rollCall.called')).toHaveLength(1);
    expect(villager.of('rollCall.called')).toEqual([]);
    expect(host.of('room.rollCall').at(-1)?.rollCall?.totals).toMatchObject({ waiting: 1 });
  });

  it('once closed knows the absent, notes who comes late with the time, and after the signature nothing any more', async () => {
    const { host, member, roomId, rollCall } = await called();
    await rollCall.answer(member.identity.account, 'present', '');
    await expect(rollCall.sign(host.identity.account)).rejects.toEqual(refused('roll_call.not_closed'));
    await rollCall.close();
    expect(host.of('room.rollCall').at(-1)?.rollCall).toMatchObject({ totals: { present: 1, absent: 1 } });
    all.clock.advance(60_000);
    await all.sit(roomId, all.page('operator', 'otherTownship', '罗会计'));
    const { entries } = await host.hears('room.rollCallEntries', ({ totals }) => totals.late === 1);
    expect(entries).toMatchObject([{ name: '柳堤镇', state: 'late', by: '罗会计', at: all.clock.now() }]);
    await rollCall.sign(host.identity.account);
    expect(host.of('room.rollCall').at(-1)?.rollCall).toMatchObject({ signedByName: 'host', signedAt: all.clock.now() });
    await expect(rollCall.answer(member.identity.account, 'present', '')).rejects.toEqual(refused('roll_call.none'));
  });

  it('takes a deputy for a deputy, also on a line marked absent and after the close', async () => {
    const { host, member, rollCall } = await called();
    const other = all.page('operator', 'otherTownship').identity.account;
    const line = (name: string) =>
      host
        .of('room.rollCallEntries')
        .flatMap(({ entries }) => entries)
        .findLast((entry) => entry.name === name);
    const own = host.of('room.rollCall').at(-1)?.rollCall?.entries[0];
    await rollCall.mark(own?.id ?? '', 'absent', '', host.identity.account);
    await rollCall.answer(member.identity.account, 'wrongSeat', '代会');
    expect(line('双湖镇')).toMatchObject({ state: 'wrongSeat', note: '代会' });
    await rollCall.close();
    await rollCall.answer(other, 'wrongSeat', '代会');
    expect(line('柳堤镇')).toMatchObject({ state: 'wrongSeat' });
    await rollCall.answer(other, 'present', '');
    expect(line('柳堤镇')).toMatchObject({ state: 'late' });
  });

  it('goes on after a restart of the server', async () => {
    const { host, member, roomId, sheetId } = await called();
    await all.restart();
    const back = await all.sit(roomId, host);
    expect(back.snapshot.rollCall).toMatchObject({ id: sheetId, totals: { waiting: 2 } });
    expect(back.snapshot.rollCall?.entries).toHaveLength(2);
    member.clear();
    await all.sit(roomId, member);
    expect(member.of('rollCall.called')).toHaveLength(1);
  });

  it('shows its lines to somebody who is made a cohost, and takes a mark of theirs', async () => {
    const { host, member, memberId, roomId } = await called();
    await all.run(roomId, host, 'role').setRole(memberId, 'cohost', host.identity);
    const entry = member.of('room.rollCall').at(-1)?.rollCall?.entries[1];
    expect(entry?.name).toBe('柳堤镇');
    await all.run(roomId, member, 'rollCall').rollCall.mark(entry?.id ?? '', 'absent', '电话请假', member.identity.account);
    expect(host.of('room.rollCallEntries').at(-1)).toMatchObject({ entries: [{ state: 'absent', note: '电话请假', by: 'operator' }] });
  });
});

describe('a kept sheet', () => {
  let county: SmallCounty;
  beforeEach(async () => {
    county = await openSmallCounty();
  });
  afterEach(() => county.db.destroy());

  it('is read as it was written, found by its branch, and refused by the database itself once it is signed', async () => {
    const host = await county.account('host', 'host', county.orgs.county);
    const { orgs } = county;
    const room = { id: uuidv7(), kind: 'conference', title: '会', access: 'line', invitedOrgIds: [], createdAt: 1 } as const;
    await new RoomRepository(county.db).create({ ...room, orgId: orgs.county, createdById: host.id, createdByName: host.name });
    const sheets = new RollCallRepository(county.db);
    const lines = await sheets.expected([{ orgId: orgs.first }, { orgId: orgs.secondVillage }, { accountId: host.id }]);
    expect(lines.map(({ name, group }) => [name, group])).toEqual([
      ['双湖镇', '双湖镇'],
      ['柳堤村', '柳堤镇'],
      ['host', '晶泉县'],
    ]);
    const entries = lines.map((line) => ({ ...line, id: uuidv7(), state: 'waiting' as const, by: null, at: null, note: '' }));
    const sheet: RollCall = {
      ...{ id: uuidv7(), roomId: room.id, title: '会', orgName: '晶泉县', startedAt: 5, startedByName: 'host' },
      ...{ closedAt: null, signedAt: null, signedByName: null, totals: totalsOf(entries), entries },
    };
    await sheets.begin(sheet, host.id);
    expect(await sheets.underWay(room.id)).toEqual(sheet);
    const came = entries.map((entry) => ({ ...entry, state: 'present' as const, by: '某人', at: 7, note: '' }));
    await sheets.save(sheet.id, came.slice(0, 1));
    await sheets.close(sheet.id, 8, came.slice(1));
    await sheets.sign(sheet.id, 9, host);
    const { sheet: kept } = await sheets.get(sheet.id);
    expect(kept).toMatchObject({ entries: came, signedAt: 9, signedByName: 'host', totals: { present: 3, waiting: 0 } });
    await expect(sheets.save(sheet.id, entries)).rejects.toThrow('signed sheet');
    await expect(sheets.sign(sheet.id, 10, host)).rejects.toThrow('signed sheet');
    expect(await sheets.underWay(room.id)).toBeNull();
    const found = async (path: string, accountId: string) =>
      (await sheets.list({ path, accountId, roomId: null }, 5)).map(({ sheet: one }) => one.id);
    expect(await found('991100/', uuidv7())).toEqual([sheet.id]);
    expect(await found('991100/991100101/', uuidv7())).toEqual([]);
    expect(await found('991100/991100101/', host.id)).toEqual([sheet.id]);
  });
});

describe('a sheet as a file', () => {
  const sheet = (count: number, name: (at: number) => string): RollCall => {
    const entries = Array.from({ length: count }, (_, at) => ({
      ...{ id: uuidv7(), orgId: null, accountId: null, name: name(at), group: `第${Math.floor(at / 20) + 1}镇` },
      ...{ state: (['present', 'absent', 'late'] as const)[at % 3] ?? 'present', by: '龑女士', at: 1_790_000_000_000, note: '' },
    }));
    return {
      ...{
        id: uuidv7(),
        roomId: uuidv7(),
        title: '全县防汛调度视频会议',
        orgName: '晶泉县',
        startedAt: 1_790_000_000_000,
        startedByName: '许文清',
      },
      ...{ closedAt: 1_790_000_060_000, signedAt: 1_790_000_070_000, signedByName: '许文清', totals: totalsOf(entries), entries },
    };
  };

  it('for a spreadsheet begins with a byte order mark, and no field is a formula', () => {
    const csv = sheetCsv(sheet(1, () => '=HYPERLINK("http://x")'));
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv).toContain('"\'=HYPERLINK(""http://x"")"');
  });

  it('on paper has every name, totals, the signature and as many pages as it takes, with its font inside', async () => {
    const printer = new Printer();
    try {
      const pdf = await printer.print({ kind: 'rollCall', sheet: sheet(400, (at) => `参会单位${at}`), printedAt: 1_790_000_080_000 });
      expect(Buffer.from(pdf).includes('NotoSerifSC')).toBe(true);
      const { pages, text } = await read(pdf);
      for (const words of [
        '会议点名册',
        '全县防汛调度视频会议',
        '晶泉县',
        '应到 400',
        '缺席 133',
        '参会单位399',
        '第20镇',
        '主持人签字：许文清',
        '龑女士',
      ]) {
        expect(text).toContain(words);
      }
      expect(pages).toBeGreaterThan(8);
      // The head of the table is on every page.
      expect(text.split('答到人')).toHaveLength(pages + 1);
    } finally {
      await printer.close();
    }
  });
});
