import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aPng } from '../attachments/testing.ts';
import { MAX_PART_BYTES, OFFSET_HEADER, PART_MEDIA_TYPE, uploadStateSchema } from '../protocol/attachment.ts';
import { NOTIFICATIONS } from '../protocol/notifications.ts';
import { MAX_ROOM_FILE_BYTES, roomFilePath } from '../protocol/room-file.ts';
import { World } from '../rights/world.ts';
import type { WireClient } from '../testing/wire-client.ts';

const codeSchema = z.object({ code: z.string() });

let world: World;
let host: WireClient;
let member: WireClient;
let guest: WireClient;
let roomId: string;

beforeAll(async () => {
  world = await World.open();
  host = (await world.signIn('host')).client;
  member = (await world.signIn('duty')).client;
  roomId = await openRoom(host);
  await member.request('room.join', { roomId, seat: null });
  guest = await guestIn(roomId);
});
afterAll(() => world.close());

async function openRoom(client: WireClient): Promise<string> {
  const { room } = await client.request('room.create', { kind: 'conference', title: '防汛例会', access: 'line', invitedOrgIds: [] });
  await client.request('room.join', { roomId: room.id, seat: null });
  return room.id;
}

/** Somebody without an account, let in by the host. */
async function guestIn(id: string): Promise<WireClient> {
  const { code } = await host.request('room.invite', { roomId: id, label: '专家' });
  const client = await world.stranger();
  await client.request('auth.guest', { code, name: '周工' });
  const { seat } = await client.request('room.join', { roomId: id, seat: null });
  await host.request('room.admit', { roomId: id, participantId: seat.participantId });
  await client.request('room.join', { roomId: id, seat });
  return client;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

function ask(path: string, ticket: string, method = 'GET', headers: Record<string, string> = {}, body?: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { ca: world.server.ca, method, headers: { authorization: `Bearer ${ticket}`, ...headers } };
    const asked = httpsRequest(`${world.server.url}${path}`, options, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(pieces) }));
    });
    asked.on('error', reject).end(body);
  });
}

const codeOf = ({ bytes }: Answer) => codeSchema.parse(JSON.parse(bytes.toString())).code;

function put(fileId: string, ticket: string, offset: number, bytes: Uint8Array): Promise<Answer> {
  const headers = { 'content-type': PART_MEDIA_TYPE, 'content-length': String(bytes.byteLength), [OFFSET_HEADER]: String(offset) };
  return ask(roomFilePath.upload(fileId), ticket, 'PATCH', headers, bytes);
}

async function send(client: WireClient, name: string, bytes: Uint8Array, id = roomId): Promise<{ fileId: string; last: Answer }> {
  const { fileId, ticket } = await client.request('room.fileAnnounce', { roomId: id, name, size: bytes.byteLength });
  let last: Answer | null = null;
  for (let at = 0; at < bytes.byteLength; at += MAX_PART_BYTES)
    last = await put(fileId, ticket, at, bytes.subarray(at, at + MAX_PART_BYTES));
  if (last === null) throw new Error('There was nothing to send.');
  return { fileId, last };
}

async function read(client: WireClient, fileId: string, id = roomId): Promise<Answer> {
  const { ticket } = await client.request('room.fileOpen', { roomId: id, fileId });
  return ask(roomFilePath.content(fileId), ticket);
}

/** Names of files that a page was told of. */
const toldOf = (client: WireClient) =>
  client.notifications
    .filter(({ type }) => type === 'room.chat')
    .map(({ data }) => NOTIFICATIONS['room.chat'].parse(data).message.file?.name)
    .filter((name) => name !== undefined);

const text = Buffer.from('双湖镇水位 3.2 米\n');

