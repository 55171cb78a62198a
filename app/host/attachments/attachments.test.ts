import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../sfu-server/protocol/entities/attachment.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { fromBase64, toBase64 } from '../../bridge/attachments/base64.ts';
import { type BridgeEvent, type CallName, type CallParams, type CallResult, PIECE_BYTES } from '../../bridge/contract.ts';
import { silentLog } from '../../bridge/log.ts';
import type { SeatPage } from '../../bridge/seat/seat.ts';
import { testEvent } from '../../bridge/testing/rows.ts';
import { Host } from '../host.ts';
import { ContentServer } from '../testing/content-server.ts';
import { eventually } from '../testing/eventually.ts';
import { ListeningServer } from '../testing/listening-server.ts';
import { MemoryVault } from '../token-vault.ts';
import { DiskContent } from './disk-content.ts';

let dataDir: string;
let server: ListeningServer;
let contents: ContentServer;
let host: Host;
let page: SeatPage;
let line: BridgeEvent<'line.changed'> | undefined;
let progress: BridgeEvent<'attachment.changed'>[];
const event = testEvent('flood');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-contents-'));
  server = await ListeningServer.start(null);
  server.behaviour.put('event', event);
  contents = new ContentServer(server.behaviour);
  server.onRequest((request, response) => contents.answer(request, response));
  await start();
});
afterEach(async () => {
  host.close();
  await server.close();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<void> {
  host = await Host.start({ kind: 'browser', serverUrl: server.url, dataDir, tokenVault: new MemoryVault(), log: silentLog });
  progress = [];
  page = host.openPage('page', (name, data) => {
    if (name === 'line.changed') line = data as BridgeEvent<'line.changed'>;
    if (name === 'attachment.changed') progress.push(data as BridgeEvent<'attachment.changed'>);
  });
  await call('session.signIn', { username: 'duty', password: 'right' });
  await eventually('all rows are in', () => line?.state === 'online');
}

async function call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
  return (await page.call(name, params)) as CallResult<N>;
}

async function add(bytes: Uint8Array, name = '现场.png', id = uuidv7()): Promise<string> {
  for (let offset = 0; offset === 0 || offset < bytes.byteLength; offset += PIECE_BYTES) {
    await call('attachment.stage', { id, offset, base64: toBase64(bytes.subarray(offset, offset + PIECE_BYTES)) });
  }
  await call('attachment.add', { id, ownerEntity: 'event', ownerId: event.id, name });
  return id;
}

async function read(id: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let offset = 0; ; ) {
    const bytes = fromBase64((await call('attachment.read', { id, offset, length: PIECE_BYTES })).base64);
    pieces.push(bytes);
    offset += bytes.byteLength;
    if (bytes.byteLength < PIECE_BYTES) return Buffer.concat(pieces);
  }
}

const transfers = async () => (await call('attachment.transfers', {})).items;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'it was not refused',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

function someBytes(size: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + seed * 17 + (at >> 8)) & 255);
}

/** An attachment of somebody else, complete. */
function ofAnother(bytes: Uint8Array): Attachment {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const row: Attachment = {
    id: uuidv7(),
    ownerEntity: 'event',
    ownerId: event.id,
    name: 'a.png',
    mediaType: 'image/png',
    size: bytes.byteLength,
    sha256,
    createdById: uuidv7(),
    createdByName: '网格员',
    createdAt: 1,
    complete: true,
  };
  contents.whole.set(row.id, bytes);
  server.behaviour.put('attachment', row);
  return row;
}

