import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachmentService } from '../attachments/attachment-service.ts';
import { ContentFiles } from '../attachments/content-files.ts';
import { aPdf, aPng, seededRandom } from '../attachments/testing.ts';
import { DataCore } from '../governance/data-core.ts';
import { MAX_ATTACHMENT_BYTES, MAX_PART_BYTES, type MediaType, PART_MEDIA_TYPE } from '../protocol/attachment.ts';
import { Refusal } from '../protocol/errors.ts';
import type { Account } from '../protocol/session.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { type AttachmentTrace, serveAttachments } from './attachments.ts';

let county: SmallCounty;
let core: DataCore;
let app: FastifyInstance;
let url: string;
let dir: string;
let eventId: string;
let traces: AttachmentTrace[];
let files: ContentFiles;
let freeBytes: number;
const accounts = new Map<string, Account>();

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db);
  dir = mkdtempSync(join(tmpdir(), 'shilian-attachments-'));
  accounts.clear();
  for (const [name, role, org] of [
    ['worker', 'gridWorker', county.orgs.firstVillage],
    ['clerk', 'clerk', county.orgs.first],
    ['duty', 'duty', county.orgs.county],
    ['other', 'operator', county.orgs.second],
  ] as const) {
    accounts.set(name, await county.account(name, role, org));
  }
  freeBytes = 2 ** 40;
  files = new ContentFiles(dir, async () => freeBytes);
  traces = [];
  app = fastify();
  serveAttachments(app, {
    service: new AttachmentService({ db: county.db, files, change: (work) => core.change(work) }),
    accountOf: async (token) => {
      const account = accounts.get(token);
      if (account === undefined) throw new Refusal('auth.required', 'Nobody.');
      return account;
    },
    admit: () => {},
    traced: async (trace) => void traces.push(trace),
    log: pino({ level: 'silent' }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  eventId = uuidv7();
  expect(await mutate('worker', 'event.report', reportArgs())).toBe('applied');
});
afterEach(async () => {
  await app.close();
  await county.db.destroy();
  rmSync(dir, { recursive: true });
});

function reportArgs() {
  const place = { orgId: county.orgs.firstVillage, gridId: county.grids.first, position: { lat: 32.03, lng: 112.03 } };
  return { id: eventId, ...place, title: '涵洞积水', detail: '', kind: 'flood', level: 1, reportedAt: 1 };
}

/** @returns `applied`, or the code of the refusal */
async function mutate(who: string, name: string, args: unknown): Promise<string> {
  const account = accounts.get(who);
  if (account === undefined) throw new Error('no account');
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : (result?.status ?? 'nothing');
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Announcement {
  name?: string;
  mediaType?: MediaType;
  size?: number;
  sha256?: string;
}

async function announce(bytes: Uint8Array, changes: Announcement = {}, who = 'worker'): Promise<string> {
  const id = uuidv7();
  const args = { id, eventId, name: '现场.png', mediaType: 'image/png', size: bytes.byteLength, sha256: sha256(bytes), ...changes };
  expect(await mutate(who, 'attachment.add', args)).toBe('applied');
  return id;
}

async function put(id: string, offset: number, bytes: Uint8Array, who = 'worker') {
  const answer = await fetch(`${url}/attachments/${id}/upload`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${who}`, 'content-type': PART_MEDIA_TYPE, 'upload-offset': String(offset) },
    body: Buffer.from(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string; offset?: number; complete?: boolean } };
}

async function offsetOf(id: string): Promise<number> {
  const answer = await fetch(`${url}/attachments/${id}/upload`, { headers: { authorization: 'Bearer worker' } });
  return ((await answer.json()) as { offset: number }).offset;
}

function get(id: string, who: string | null, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/attachments/${id}/content`, {
    headers: { ...(who === null ? {} : { authorization: `Bearer ${who}` }), ...headers },
  });
}

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

/** Sends the beginning of a part and cuts the line. */
function cutAfter(id: string, offset: number, part: Uint8Array, sent: number): Promise<void> {
  return new Promise((resolve) => {
    const asked = httpRequest(`${url}/attachments/${id}/upload`, {
      method: 'PATCH',
      headers: {
        authorization: 'Bearer worker',
        'content-type': PART_MEDIA_TYPE,
        'upload-offset': String(offset),
        'content-length': String(part.byteLength),
      },
    });
    asked.on('error', () => {});
    asked.on('close', () => resolve());
    asked.write(part.subarray(0, sent), () => asked.destroy());
  });
}

describe('an upload', () => {
  it('that is whole is complete for everybody who sees the event, and leaves its trace', async () => {
    const picture = aPng(3000);
    const id = await announce(picture);
    expect(await codeOf(await get(id, 'duty'))).toBe('attachment.not_there');
    const told: string[] = [];
    core.onCommitted(({ touched }) => void told.push(...touched.map((row) => `${row.entity} ${row.id}`)));
    expect(await put(id, 0, picture)).toEqual({
      status: 200,
      body: { offset: picture.byteLength, size: picture.byteLength, complete: true },
    });
    expect(told).toEqual([`attachment ${id}`]);
    const answer = await get(id, 'duty');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(picture));
    expect(traces.map(({ action, account, outcome }) => `${action} ${account.username} ${outcome}`)).toEqual([
      'attachment.read duty attachment.not_there',
      'attachment.upload worker done',
      'attachment.read duty done',
    ]);
    expect(statSync(files.pathOf(sha256(picture))).mode & 0o077).toBe(0);
    expect(readdirSync(join(dir, 'uploads'))).toEqual([]);
  });

  it.each([1, 2, 3])('cut again and again at random places goes on from what has arrived (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const picture = aPng(1_500_000, seed);
    const id = await announce(picture);
    let cuts = 0;
    for (let offset = 0; offset < picture.byteLength; ) {
      const part = picture.subarray(offset, offset + 1 + Math.floor(random() * 600_000));
      if (random() < 0.5) {
        await cutAfter(id, offset, part, Math.floor(random() * part.byteLength));
        cuts += 1;
        // The server may still be writing what came before the cut.
        await expect.poll(async () => (await put(id, 2 ** 40, new Uint8Array(1))).body.code).toBe('attachment.wrong_offset');
      } else expect((await put(id, offset, part)).status).toBe(200);
      offset = await offsetOf(id);
    }
    expect(cuts).toBeGreaterThan(0);
    const answer = await get(id, 'duty');
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(picture));
  });

  it('goes on after the server was started anew, and once more where it was stopped before the last word', async () => {
    const picture = aPng(5000);
    const id = await announce(picture);
    await put(id, 0, picture.subarray(0, 2000));
    // What a crash between keeping the content and saying so leaves behind.
    await put(id, 2000, picture.subarray(2000, 4999));
    await files.append(
      id,
      (async function* () {
        yield picture.subarray(4999);
      })(),
      1,
    );
    await files.keep(id, sha256(picture));
    expect(await offsetOf(id)).toBe(5000);
    expect((await put(id, 5000, new Uint8Array())).body.complete).toBe(true);
    expect((await get(id, 'duty')).status).toBe(200);
  });

  it('of other bytes than announced is refused and dropped, and may come again', async () => {
    const picture = aPng(2000, 1);
    const id = await announce(picture);
    const damaged = Uint8Array.from(picture);
    damaged[1500] = (damaged[1500] ?? 0) ^ 1;
    expect(await put(id, 0, damaged)).toMatchObject({ status: 422, body: { code: 'attachment.hash_mismatch' } });
    expect(await offsetOf(id)).toBe(0);
    expect(await codeOf(await get(id, 'duty'))).toBe('attachment.not_there');
    expect((await put(id, 0, picture)).body.complete).toBe(true);
  });

  it('whose name lies about what it is, is refused', async () => {
    const pdf = aPdf();
    const lying = await announce(pdf, { name: '照片.png', mediaType: 'image/png' });
    expect(await put(lying, 0, pdf)).toMatchObject({ status: 415, body: { code: 'attachment.type_mismatch' } });
    const program = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(4000)]);
    const disguised = await announce(program, { name: '说明.txt', mediaType: 'text/plain' });
    expect(await put(disguised, 0, program)).toMatchObject({ status: 415, body: { code: 'attachment.type_refused' } });
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    const text = await announce(page, { name: '说明.txt', mediaType: 'text/plain' });
    expect((await put(text, 0, page)).status).toBe(200);
    // Whoever opens it gets text, never a page.
    const answer = await get(text, 'duty');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('of Chinese text is taken in the encodings that offices write', async () => {
    const gb = Buffer.from([0xcf, 0xd6, 0xb3, 0xa1, 0xc7, 0xe9, 0xbf, 0xf6, 0x0d, 0x0a]);
    for (const bytes of [Buffer.from('现场情况\r\n'), gb]) {
      const id = await announce(bytes, { name: '情况.TXT', mediaType: 'text/plain' });
      expect((await put(id, 0, bytes)).body.complete).toBe(true);
    }
  });

  it('begins where the server is, not elsewhere, and never runs over', async () => {
    const picture = aPng(2000);
    const id = await announce(picture);
    expect(await put(id, 10, picture)).toMatchObject({ status: 409, body: { code: 'attachment.wrong_offset' } });
    expect(await put(id, 0, Buffer.concat([picture, Buffer.alloc(10)]))).toMatchObject({
      status: 413,
      body: { code: 'request.too_large' },
    });
    expect(await offsetOf(id)).toBeLessThanOrEqual(2000);
  });

  it('takes no part that is larger than a part may be', async () => {
    const big = aPng(MAX_PART_BYTES + 4000);
    const id = await announce(big);
    expect((await put(id, 0, big).catch(() => ({ status: 413 }))).status).toBe(413);
    const there = await offsetOf(id);
    expect(there).toBeLessThanOrEqual(MAX_PART_BYTES);
    expect((await put(id, there, big.subarray(there))).body.complete).toBe(true);
  });

  it('comes from whoever announced it, and from nobody else', async () => {
    const picture = aPng(2000);
    const id = await announce(picture);
    expect(await put(id, 0, picture, 'duty')).toMatchObject({ status: 403, body: { code: 'right.missing' } });
    expect(await put(id, 0, picture, 'other')).toMatchObject({ status: 404, body: { code: 'row.unknown' } });
    expect(await put(id, 0, picture, 'stranger')).toMatchObject({ status: 401, body: { code: 'auth.required' } });
    expect(await put(uuidv7(), 0, picture)).toMatchObject({ status: 404, body: { code: 'row.unknown' } });
    expect(await put('../../etc', 0, picture).catch(() => null)).not.toMatchObject({ status: 200 });
    expect(await offsetOf(id)).toBe(0);
  });

  it('onto a full disk is refused, keeps what is there, and goes on when there is room', async () => {
    const picture = aPng(4000);
    const id = await announce(picture);
    await put(id, 0, picture.subarray(0, 1000));
    freeBytes = 1000;
    expect(await put(id, 1000, picture.subarray(1000))).toMatchObject({ status: 507, body: { code: 'storage.full' } });
    freeBytes = 2 ** 40;
    expect((await put(id, 1000, picture.subarray(1000))).body.complete).toBe(true);
    // The same when the disk fills up in the middle of a part.
    const next = aPng(4000, 2);
    const second = await announce(next);
    symlinkSync('/dev/full', files.partOf(second));
    expect(await put(second, 0, next)).toMatchObject({ status: 507, body: { code: 'storage.full' } });
  });
});

