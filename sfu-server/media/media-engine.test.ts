import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { silentLog, startTestEngine } from './fixture.ts';
import { MediaEngine } from './media-engine.ts';

let engine: MediaEngine;
afterEach(() => engine.close());

it('spreads rooms over its workers and counts what lives in them', async () => {
  engine = await startTestEngine(2);
  const [one, two] = [await engine.createRouter(), await engine.createRouter()];
  expect(new Set([one.appData.workerIndex, two.appData.workerIndex]).size).toBe(2);
  await engine.createWebRtcTransport(one);
  // Each worker has a router for cameras besides.
  expect(engine.counters).toEqual({ workers: 2, routers: 4, transports: 1, producers: 0, consumers: 0 });
  one.close();
  expect(engine.counters).toMatchObject({ routers: 3, transports: 0 });
});

it('offers UDP and TCP on the port of the worker, on the announced address', async () => {
  const free = await startTestEngine();
  const transport = await free.createWebRtcTransport(await free.createRouter());
  const { port: rtcPort = 0 } = transport.iceCandidates.find(({ protocol }) => protocol === 'udp') ?? {};
  free.close();
  const address = { listenAddress: '127.0.0.1', announcedAddress: '192.0.2.7' };
  engine = await MediaEngine.start({ workers: 1, rtcPort, ...address, log: silentLog });
  const { iceCandidates } = await engine.createWebRtcTransport(await engine.createRouter());
  expect(iceCandidates.map(({ protocol, address: told, port }) => [protocol, told, port])).toEqual([
    ['udp', '192.0.2.7', rtcPort],
    ['tcp', '192.0.2.7', rtcPort],
  ]);
});

it('speaks VP8 before H.264, so that browsers send what they can send in layers', async () => {
  engine = await startTestEngine();
  const video = engine.rtpCapabilities.codecs?.filter(({ kind, mimeType }) => kind === 'video' && mimeType !== 'video/rtx') ?? [];
  expect(video[0]?.mimeType).toBe('video/VP8');
  expect(video.slice(1).map(({ parameters }) => parameters?.['profile-level-id'])).toEqual(['42e01f', '42001f', '4d001f']);
});

it('starts a worker again that died, and whoever comes meanwhile waits for it', async () => {
  engine = await startTestEngine();
  const router = await engine.createRouter();
  const died = new Promise<number>((resolve) => engine.onWorkerDied(resolve));
  const lost = once(router, 'workerclose');
  const [pid] = engine.workerPids;
  if (pid === undefined) throw new Error('There is no worker.');
  process.kill(pid, 'SIGKILL');
  await lost;
  const next = engine.createRouter();
  expect(await died).toBe(0);
  expect((await next).closed).toBe(false);
  expect(engine.workerPids).not.toContain(pid);
  expect(engine.counters).toMatchObject({ workers: 1, routers: 2 });
});

it('leaves the end of the server to the server: mediasoup hears no signals', async () => {
  const count = () => [process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')];
  const before = count();
  engine = await startTestEngine();
  expect(count()).toEqual(before);
});

it('refuses work when it is closed', async () => {
  engine = await startTestEngine();
  engine.close();
  await expect(engine.createRouter()).rejects.toMatchObject({ code: 'media.unavailable' });
});