describe('a file that is sent to a room', () => {
  it('goes up in parts, is told to all inside once it is whole, and comes back byte for byte', async () => {
    const picture = aPng(MAX_PART_BYTES + 1000);
    const { fileId, last } = await send(member, '现场.png', picture);
    expect(uploadStateSchema.parse(JSON.parse(last.bytes.toString()))).toEqual({
      offset: picture.byteLength,
      size: picture.byteLength,
      complete: true,
    });
    for (const client of [host, member, guest]) await expect.poll(() => toldOf(client)).toContain('现场.png');
    for (const client of [host, guest]) {
      const got = await read(client, fileId);
      expect(got.status).toBe(200);
      expect(got.bytes.equals(picture)).toBe(true);
    }
  });

  it('a guest sends one, too; whoever comes later finds it in the snapshot', async () => {
    const { fileId } = await send(guest, '鉴定意见.txt', text);
    const { client } = await world.signIn('clerk');
    const joined = await client.request('room.join', { roomId, seat: null });
    if (joined.state !== 'joined') throw new Error('Not let in.');
    expect(joined.snapshot.chat.find(({ id }) => id === fileId)?.file).toEqual({
      id: fileId,
      name: '鉴定意见.txt',
      mediaType: 'text/plain',
      size: text.byteLength,
    });
    const got = await read(client, fileId);
    expect(got.headers['content-disposition']).toMatch(/^attachment/);
    await client.request('room.leave', { roomId });
  });

  it('that is not what its name says is told to nobody', async () => {
    const { fileId, last } = await send(member, '谎称.png', text);
    expect([last.status, codeOf(last)]).toEqual([415, 'attachment.type_mismatch']);
    expect(toldOf(host)).not.toContain('谎称.png');
    await expect(host.request('room.fileOpen', { roomId, fileId })).rejects.toMatchObject({ code: 'row.unknown' });
  });

  it('of a kind that may not be sent, or of more than 20 MB, is refused before a byte of it travels', async () => {
    const announced = (name: string, size: number) => member.request('room.fileAnnounce', { roomId, name, size });
    await expect(announced('run.exe', 5)).rejects.toMatchObject({ code: 'attachment.type_refused' });
    await expect(announced('全景.png', MAX_ROOM_FILE_BYTES + 1)).rejects.toMatchObject({ code: 'request.malformed' });
  });

  it('that goes on beyond what was announced is cut off there', async () => {
    const { fileId, ticket } = await member.request('room.fileAnnounce', { roomId, name: '多.txt', size: 4 });
    const answer = await put(fileId, ticket, 0, text);
    expect([answer.status, codeOf(answer)]).toEqual([413, 'request.too_large']);
    expect(toldOf(host)).not.toContain('多.txt');
  });

  it('is not found from another room, and its ticket opens no other file', async () => {
    const { fileId } = await send(host, '通知.txt', text);
    const { client } = await world.signIn('operator');
    const elsewhere = await openRoom(client);
    await expect(client.request('room.fileOpen', { roomId: elsewhere, fileId })).rejects.toMatchObject({ code: 'row.unknown' });
    await expect(client.request('room.fileOpen', { roomId, fileId })).rejects.toMatchObject({ code: 'room.not_joined' });
    const { fileId: own } = await send(client, '本室.txt', text, elsewhere);
    const { ticket } = await client.request('room.fileOpen', { roomId: elsewhere, fileId: own });
    expect(codeOf(await ask(roomFilePath.content(fileId), ticket))).toBe('right.missing');
    expect((await ask(roomFilePath.content(fileId), 'x'.repeat(43))).status).toBe(403);
  });

  it('a ticket is of no use to whoever has left', async () => {
    const { fileId } = await send(host, '内部.txt', text);
    const { client } = await world.signIn('clerk');
    await client.request('room.join', { roomId, seat: null });
    const { ticket } = await client.request('room.fileOpen', { roomId, fileId });
    await client.request('room.leave', { roomId });
    expect(codeOf(await ask(roomFilePath.content(fileId), ticket))).toBe('room.not_joined');
  });

  it('where the chat is closed none is taken, not even one that was announced before', async () => {
    const { fileId, ticket } = await guest.request('room.fileAnnounce', { roomId, name: '迟.txt', size: text.byteLength });
    await host.request('room.settings', { roomId, settings: { mayChat: 'host' } });
    expect(codeOf(await put(fileId, ticket, 0, text))).toBe('room.may_not_chat');
    await expect(guest.request('room.fileAnnounce', { roomId, name: '迟.txt', size: 5 })).rejects.toMatchObject({
      code: 'room.may_not_chat',
    });
    await host.request('room.settings', { roomId, settings: { mayChat: 'all' } });
  });

  it('of more than three begun by one seat the oldest gives way', async () => {
    const begun: { fileId: string; ticket: string }[] = [];
    for (let n = 0; n < 4; n += 1)
      begun.push(await guest.request('room.fileAnnounce', { roomId, name: `${n}.txt`, size: text.byteLength }));
    const [first, ...others] = begun;
    if (first === undefined) throw new Error('Nothing was begun.');
    expect((await put(first.fileId, first.ticket, 0, text)).status).toBe(403);
    for (const { fileId, ticket } of others) expect((await put(fileId, ticket, 0, text)).status).toBe(200);
  });

  it('stays with the record of a room that has ended: for those who might have come in, no longer for guests and others', async () => {
    const ending = await openRoom(host);
    const visitor = await guestIn(ending);
    const { fileId } = await send(host, '决议.txt', text, ending);
    await host.request('room.end', { roomId: ending });
    expect((await read(member, fileId, ending)).bytes.equals(text)).toBe(true);
    await expect(visitor.request('room.fileOpen', { roomId: ending, fileId })).rejects.toMatchObject({ code: 'room.unknown' });
    const { client: stranger } = await world.signIn('helper-other');
    await expect(stranger.request('room.fileOpen', { roomId: ending, fileId })).rejects.toMatchObject({ code: 'room.unknown' });
    await expect(host.request('room.fileAnnounce', { roomId: ending, name: '补.txt', size: 5 })).rejects.toMatchObject({
      code: 'room.unknown',
    });
  });

  it('leaves its traces: sent, refused, read', async () => {
    const { client } = await world.signIn('admin');
    const traces = async (action: string) => {
      const filter = { from: null, to: null, person: '', action, targetPath: '', before: null, limit: 100 };
      return (await client.request('audit.list', filter)).entries.map(({ outcome }) => outcome);
    };
    await expect.poll(() => traces('room.fileSend')).toEqual(expect.arrayContaining(['done', 'attachment.type_mismatch']));
    await expect.poll(() => traces('room.fileRead')).toContain('done');
  });
});

describe('a reaction', () => {
  it('is told to all inside, the sender too, and at most one a second', async () => {
    await guest.request('room.react', { roomId, reaction: 'applaud' });
    await expect(guest.request('room.react', { roomId, reaction: 'approve' })).rejects.toMatchObject({
      code: 'request.too_many',
      retryAfterMs: expect.any(Number),
    });
    for (const client of [host, guest]) {
      const told = NOTIFICATIONS['room.reaction'].parse((await client.notification('room.reaction')).data);
      expect(told.reaction).toBe('applaud');
    }
    expect(host.notifications.filter(({ type }) => type === 'room.reaction')).toHaveLength(1);
  });

  it('from whoever is not inside is refused', async () => {
    const { client } = await world.signIn('clerk');
    await expect(client.request('room.react', { roomId, reaction: 'doubt' })).rejects.toMatchObject({ code: 'room.not_joined' });
  });
});