describe('an announcement', () => {
  it('is refused where it is too large, of another kind than its name, or of an event that the account does not see', async () => {
    const args = { id: uuidv7(), eventId, name: 'a.png', mediaType: 'image/png', size: 10, sha256: 'a'.repeat(64) };
    expect(await mutate('worker', 'attachment.add', { ...args, size: MAX_ATTACHMENT_BYTES + 1 })).toBe('attachment.too_large');
    expect(await mutate('worker', 'attachment.add', { ...args, name: 'a.exe' })).toBe('attachment.type_mismatch');
    expect(await mutate('worker', 'attachment.add', { ...args, name: 'a\u202egnp.exe.png' })).toBe('mutation.malformed');
    expect(await mutate('worker', 'attachment.add', { ...args, name: '../a.png' })).toBe('mutation.malformed');
    expect(await mutate('other', 'attachment.add', args)).toBe('row.unknown');
    expect(await county.db.selectFrom('attachments').selectAll().execute()).toEqual([]);
  });

  it('can be taken back by whoever made it while nothing has come, and not after', async () => {
    const picture = aPng(1000);
    const [gone, stays] = [await announce(picture), await announce(picture)];
    await put(stays, 0, picture);
    expect(await mutate('duty', 'attachment.drop', { id: gone })).toBe('right.missing');
    expect(await mutate('worker', 'attachment.drop', { id: gone })).toBe('applied');
    expect(await mutate('worker', 'attachment.drop', { id: stays })).toBe('state.conflict');
    expect(await codeOf(await get(gone, 'duty'))).toBe('row.unknown');
  });
});

