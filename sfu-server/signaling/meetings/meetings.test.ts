import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypeOfName } from '../../protocol/attachment.ts';
import type { Meeting } from '../../protocol/entities/meeting.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { file, pushed, World } from '../../rights/world.ts';
import type { WireClient } from '../../testing/wire-client.ts';

let world: World;
let host: WireClient;
let village: WireClient;

beforeAll(async () => {
  world = await World.open();
  host = (await world.signIn('helper-own')).client;
  village = (await world.signIn('helper-below')).client;
}, 60_000);
afterAll(() => world?.close());

async function meetingAt(client: WireClient, id: string): Promise<Meeting | undefined> {
  const { rows } = await client.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: null, limit: 5000 });
  return rows.flatMap((change) => (change.op === 'put' && change.entity === 'meeting' && change.row.id === id ? [change.row] : []))[0];
}

async function read(base64: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(Buffer.from(base64, 'base64')), verbosity: 0 }).promise;
  const parts: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    parts.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  return parts.join('').replaceAll(/\s/g, '');
}

describe('a planned meeting', () => {
  it('opens one room, however many open it; the invited see it and may come in, others do not', async () => {
    const id = await world.meeting('own', ['below']);
    const opened = await Promise.all([host.request('meeting.open', { id }), host.request('meeting.open', { id })]);
    const roomId = opened[0].room.id;
    expect(opened[1].room.id).toBe(roomId);
    expect(await meetingAt(village, id)).toMatchObject({ state: 'open', roomId });
    expect((await village.request('room.list', {})).rooms.map((room) => room.id)).toContain(roomId);
    const other = (await world.signIn('helper-other')).client;
    expect((await other.request('room.list', {})).rooms.map((room) => room.id)).not.toContain(roomId);
    await expect(village.request('meeting.open', { id })).rejects.toMatchObject({ code: 'right.missing' });
  });

  it('is over when its room is ended, and can be opened again in another room', async () => {
    const id = await world.meeting('own', ['below']);
    const first = (await host.request('meeting.open', { id })).room.id;
    await host.request('room.end', { roomId: first });
    await expect.poll(async () => (await meetingAt(village, id))?.state).toBe('ended');
    const again = (await host.request('meeting.open', { id })).room.id;
    expect(again).not.toBe(first);
    expect(await meetingAt(village, id)).toMatchObject({ state: 'open', roomId: again });
  });

  it('is not opened once it is cancelled', async () => {
    const id = await world.meeting('own');
    await pushed(host, 'meeting.cancel', { id, scope: 'this', reason: '改期' });
    await expect(host.request('meeting.open', { id })).rejects.toMatchObject({ code: 'state.conflict' });
  });

  it('has its minutes printed as what they are: a draft, and signed with number, decisions, owners and dates', async () => {
    const id = await world.meeting('own', ['below']);
    await pushed(host, 'meeting.minutes', { id, change: { chair: '陈立民', body: '会议听取了汇报。\n会议要求压实责任。' } });
    const decision = { ...world.decision('below'), title: '排查全部涵洞', personName: '赵国安', dueAt: Date.UTC(2026, 11, 1) };
    await pushed(host, 'meeting.decide', { ...decision, id, taskId: uuidv7() });
    for (const name of ['汛情通报.pdf', '值守表.xlsx']) {
      const row = { ...file(id, 'meeting'), name, mediaType: mediaTypeOfName(name) ?? 'application/pdf' };
      await pushed(host, 'attachment.add', row);
      await world.county.db.updateTable('attachments').set({ complete: 1 }).where('id', '=', row.id).execute();
    }
    const draft = await read((await host.request('meeting.export', { id })).content);
    expect(draft).toContain('双湖镇会议纪要');
    expect(draft).toContain('（草稿，未签发）');
    await pushed(host, 'meeting.signMinutes', { id });
    const { fileName, content } = await village.request('meeting.export', { id });
    expect(fileName).toMatch(/^会议纪要-调度例会-\d{4}-\d\d-\d\d\.pdf$/);
    const signed = await read(content);
    for (const words of [
      '双湖镇纪〔',
      '主　　持：陈立民'.replaceAll(/\s/g, ''),
      '会议要求压实责任。',
      '一、排查全部涵洞。',
      '责任单位：双湖村；责任人：赵国安；办结时限：2026年12月1日',
      '附件：1.汛情通报2.值守表',
      '分送：双湖村。',
    ]) {
      expect(signed).toContain(words);
    }
    expect(signed).not.toContain('草稿');
  });

  it('finds people to invite on its own line, by name or organisation, and nobody elsewhere', async () => {
    const { people } = await host.request('meeting.people', { search: '' });
    const names = people.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['helper-own', 'helper-below', 'helper-above']));
    expect(names).not.toContain('helper-other');
    expect((await host.request('meeting.people', { search: '双湖村' })).people.map(({ name }) => name)).toEqual(['helper-below']);
  });
});