describe('an attachment that is added', () => {
  it('goes up in parts after its announcement, and is there for this seat from then on', async () => {
    const bytes = someBytes(1_300_000);
    const id = await add(bytes);
    await eventually('it is up', async () => contents.whole.has(id) && (await transfers()).length === 0);
    expect(Buffer.from(contents.whole.get(id) ?? [])).toEqual(Buffer.from(bytes));
    const sent = progress.flatMap(({ items }) => items.map((item) => item.sent));
    expect(sent.filter((now) => now > 0 && now < bytes.byteLength).length).toBeGreaterThan(0);
    await cutLine();
    expect(Buffer.from(await read(id))).toEqual(Buffer.from(bytes));
  });

  it('without a line waits, can be seen at once, outlives a restart in the middle, and goes on where the server is', async () => {
    const bytes = someBytes(2_000_000);
    contents.mostParts = 2;
    const id = await add(bytes);
    await eventually('two parts are up', () => contents.received(id) > 600_000 && contents.partsLeft === 0);
    expect(Buffer.from(await read(id))).toEqual(Buffer.from(bytes));
    const reached = contents.received(id);
    host.close();
    contents.mostParts = Number.POSITIVE_INFINITY;
    contents.offsets.length = 0;
    await start();
    await eventually('it is up', () => contents.whole.has(id));
    expect(contents.offsets[0]).toBe(reached);
    expect(Buffer.from(contents.whole.get(id) ?? [])).toEqual(Buffer.from(bytes));
  });

  it('made while the line is down goes up by itself when it is back', async () => {
    await cutLine();
    const bytes = someBytes(5_000);
    const id = await add(bytes);
    expect(await transfers()).toMatchObject([{ id, state: 'waiting', sent: 0, size: 5_000 }]);
    expect(server.behaviour.row('attachment', id)).toBeUndefined();
    server.behaviour.reachable = true;
    server.reachable = true;
    host.wake();
    await eventually('it is up', () => contents.whole.has(id));
  });

  it('that the server will not have is shown with the reason, and can be sent again or taken back', async () => {
    contents.refuse = new Refusal('attachment.type_mismatch', 'It is something else.');
    const [first, second] = [await add(someBytes(4000)), await add(someBytes(4000, 2))];
    await eventually('both are refused', async () => (await transfers()).filter(({ state }) => state === 'refused').length === 2);
    expect((await transfers())[0]?.error).toMatchObject({ code: 'attachment.type_mismatch' });
    host.close();
    await start();
    await eventually('they are still listed', async () => (await transfers()).length === 2);
    contents.refuse = null;
    await call('attachment.redo', { id: first });
    await eventually('it is up', () => contents.whole.has(first));
    await call('attachment.drop', { id: second });
    expect(await transfers()).toEqual([]);
    expect(contents.whole.has(second)).toBe(false);
    expect(await code(call('attachment.redo', { id: second }))).toBe('row.unknown');
  });

  it('whose announcement is refused never goes up', async () => {
    server.behaviour.refuse = (name) => (name === 'attachment.add' ? new Refusal('right.missing', 'No.') : null);
    const id = await add(someBytes(4000));
    await eventually('it is refused', async () => (await transfers())[0]?.state === 'refused');
    expect(contents.offsets).toEqual([]);
    await call('attachment.drop', { id });
    expect(await transfers()).toEqual([]);
    expect((await call('outbox.list', {})).items).toEqual([]);
  });

  it('is refused at once where it is of no kind that may be attached, empty, or handed in out of order', async () => {
    expect(await code(add(someBytes(10), 'a.exe'))).toBe('attachment.type_refused');
    expect(await code(add(new Uint8Array()))).toBe('attachment.empty');
    const id = uuidv7();
    expect(await code(call('attachment.stage', { id, offset: 5, base64: 'AAAA' }))).toBe('attachment.wrong_offset');
    expect(await code(call('attachment.stage', { id, offset: 0, base64: '*' }))).toBe('request.malformed');
    expect(await code(call('attachment.stage', { id: '../x', offset: 0, base64: 'AAAA' }))).toBe('request.malformed');
    expect(await transfers()).toEqual([]);
  });
});

