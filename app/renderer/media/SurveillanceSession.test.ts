import type { Transport } from 'mediasoup-client/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SurveillanceSession } from './SurveillanceSession.ts';
import { FakeServer, setPath, transportOffer, watchedDevice } from './testing/fake-server.ts';

const CAMERA = '01930000-0000-7000-8000-0000000000c1';
const OTHER = '01930000-0000-7000-8000-0000000000c2';

let server: FakeServer;
let transports: Transport[];
let session: SurveillanceSession;
let producerId: string;

const settle = () => vi.advanceTimersByTimeAsync(0);
const view = (cameraId = CAMERA) => session.store.getState().get(cameraId);

beforeEach(async () => {
  vi.useFakeTimers();
  server = new FakeServer();
  producerId = crypto.randomUUID();
  const watched = await watchedDevice();
  transports = watched.transports;
  server.answers.set('camera.transport', () => ({ transport: transportOffer() }));
  server.answers.set('camera.watch', ({ cameraId }) => ({
    state: { state: 'live', cameraId, producerId: cameraId === CAMERA ? producerId : OTHER },
  }));
  server.answers.set('camera.unwatch', () => ({}));
  server.answers.set('camera.retry', () => ({}));
  session = new SurveillanceSession({ bridge: server, device: async () => watched.device });
});

afterEach(() => {
  session[Symbol.dispose]();
  vi.useRealTimers();
});

describe('watching cameras', () => {
  test('needs one transport for all of them, made ahead', async () => {
    session.prepare();
    await settle();
    session.watch(CAMERA);
    session.watch(OTHER);
    await settle();
    expect(server.count('camera.transport')).toBe(1);
    expect(view()?.state).toBe('live');
    expect(view(OTHER)?.state).toBe('live');
  });

  test('asks once however many cells show a camera, and lets go a moment after the last', async () => {
    const first = session.watch(CAMERA);
    const second = session.watch(CAMERA);
    await settle();
    expect(server.count('camera.watch')).toBe(1);
    expect(server.count('media.consume')).toBe(1);
    first();
    first();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.count('camera.unwatch')).toBe(0);
    second();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.count('camera.unwatch')).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.count('camera.unwatch')).toBe(1);
    expect(view()).toBeUndefined();
  });

  test('keeps the picture of a camera that is moved to another cell', async () => {
    const before = session.watch(CAMERA);
    await settle();
    before();
    session.watch(CAMERA);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.count('camera.watch')).toBe(1);
    expect(view()?.state).toBe('live');
  });

  test('takes the new stream of a camera that was set up differently', async () => {
    session.watch(CAMERA);
    await settle();
    const next = crypto.randomUUID();
    server.tell('camera.state', { state: 'live', cameraId: CAMERA, producerId: next });
    await settle();
    expect(server.last('media.consume')).toMatchObject({ producerIds: [next] });
    expect(server.count('media.closeConsumer')).toBe(1);
    expect(view()?.state).toBe('live');
  });

  test('says why a camera is down and when it is tried again, and tries it now when asked', async () => {
    const reason = { code: 'camera.unreachable' as const, message: 'The camera refuses the connection.' };
    server.answers.set('camera.watch', ({ cameraId }) => ({ state: { state: 'failed', cameraId, reason, attempt: 3, retryAt: 5_000 } }));
    session.watch(CAMERA);
    await settle();
    expect(view()).toMatchObject({ state: 'failed', reason, attempt: 3, retryAt: 5_000 });
    session.retry(CAMERA);
    expect(server.last('camera.retry')).toEqual({ cameraId: CAMERA });
  });

  test('asks for everything anew when the line is back', async () => {
    session.watch(CAMERA);
    await settle();
    server.setLine('offline');
    server.setLine('online');
    await settle();
    expect(server.count('camera.transport')).toBe(2);
    expect(server.count('camera.watch')).toBe(2);
    expect(server.count('media.consume')).toBe(2);
    expect(transports[0]?.closed).toBe(true);
    expect(view()?.state).toBe('live');
  });

  test('makes a new transport where the old one stays lost', async () => {
    session.watch(CAMERA);
    await settle();
    setPath(transports[0], 'failed');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.count('media.restartIce')).toBe(3);
    expect(server.count('camera.transport')).toBe(2);
    expect(view()?.state).toBe('live');
  });

  test('pauses a camera of which no picture is on screen', async () => {
    const [left, right] = [{}, {}];
    session.watch(CAMERA);
    await settle();
    session.seen(CAMERA, left, true);
    session.seen(CAMERA, right, false);
    expect(server.count('media.pauseConsumer')).toBe(0);
    session.seen(CAMERA, left, false);
    expect(server.count('media.pauseConsumer')).toBe(1);
    session.seen(CAMERA, right, true);
    expect(server.count('media.resumeConsumer')).toBe(2);
  });
});
