import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ContentFiles } from '../../attachments/content-files.ts';
import { ManualClock } from '../../media/manual-clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MAX_ROOM_FILE_BYTES } from '../../protocol/room-file.ts';
import { RoomFileTotals } from '../../store/room-files.ts';
import { RoomRepository } from '../../store/rooms.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { ROOM_BYTES, RoomFiles, type RoomFilesOptions, SEAT_BYTES } from './room-files.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const text = Buffer.from('双湖镇水位 3.2 米\n');

let dir: string;
let county: SmallCounty;
let store: RoomRepository;
let contents: ContentFiles;
let files: RoomFiles;
let roomId: string;
let seatId: string;
let asker: Parameters<RoomFiles['announce']>[3];
/** Why the asker may not write any more. */
let removed: Refusal | null;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-room-files-'));
  county = await openSmallCounty();
  store = new RoomRepository(county.db);
  contents = new ContentFiles(dir);
  seatId = uuidv7();
  removed = null;
  const account = await county.account('host', 'host', county.orgs.county);
  asker = {
    sessionId: uuidv7(),
    page: 'page',
    remoteAddress: '127.0.0.1',
    notify: () => undefined,
    identity: { kind: 'account', account },
  };
  const title = '防汛例会';
  const by = { createdById: account.id, createdByName: account.name, createdAt: 1 };
  roomId = (
    await store.create({ id: uuidv7(), kind: 'conference', title, access: 'line', orgId: county.orgs.county, invitedOrgIds: [], ...by })
  ).id;
  const rooms: RoomFilesOptions['rooms'] = {
    find: () => ({ mustSit: () => ({ id: seatId }) }),
    mayPost: () => {
      if (removed !== null) throw removed;
    },
    postFile: (id, { sha256, ...file }) => keep(id, seatId, file.size, sha256, file.id),
  };
  files = new RoomFiles({ rooms, store, totals: new RoomFileTotals(county.db), files: contents, clock: new ManualClock(Date.now()) });
});
afterEach(async () => {
  await county.db.destroy();
  rmSync(dir, { recursive: true });
});

function keep(id: string, participantId: string, size: number, sha256 = '0'.repeat(64), fileId = uuidv7()): Promise<void> {
  const file = { id: fileId, name: '现场.txt', mediaType: 'text/plain', size } as const;
  return store.appendChat(id, { id: fileId, participantId, name: '周工', text: '', at: 1, file }, sha256);
}

/** Messages of so many bytes altogether, as if they had been sent. */
async function sent(bytes: number, by: () => string): Promise<void> {
  for (let left = bytes; left > 0; left -= MAX_ROOM_FILE_BYTES) await keep(roomId, by(), Math.min(left, MAX_ROOM_FILE_BYTES));
}

const announce = (size: number) => files.announce(roomId, '现场.txt', size, asker);

async function send(): Promise<string> {
  const { fileId, ticket } = await announce(text.byteLength);
  const part = async function* () {
    yield text;
  };
  await files.receive(ticket, files.pass(ticket, fileId), 0, part());
  return fileId;
}

const wholeOnes = async () => (await readdir(dir, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));

it('one seat sends 500 MB to a room and not a byte more, what is on its way included', async () => {
  await sent(SEAT_BYTES - 100, () => seatId);
  await announce(60);
  await expect(announce(41)).rejects.toMatchObject({ code: 'room.files_full' });
  await announce(40);
  seatId = uuidv7();
  await announce(41);
});

it('announcements that come together are counted one after the other', async () => {
  await sent(SEAT_BYTES - 100, () => seatId);
  const outcomes = await Promise.allSettled([announce(60), announce(60), announce(60)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

it('a room takes 2 GB, whoever sends them', async () => {
  await sent(ROOM_BYTES - 100, uuidv7);
  await expect(announce(101)).rejects.toMatchObject({ code: 'room.files_full' });
  await announce(100);
});

it('whoever may no longer write when the last part has come leaves no content behind', async () => {
  const { fileId, ticket } = await announce(text.byteLength);
  const part = async function* () {
    yield text;
    removed = new Refusal('room.not_joined', 'Removed meanwhile.');
  };
  await expect(files.receive(ticket, files.pass(ticket, fileId), 0, part())).rejects.toMatchObject({ code: 'room.not_joined' });
  expect(await wholeOnes()).toEqual([]);
});

it('a content that no message has named for a day goes, one that is named stays', async () => {
  const fileId = await send();
  const [name] = await wholeOnes();
  if (name === undefined) throw new Error('Nothing was kept.');
  await files.sweep(Date.now() + 2 * DAY_MS);
  expect(await wholeOnes()).toEqual([name]);
  await county.db.deleteFrom('chat_messages').where('id', '=', fileId).execute();
  await files.sweep(Date.now() + DAY_MS - 60_000);
  expect(await wholeOnes()).toEqual([name]);
  await files.sweep(Date.now() + 2 * DAY_MS);
  expect(await wholeOnes()).toEqual([]);
});

it('a content that comes once more is as young as one that comes for the first time', async () => {
  await send();
  const [name] = await wholeOnes();
  if (name === undefined) throw new Error('Nothing was kept.');
  const changedAt = async () => (await stat(join(dir, name))).ctimeMs;
  const before = await changedAt();
  const again = uuidv7();
  const part = async function* () {
    yield text;
  };
  await contents.append(again, part(), text.byteLength);
  const sha256 = await contents.hashOfPart(again);
  await expect
    .poll(async () => {
      await contents.keep(again, sha256);
      return changedAt();
    })
    .toBeGreaterThan(before);
});
