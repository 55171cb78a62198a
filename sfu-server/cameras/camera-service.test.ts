import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PacketTap, silentLog, startTestEngine } from '../media/fixture.ts';
import { ManualClock } from '../media/manual-clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { PeerRegistry } from '../media/peer-registry.ts';
import { accountPage, ORGANISATIONS, testAccount } from '../security/fixture.ts';
import { pageKey } from '../security/identity.ts';
import { type CameraOutlet, CameraService, LINGER_MS } from './camera-service.ts';
import { RtspCameras } from './fixture/rtsp-cameras.ts';
import { NAL } from './h264/nal.ts';
import { nalsOf } from './h264/payload.ts';

/** Nothing listens there. */
const DOWN = 'rtsp://127.0.0.1:9/down';

let engine: MediaEngine;
let rtsp: RtspCameras;
let clock: ManualClock;
let cameras: CameraService;
let peers: PeerRegistry;
const sources = new Map<string, { url: string | null; path: string }>();

const register = (url: string | null, path: string = ORGANISATIONS.village.path): string => {
  const id = randomUUID();
  sources.set(id, { url, path });
  return id;
};

const find = async (id: string) => {
  const source = sources.get(id);
  if (source === undefined) return null;
  const camera = { id, orgId: ORGANISATIONS.village.id, gridId: null, name: '村口', code: '1', kind: 'fixed' as const };
  return {
    camera: { ...camera, position: { lat: 32, lng: 112 }, keyPoint: false, hasSource: source.url !== null },
    path: source.path,
    sourceUrl: source.url,
  };
};

beforeAll(async () => {
  [engine, rtsp] = await Promise.all([startTestEngine(2), RtspCameras.start()]);
});
afterAll(async () => {
  engine.close();
  await rtsp.kill();
});
beforeEach(() => {
  clock = new ManualClock();
  peers = new PeerRegistry();
  cameras = new CameraService({ engine, peers, sources: { find }, log: silentLog, clock });
});
afterEach(() => cameras.close());

const duty = () => accountPage(testAccount('duty', 'county'));
const isLive = (state: { state: string }) => state.state === 'live';

/** The stream of a camera that is live, as a room gets it. */
function outletOf(cameraId: string): Promise<CameraOutlet> {
  return new Promise((resolve) => {
    const release = cameras.hold(cameraId, (outlet) => {
      if (outlet === null) return;
      queueMicrotask(() => release());
      resolve(outlet);
    });
  });
}

/** What leaves the SFU of a camera that is live. */
async function tapOf(cameraId: string): Promise<PacketTap> {
  const { router, producer } = await outletOf(cameraId);
  return PacketTap.open(router, producer.id);
}

const hasKeyFrame = (packets: readonly { payload: Buffer }[]) =>
  packets.some(({ payload }) => nalsOf(payload).some(({ type }) => type === NAL.idr));