describe('a download', () => {
  it('is for those who see the event; to all others it does not exist', async () => {
    const picture = aPng(1000);
    const id = await announce(picture);
    await put(id, 0, picture);
    for (const [who, status, code] of [
      ['other', 404, 'row.unknown'],
      [null, 401, 'auth.required'],
      ['stranger', 401, 'auth.required'],
    ] as const) {
      const answer = await get(id, who);
      expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    }
  });

  it('gives a range, and says so where there is none such', async () => {
    const picture = aPng(1000);
    const id = await announce(picture, { name: "现场 (1) 'a'.png" });
    await put(id, 0, picture);
    for (const [range, from, to] of [
      ['bytes=10-19', 10, 20],
      ['bytes=990-', 990, 1000],
      ['bytes=-5', 995, 1000],
      ['bytes=500-99999', 500, 1000],
    ] as const) {
      const answer = await get(id, 'duty', { range });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/1000`);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(picture.subarray(from, to)));
    }
    const beyond = await get(id, 'duty', { range: 'bytes=1000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
    const whole = await get(id, 'duty');
    expect(whole.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%20%281%29%20%27a%27.png");
  });
});

describe('what nobody names any more', () => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const sweep = (now: number) => new AttachmentService({ db: county.db, files, change: (work) => core.change(work) }).sweep(now);

  it('is removed after a day; what a row names stays for good, also while its own upload has only begun', async () => {
    const kept = aPng(900, 1);
    await put(await announce(kept), 0, kept);
    const awaited = aPng(900, 2);
    await announce(awaited);
    const stray = aPng(900, 3);
    for (const bytes of [awaited, stray]) {
      mkdirSync(join(files.pathOf(sha256(bytes)), '..'), { recursive: true });
      writeFileSync(files.pathOf(sha256(bytes)), bytes);
    }
    const there = () => [kept, awaited, stray].map((bytes) => existsSync(files.pathOf(sha256(bytes))));
    expect(await sweep(Date.now() + DAY_MS / 2)).toBe(0);
    expect(there()).toEqual([true, true, true]);
    expect(await sweep(Date.now() + 2 * DAY_MS)).toBe(1);
    expect(there()).toEqual([true, true, false]);
    expect(await sweep(Date.now() + 9999 * DAY_MS)).toBe(0);
    expect(there()).toEqual([true, true, false]);
  });

  it('of an upload is removed when nothing has come for 14 days: it begins again, and its row stays', async () => {
    const picture = aPng(900);
    const id = await announce(picture);
    await put(id, 0, picture.subarray(0, 400));
    await sweep(Date.now() + 13 * DAY_MS);
    expect(await offsetOf(id)).toBe(400);
    await sweep(Date.now() + 15 * DAY_MS);
    expect(await offsetOf(id)).toBe(0);
    expect((await put(id, 0, picture)).body).toMatchObject({ complete: true });
  });
});

it('whoever may report but not add notes adds files to what they have reported, and to nothing else', async () => {
  const own = uuidv7();
  expect(await mutate('clerk', 'event.report', { ...reportArgs(), id: own })).toBe('applied');
  const file = { name: '现场.png', mediaType: 'image/png', size: 900, sha256: sha256(aPng(900)) };
  expect(await mutate('clerk', 'attachment.add', { id: uuidv7(), ownerEntity: 'event', ownerId: own, ...file })).toBe('applied');
  expect(await mutate('clerk', 'attachment.add', { id: uuidv7(), ownerEntity: 'event', ownerId: eventId, ...file })).toBe('right.missing');
  expect(await mutate('clerk', 'event.note', { id: own, noteId: uuidv7(), text: '补充' })).toBe('right.missing');
});