describe('an attachment of another', () => {
  it('is fetched when it is looked at, checked, and there without a line afterwards', async () => {
    const row = ofAnother(someBytes(900_000));
    await eventually('its row is in', async () => (await code(read(row.id))) === 'it was not refused');
    await cutLine();
    expect(Buffer.from(await read(row.id))).toEqual(Buffer.from(contents.whole.get(row.id) ?? []));
  });

  it('that was not looked at waits for the line', async () => {
    const row = ofAnother(someBytes(1000));
    await eventually(
      'its row is in',
      async () => (await call('data.read', { entity: 'attachment', after: null, limit: 10 })).rows.length === 1,
    );
    await cutLine();
    expect(await code(read(row.id))).toBe('line.offline');
  });

  it('cut in the middle is fetched on from there', async () => {
    const row = ofAnother(someBytes(900_000));
    await eventually(
      'its row is in',
      async () => (await call('data.read', { entity: 'attachment', after: null, limit: 10 })).rows.length === 1,
    );
    contents.cutDownloadAfter = 300_000;
    expect(await code(read(row.id))).toBe('line.offline');
    contents.cutDownloadAfter = null;
    expect(Buffer.from(await read(row.id))).toEqual(Buffer.from(contents.whole.get(row.id) ?? []));
    expect(contents.ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('that is not what its row announces is not shown', async () => {
    const row = ofAnother(someBytes(1000));
    contents.whole.set(row.id, someBytes(1000, 9));
    await eventually('it is refused', async () => (await code(read(row.id))) === 'attachment.hash_mismatch');
  });

  it('goes from this machine with its row', async () => {
    const row = ofAnother(someBytes(1000));
    await eventually('its row is in', async () => (await code(read(row.id))) === 'it was not refused');
    expect(copies()).toEqual([row.id]);
    server.behaviour.delete('attachment', row.id);
    await eventually('its copy is gone', () => copies().length === 0);
  });
});

async function cutLine(): Promise<void> {
  server.behaviour.reachable = false;
  server.reachable = false;
  server.behaviour.dropAll();
  await eventually('the line is gone', () => line?.state === 'offline');
}

function copies(): string[] {
  const dir = join(dataDir, 'attachments');
  return readdirSync(dir).flatMap((account) => readdirSync(join(dir, account, 'copies')));
}

describe('the folder of contents', () => {
  const piece = async function* (bytes: Uint8Array) {
    yield bytes;
  };
  const announced = (bytes: Uint8Array) => ({
    id: uuidv7(),
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });

  it('lets the copies go that were seen least recently, and never what waits to be sent', async () => {
    const store = new DiskContent(join(dataDir, 'own'), 2_500);
    const waiting = uuidv7();
    await store.stage(waiting, 0, someBytes(5_000));
    await store.seal(waiting);
    const [a, b, c] = [1, 2, 3].map((seed) => someBytes(1_000, seed));
    if (a === undefined || b === undefined || c === undefined) throw new Error('no bytes');
    const [first, second, third] = [announced(a), announced(b), announced(c)];
    await store.fetchedPiece(first, 0, 10, () => piece(a));
    await store.fetchedPiece(second, 0, 10, () => piece(b));
    // Seen again: now the second is the one that was seen least recently.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await store.heldPiece(first.id, 0, 10);
    await store.fetchedPiece(third, 0, 10, () => piece(c));
    expect(readdirSync(join(dataDir, 'own', 'copies')).sort()).toEqual([first.id, third.id].sort());
    expect((await store.staged()).map(({ id }) => id)).toEqual([waiting]);
    for (const path of [join('staging', waiting), join('copies', first.id)]) {
      expect(statSync(join(dataDir, 'own', path)).mode & 0o077).toBe(0);
    }
  });

  it('on a full disk refuses what is handed in, in words, and goes on with the rest', async () => {
    const store = new DiskContent(join(dataDir, 'own'));
    const id = uuidv7();
    symlinkSync('/dev/full', join(dataDir, 'own', 'staging', id));
    expect(await code(store.stage(id, 0, someBytes(100)))).toBe('cache.full');
    await store.forget(id);
    const next = uuidv7();
    await store.stage(next, 0, someBytes(100));
    expect(await store.seal(next)).toMatchObject({ size: 100 });
  });

  it('forgets at the start what was never handed in whole, or has lost its note', async () => {
    const store = new DiskContent(join(dataDir, 'own'));
    const [half, whole, broken] = [uuidv7(), uuidv7(), uuidv7()];
    await store.stage(half, 0, someBytes(100));
    await store.stage(whole, 0, someBytes(100));
    await store.seal(whole);
    await store.stage(broken, 0, someBytes(100));
    writeFileSync(join(dataDir, 'own', 'staging', `${broken}.json`), '{"size":');
    expect((await store.staged()).map(({ id }) => id)).toEqual([whole]);
    expect(readdirSync(join(dataDir, 'own', 'staging')).sort()).toEqual([whole, `${whole}.json`]);
    expect(existsSync(join(dataDir, 'own', 'staging', half))).toBe(false);
  });
});