describe('a camera that somebody watches', () => {
  it('is connecting at first and live with its first key frame', async () => {
    const page = duty();
    const id = register(rtsp.url('baseline'));
    expect(await cameras.watch(id, page)).toEqual({ state: 'connecting', cameraId: id, attempt: 1 });
    const live = await page.hears('camera.state', isLive);
    expect(live).toMatchObject({ cameraId: id, state: 'live' });
    const tap = await tapOf(id);
    await tap.until(hasKeyFrame);
    tap.close();
  });

  it('is fetched once for two pages and let go some time after the second has left', async () => {
    const [one, two] = [duty(), duty()];
    const id = register(rtsp.url('main'));
    await cameras.watch(id, one);
    await cameras.watch(id, two);
    const [a, b] = await Promise.all([one.hears('camera.state', isLive), two.hears('camera.state', isLive)]);
    expect(a).toEqual(b);
    expect(cameras.ingested).toBe(1);
    cameras.unwatch(id, one);
    cameras.pageClosed(`${two.sessionId}/${two.page}`);
    clock.advance(LINGER_MS - 1);
    expect(cameras.ingested).toBe(1);
    clock.advance(1);
    expect(cameras.ingested).toBe(0);
  });

  it('stays when somebody comes back before it is let go', async () => {
    const page = duty();
    const id = register(rtsp.url('baseline'));
    await cameras.watch(id, page);
    const live = await page.hears('camera.state', isLive);
    cameras.unwatch(id, page);
    clock.advance(LINGER_MS / 2);
    expect(await cameras.watch(id, page)).toEqual(live);
    clock.advance(LINGER_MS * 2);
    expect(cameras.ingested).toBe(1);
  });

  it('keeps its producer and an unbroken numbering when it is killed and comes back', async () => {
    const page = duty();
    const own = await RtspCameras.start();
    const id = register(own.url('baseline'));
    await cameras.watch(id, page);
    const before = await page.hears('camera.state', isLive);
    const tap = await tapOf(id);
    await tap.until(hasKeyFrame);

    await own.kill();
    const failed = await page.hears('camera.state', ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ reason: { code: 'camera.unreachable' }, attempt: 1, retryAt: clock.now() + 1000 });

    const again = await RtspCameras.start({ port: own.port });
    page.clear();
    const seen = tap.packets.length;
    clock.advance(1000);
    expect(await page.hears('camera.state', isLive)).toEqual(before);
    await tap.until((packets) => hasKeyFrame(packets.slice(seen)));
    const steps = tap.packets.slice(1).map(({ sequence }, index) => (sequence - (tap.packets[index]?.sequence ?? 0)) & 0xffff);
    expect(new Set(steps)).toEqual(new Set([1]));
    tap.close();
    await again.kill();
  }, 30_000);

  it('says why it is down, when it is tried again, and waits longer and longer', async () => {
    const page = duty();
    const id = register(DOWN);
    await cameras.watch(id, page);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const state = await page.hears('camera.state', (one) => one.state === 'failed' && one.attempt === attempt);
      if (state.state !== 'failed' || state.retryAt === null) throw new Error('It is not tried again.');
      expect(state.reason.code).toBe('camera.unreachable');
      pauses.push(state.retryAt - clock.now());
      clock.advance(state.retryAt - clock.now());
    }
    expect(pauses).toEqual([1000, 1000, 1000, 1000, 1000, 5000]);
  });

  it('is tried at once when asked', async () => {
    const page = duty();
    const id = register(DOWN);
    await cameras.watch(id, page);
    await page.hears('camera.state', ({ state }) => state === 'failed');
    cameras.retry(id, page);
    expect(await page.hears('camera.state', (one) => one.state === 'failed' && one.attempt === 2)).toBeDefined();
  });

  it('is stalled when it holds the line and sends nothing', async () => {
    const page = duty();
    const own = await RtspCameras.start();
    const id = register(own.url('baseline'));
    await cameras.watch(id, page);
    await page.hears('camera.state', isLive);
    own.freeze();
    const failed = await page.hears('camera.state', ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ reason: { code: 'camera.stalled' } });
    await own.kill();
  }, 20_000);
});

describe('what a page receives', () => {
  async function receiving(page: ReturnType<typeof duty>) {
    const { id } = await cameras.transport(page);
    const consume = (producerId: string) => {
      const peer = peers.find(pageKey(page), 'transport', id);
      return peer.consume(id, [producerId], { ...engine.rtpCapabilities });
    };
    return { id, consume };
  }

  it('are the cameras that it watches, on whichever worker, and no others', async () => {
    const [one, two] = [duty(), duty()];
    const cameraId = register(rtsp.url('baseline'));
    await cameras.watch(cameraId, one);
    const live = await one.hears('camera.state', isLive);
    if (live.state !== 'live') throw new Error('It is not live.');
    // One page a worker, whichever the camera is on.
    for (const page of [one, one, one])
      expect(await (await receiving(page)).consume(live.producerId)).toMatchObject([{ producerId: live.producerId }]);
    await cameras.watch(register(rtsp.url('main')), two);
    await two.hears('camera.state', isLive);
    expect(await (await receiving(two)).consume(live.producerId)).toEqual([null]);
    cameras.unwatch(cameraId, one);
    expect(await (await receiving(one)).consume(live.producerId)).toEqual([null]);
  });

  it('ends when it no longer watches, and its transport is its own only', async () => {
    const [one, two] = [duty(), duty()];
    const cameraId = register(rtsp.url('baseline'));
    await cameras.watch(cameraId, one);
    const live = await one.hears('camera.state', isLive);
    if (live.state !== 'live') throw new Error('It is not live.');
    const { id, consume } = await receiving(one);
    const [offer] = await consume(live.producerId);
    expect(() => peers.find(pageKey(two), 'transport', id)).toThrow(expect.objectContaining({ code: 'media.unknown_transport' }));
    cameras.unwatch(cameraId, one);
    expect(await one.hears('media.consumerClosed')).toEqual({ consumerId: offer?.id });
    await cameras.transport(one);
    expect(() => peers.find(pageKey(one), 'transport', id)).toThrow(expect.objectContaining({ code: 'media.unknown_transport' }));
  });

  it('flows to every router, several of one worker among them', async () => {
    const page = duty();
    const cameraId = register(rtsp.url('baseline'));
    await cameras.watch(cameraId, page);
    await page.hears('camera.state', isLive);
    const outlet = await outletOf(cameraId);
    const routers: types.Router[] = [];
    for (let made = 0; made < 4; made += 1) routers.push(await engine.createRouter());
    for (const router of routers) {
      const here = await engine.pipe(outlet.producer, outlet.router, router);
      const tap = await PacketTap.open(router, here.id);
      await tap.until(hasKeyFrame);
    }
    for (const router of routers) router.close();
  });

  it('comes back under a new id when the worker dies', async () => {
    const page = duty();
    const cameraId = register(rtsp.url('baseline'));
    await cameras.watch(cameraId, page);
    const before = await page.hears('camera.state', isLive);
    page.clear();
    for (const pid of engine.workerPids) process.kill(pid, 'SIGKILL');
    await page.hears('camera.state', ({ state }) => state === 'connecting');
    const after = await page.hears('camera.state', isLive);
    expect(after).not.toEqual(before);
    const tap = await tapOf(cameraId);
    await tap.until(hasKeyFrame);
    tap.close();
  });
});

