import fastify, { type FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../media/fixture.ts';
import { Refusal } from '../protocol/errors.ts';
import { recordingPath } from '../protocol/recording.ts';
import type { Account } from '../protocol/session.ts';
import type { RecordingService } from '../recording/recording-service.ts';
import { RecordingWorld } from '../recording/service-fixture.ts';
import { TICKET_MS } from '../recording/tickets.ts';
import { type RecordingTrace, serveRecordings } from './recordings.ts';

const CONTENT = '0123456789';
const TRACK = '1-000-microphone-1.webm';

let world: RecordingWorld;
let service: RecordingService;
let app: FastifyInstance;
let url: string;
let traces: RecordingTrace[];
let admit: () => void;
let account: Account;
let id: string;
let ticket: string;

beforeEach(async () => {
  world = await RecordingWorld.open();
  service = await world.start();
  traces = [];
  admit = () => {};
  app = fastify();
  serveRecordings(app, { recordings: service, traced: async (trace) => void traces.push(trace), admit: () => admit(), log: silentLog });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  account = await world.account('mediator', 'first');
  id = await world.kept(CONTENT);
  ({ ticket } = await service.open(id, account, 'sign-in'));
});
afterEach(async () => {
  await app.close();
  await world.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
const refusal = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('the contents of a recording', () => {
  it('come whole, or in the pieces that a player asks for', async () => {
    const whole = await get(recordingPath.composed(id, ticket));
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(await whole.text()).toBe(CONTENT);
    const piece = await get(recordingPath.composed(id, ticket), { range: 'bytes=2-4' });
    expect(piece.status).toBe(206);
    expect(piece.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(await piece.text()).toBe('234');
    expect(await (await get(recordingPath.composed(id, ticket), { range: 'bytes=-3' })).text()).toBe('789');
  });

  it('are refused behind their end, with their size', async () => {
    const answer = await get(recordingPath.composed(id, ticket), { range: 'bytes=10-' });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10');
  });

  it('are the tracks, too, but only those that the recording names', async () => {
    expect(await (await get(recordingPath.track(id, TRACK, ticket))).text()).toBe(CONTENT);
    for (const name of ['../composed.mp4', '..%2Fcomposed.mp4', 'clips.json', 'nothing.webm']) {
      expect(await refusal(await get(recordingPath.track(id, name, ticket)))).toEqual([404, 'recording.unknown']);
    }
  });

  it('leave a trace of each look and of each download, but not of each piece', async () => {
    await (await get(recordingPath.composed(id, ticket), { range: 'bytes=0-' })).text();
    await (await get(recordingPath.composed(id, ticket), { range: 'bytes=5-' })).text();
    await (await get(`${recordingPath.track(id, TRACK, ticket)}&download`)).text();
    expect(traces).toEqual([
      expect.objectContaining({ account, recordingId: id, track: null, download: false }),
      expect.objectContaining({ account, recordingId: id, track: TRACK, download: true }),
    ]);
  });

  it('do not go out while no trace can be left', async () => {
    admit = () => {
      throw new Refusal('server.busy', 'The trail is full.');
    };
    expect(await refusal(await get(recordingPath.composed(id, ticket)))).toEqual([503, 'server.busy']);
    expect(traces).toEqual([]);
  });
});

describe('a ticket', () => {
  const opens = async (at = id, by = ticket) => (await get(recordingPath.composed(at, by))).status;

  it('is needed, and cannot be guessed', async () => {
    expect(await refusal(await get(`/recordings/${id}/composed`))).toEqual([403, 'recording.ticket']);
    expect(await opens(id, 'x'.repeat(43))).toBe(403);
    expect(await opens(id, 'x'.repeat(5000))).toBe(403);
  });

  it('is for one recording', async () => {
    expect(await opens(await world.kept(CONTENT))).toBe(403);
    expect(await opens(uuidv7())).toBe(403);
    expect((await get(`/recordings/no-id/composed?ticket=${ticket}`)).status).toBe(404);
  });

  it('runs out', async () => {
    world.clock.advance(TICKET_MS - 1);
    expect(await opens()).toBe(200);
    world.clock.advance(1);
    expect(await opens()).toBe(403);
  });

  it('ends with the sign-in that it was given to, and not with another one', async () => {
    service.signedOut({ signInId: 'another sign-in' });
    expect(await opens()).toBe(200);
    service.signedOut({ signInId: 'sign-in' });
    expect(await opens()).toBe(403);
  });

  it('ends with its account', async () => {
    service.signedOut({ accountId: account.id });
    expect(await opens()).toBe(403);
  });

  it('ends with its recording', async () => {
    await service.delete(id, await world.account('admin', 'county'));
    expect(await opens()).toBe(403);
  });
});