describe('what a camera sends', () => {
  it('fits the way to a browser, with parameter sets before every key frame, however large its own packets are', async () => {
    const page = duty();
    const id = register(rtsp.url('large-packets'));
    await cameras.watch(id, page);
    await page.hears('camera.state', isLive);
    const tap = await tapOf(id);
    const keys = () => tap.packets.flatMap((packet, index) => (hasKeyFrame([packet]) ? [index] : []));
    await tap.until(() => keys().length >= 2);
    expect(Math.max(...tap.packets.map(({ payload }) => payload.length))).toBeLessThanOrEqual(1200);
    for (const key of keys()) {
      const picture = tap.packets.filter(({ timestamp }) => timestamp === tap.packets[key]?.timestamp);
      const types = picture.flatMap(({ payload }) => nalsOf(payload).map(({ type }) => type));
      expect(types.indexOf(NAL.sps)).toBeGreaterThanOrEqual(0);
      expect(types.indexOf(NAL.pps)).toBeGreaterThan(types.indexOf(NAL.sps));
      expect(types.indexOf(NAL.idr)).toBeGreaterThan(types.indexOf(NAL.pps));
    }
    tap.close();
  });

  it.each([
    ['jpeg', 'camera.unsupported_codec', 'MJPEG'],
    ['audio-only', 'camera.no_stream', 'no picture'],
    ['nowhere', 'camera.no_stream', 'no stream'],
  ])('of %s is refused as %s with the reason', async (mount, code, words) => {
    const page = duty();
    await cameras.watch(register(rtsp.url(mount)), page);
    const failed = await page.hears('camera.state', ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ reason: { code } });
    expect(JSON.stringify(failed)).toContain(words);
  });

  it.each(['main', 'high', 'b-pictures'])('as %s is live too', async (mount) => {
    const page = duty();
    await cameras.watch(register(rtsp.url(mount)), page);
    await page.hears('camera.state', isLive);
  });
});

describe('a camera behind a password', () => {
  it.each(['basic', 'digest'] as const)('is seen by %s with the right one, and not hammered with a wrong one', async (auth) => {
    const locked = await RtspCameras.start({ auth });
    const page = duty();
    await cameras.watch(register(locked.url('baseline', 'camera:p%40ss%3Aword@')), page);
    await page.hears('camera.state', isLive);

    await cameras.watch(register(locked.url('baseline', 'camera:wrong@')), page);
    const failed = await page.hears('camera.state', ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ reason: { code: 'camera.unauthorized' }, retryAt: clock.now() + 60_000 });
    await cameras.watch(register(locked.url('baseline')), page);
    await locked.kill();
  });
});

describe('rights', () => {
  it('end at the branch, and an unknown camera is unknown', async () => {
    const id = register(rtsp.url('baseline'));
    const neighbour = accountPage(testAccount('operator', 'otherTownship'));
    await expect(cameras.watch(id, neighbour)).rejects.toMatchObject({ code: 'right.missing' });
    await expect(cameras.watch(randomUUID(), duty())).rejects.toMatchObject({ code: 'camera.unknown' });
    expect(cameras.ingested).toBe(0);
  });

  it('let nobody retry what they do not watch', async () => {
    const id = register(DOWN);
    await cameras.watch(id, duty());
    expect(() => cameras.retry(id, duty())).toThrow(expect.objectContaining({ code: 'camera.unknown' }));
  });

  it('say of a camera without an address that it has none, and do not try', async () => {
    const state = await cameras.watch(register(null), duty());
    expect(state).toMatchObject({ state: 'failed', reason: { code: 'camera.no_source' }, retryAt: null });
    expect(cameras.ingested).toBe(0);
  });
});
