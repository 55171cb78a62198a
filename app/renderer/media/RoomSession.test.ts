import type { Transport } from 'mediasoup-client/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { DeviceUnavailable } from './device-problem.ts';
import { RoomSession } from './RoomSession.ts';
import type { RoomSessionOptions } from './room-session-options.ts';
import type { KeptSeat } from './seat-keep.ts';
import {
  FakeServer,
  joinedAgain,
  joinedAnew,
  OTHER_ID,
  producerOf,
  ROOM_ID,
  SEAT,
  SELF_ID,
  setPath,
  watchedDevice,
} from './testing/fake-server.ts';
import { FakeTrack } from './testing/fake-track.ts';

let server: FakeServer;
let transports: Transport[];
let session: RoomSession;
let kept: KeptSeat | null;
let tracks: { microphone: FakeTrack[]; camera: FakeTrack[]; screen: FakeTrack[] };
let heard: ReadonlyMap<string, MediaStreamTrack>;

async function seat(options: Partial<RoomSessionOptions> = {}): Promise<RoomSession> {
  const watched = await watchedDevice();
  transports = watched.transports;
  const make = (source: keyof typeof tracks, kind: 'audio' | 'video') => {
    const track = new FakeTrack(kind);
    tracks[source].push(track);
    return track.asTrack;
  };
  session = new RoomSession({
    bridge: server,
    roomId: ROOM_ID,
    title: '…',
    accountId: null,
    device: async () => watched.device,
    capture: {
      microphone: async () => make('microphone', 'audio'),
      camera: async () => make('camera', 'video'),
      screen: async () => ({ video: make('screen', 'video'), audio: null }),
    },
    sound: () => ({ play: (now) => (heard = now), setDevice: () => {}, unblock: () => {}, [Symbol.dispose]() {} }),
    keep: { load: () => kept, save: (next) => (kept = next) },
    microphone: true,
    camera: true,
    random: () => 0.5,
    ...options,
  });
  return session;
}

const view = () => session.store.getState();
/** Lets everything happen that waits for nothing but promises. */
const settle = () => vi.advanceTimersByTimeAsync(0);
/** The producers that the server knows of us, as its snapshot would name them. */
function ownProducers(paused: { microphone: boolean; camera: boolean }) {
  return (['microphone', 'camera'] as const).map((source) => ({ ...producerOf(SELF_ID, source, paused[source]), id: ids[source] ?? '' }));
}
let ids: { microphone?: string; camera?: string };

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  kept = null;
  tracks = { microphone: [], camera: [], screen: [] };
  heard = new Map();
  ids = {};
  server.answers.set('room.join', () => joinedAnew());
  server.answers.set('media.produce', ({ source }) => {
    const producerId = crypto.randomUUID();
    ids = { ...ids, [String(source)]: producerId };
    return { producerId };
  });
});

afterEach(() => {
  session[Symbol.dispose]();
  vi.useRealTimers();
});

describe('taking a seat', () => {
  test('joins, sends microphone and camera, and receives all that is there in one request', async () => {
    const camera = producerOf(OTHER_ID, 'camera');
    const screen = producerOf(OTHER_ID, 'screen');
    server.answers.set('room.join', () => joinedAnew([camera, screen]));
    (await seat()).join();
    await settle();
    expect(view()).toMatchObject({ phase: 'joined', connection: 'connected', selfId: SELF_ID, title: '土地承包边界纠纷' });
    expect(server.asked.filter(({ type }) => type === 'media.produce').map(({ data }) => data.source)).toEqual(['microphone', 'camera']);
    expect(server.count('media.consume')).toBe(1);
    expect([...view().received.keys()]).toEqual([camera.id, screen.id]);
    for (const { id } of [camera, screen]) session.viewing.view(id).set({ spatialLayer: 2, priority: 1 });
    expect(server.count('media.resumeConsumer')).toBe(2);
  });

  test('asks for the devices and for the seat at the same time', async () => {
    let opened = false;
    const started = await seat({
      capture: {
        microphone: () => new Promise(() => {}),
        camera: () => {
          opened = true;
          return new Promise(() => {});
        },
        screen: () => new Promise(() => {}),
      },
    });
    started.join();
    await settle();
    expect(opened).toBe(true);
    expect(view().phase).toBe('joined');
  });

  test('goes in as a viewer, with the reason, where there are no devices', async () => {
    const none = async () => {
      throw new DeviceUnavailable('missing');
    };
    (await seat({ capture: { microphone: none, camera: none, screen: none } })).join();
    await settle();
    expect(view()).toMatchObject({
      phase: 'joined',
      microphone: { state: 'off', problem: 'missing' },
      camera: { state: 'off', problem: 'missing' },
    });
    expect(server.count('media.produce')).toBe(0);
  });

  test('a guest waits in the lobby unseen and comes in when let in', async () => {
    server.answers.set('room.join', () => ({ state: 'waiting', seat: SEAT, roomTitle: '调解' }));
    (await seat()).join();
    await settle();
    expect(view().phase).toBe('waiting');
    expect(server.count('media.produce')).toBe(0);
    server.answers.set('room.join', () => joinedAnew());
    server.tell('room.admitted', { roomId: ROOM_ID });
    await settle();
    expect(server.last('room.join')).toMatchObject({ seat: SEAT });
    expect(view().phase).toBe('joined');
    expect(server.count('media.produce')).toBe(2);
  });

  test('says why the room cannot be entered', async () => {
    server.answers.set('room.join', () => {
      throw new Refusal('room.ended', 'This room has ended.');
    });
    (await seat()).join();
    await settle();
    expect(view()).toMatchObject({ phase: 'ended', end: { reason: 'refused', refusal: { code: 'room.ended' } } });
    expect(tracks.camera.every(({ readyState }) => readyState === 'ended')).toBe(true);
  });

  test('does not lose what is told while the answer is under way', async () => {
    const late = producerOf(OTHER_ID, 'camera');
    server.answers.set('room.join', () => {
      server.tell('room.producer', { roomId: ROOM_ID, producer: late });
      return joinedAnew();
    });
    (await seat()).join();
    await settle();
    expect([...view().received.keys()]).toEqual([late.id]);
  });
});

describe('muting', () => {
  test('silences the track at once, before the server has answered', async () => {
    (await seat()).join();
    await settle();
    server.answers.set('media.pauseProducer', () => new Promise(() => {}));
    void session.microphone.turn(false);
    expect(tracks.microphone[0]?.enabled).toBe(false);
    expect(view().microphone.state).toBe('off');
  });

  test('lets the camera device go when the camera is turned off, and opens it again', async () => {
    (await seat()).join();
    await settle();
    void session.camera.turn(false);
    await settle();
    expect(tracks.camera[0]?.readyState).toBe('ended');
    expect(server.last('media.pauseProducer')).toEqual({ producerId: ids.camera });
    void session.camera.turn(true);
    await settle();
    expect(tracks.camera).toHaveLength(2);
    expect(server.last('media.resumeProducer')).toEqual({ producerId: ids.camera });
    expect(view().camera.state).toBe('on');
  });

  test('follows the host, and one may unmute again', async () => {
    (await seat()).join();
    await settle();
    server.tell('room.muted', { roomId: ROOM_ID, producerId: ids.microphone ?? '', source: 'microphone' });
    await settle();
    expect(view()).toMatchObject({ mutedByHost: true, microphone: { state: 'off' } });
    expect(tracks.microphone[0]?.enabled).toBe(false);
    void session.microphone.turn(true);
    await settle();
    expect(view()).toMatchObject({ mutedByHost: false, microphone: { state: 'on' } });
  });

  test('a screen whose sharing is ended in the browser is taken off the table', async () => {
    (await seat()).join();
    await settle();
    await session.shareScreen(true);
    expect(view().screen.state).toBe('on');
    tracks.screen[0]?.end();
    await settle();
    expect(view().screen.state).toBe('off');
    expect(server.count('media.closeProducer')).toBe(1);
  });
});

describe('a lost line', () => {
  test('keeps the seat and its transports, and is connected again without asking for media anew', async () => {
    (await seat()).join();
    await settle();
    server.setLine('offline');
    expect(view()).toMatchObject({ phase: 'joined', connection: 'reconnecting' });
    server.answers.set('room.join', () => joinedAgain(ownProducers({ microphone: false, camera: false })));
    server.setLine('online');
    await settle();
    expect(server.last('room.join')).toMatchObject({ seat: SEAT, freshTransports: false });
    expect(view()).toMatchObject({ connection: 'connected', microphone: { state: 'on' }, camera: { state: 'on' } });
    expect(server.count('media.produce')).toBe(2);
    expect(transports).toHaveLength(2);
  });

  test('tells the server about a mute that it missed', async () => {
    (await seat()).join();
    await settle();
    server.setLine('offline');
    void session.microphone.turn(false);
    await settle();
    server.answers.set('room.join', () => joinedAgain(ownProducers({ microphone: false, camera: false })));
    server.setLine('online');
    await settle();
    expect(server.last('media.pauseProducer')).toEqual({ producerId: ids.microphone });
    expect(view().microphone.state).toBe('off');
  });

  test('comes back muted where the host muted us meanwhile', async () => {
    (await seat()).join();
    await settle();
    server.setLine('offline');
    server.answers.set('room.join', () => joinedAgain(ownProducers({ microphone: true, camera: false })));
    server.setLine('online');
    await settle();
    expect(view().microphone.state).toBe('off');
    expect(tracks.microphone[0]?.enabled).toBe(false);
    expect(server.count('media.resumeProducer')).toBe(0);
  });

  test('builds everything anew where the seat was given up, and sends nothing that was off', async () => {
    (await seat()).join();
    await settle();
    await session.microphone.turn(false);
    server.setLine('offline');
    server.setLine('online');
    await settle();
    expect(view()).toMatchObject({ phase: 'joined', connection: 'connected', microphone: { state: 'off' }, camera: { state: 'on' } });
    expect(transports).toHaveLength(4);
    const sources = server.asked.filter(({ type }) => type === 'media.produce').map(({ data }) => data.source);
    expect(sources).toEqual(['microphone', 'camera', 'camera']);
  });

  test('tries again with growing pauses while the server cannot, and says so when it gives up', async () => {
    (await seat()).join();
    await settle();
    server.setLine('offline');
    server.answers.set('room.join', () => {
      throw new Refusal('media.unavailable', 'No media worker is running.');
    });
    server.setLine('online');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(view().connection).toBe('failed');
    expect(server.count('room.join')).toBe(9);
    server.answers.set('room.join', () => joinedAnew());
    session.retry();
    await settle();
    expect(view().connection).toBe('connected');
  });
});

describe('a line that is cut while one comes in', () => {
  test('sends again what was under way', async () => {
    server.answers.set('media.produce', () => {
      throw new Refusal('line.offline', 'There is no line to the server.');
    });
    (await seat()).join();
    await settle();
    server.setLine('offline');
    server.answers.set('room.join', () => joinedAgain([]));
    server.answers.set('media.produce', () => ({ producerId: crypto.randomUUID() }));
    server.setLine('online');
    await settle();
    expect(server.last('room.join')).toMatchObject({ freshTransports: false });
    expect(view()).toMatchObject({ microphone: { state: 'on' }, camera: { state: 'on' } });
    expect(server.count('media.produce')).toBe(4);
  });

  test('asks for new transports where the server never heard of ours', async () => {
    server.answers.set('media.connect', () => {
      throw new Refusal('line.offline', 'There is no line to the server.');
    });
    (await seat()).join();
    await settle();
    server.setLine('offline');
    server.setLine('online');
    await settle();
    expect(server.last('room.join')).toMatchObject({ freshTransports: true });
  });

  test('asks once more for a source that the server was late to answer, and gives up where it stays silent', async () => {
    const answer = server.answers.get('media.produce');
    let late = 1;
    server.answers.set('media.produce', (data) => {
      if (late > 0) {
        late -= 1;
        throw new Refusal('request.timeout', 'The server did not answer.');
      }
      return answer?.(data) ?? {};
    });
    (await seat()).join();
    await settle();
    expect(view()).toMatchObject({ microphone: { state: 'on' }, camera: { state: 'on' } });
    expect(server.count('media.produce')).toBe(3);
    late = Number.POSITIVE_INFINITY;
    await session.microphone.turn(false);
    await session.camera.turn(false);
    session[Symbol.dispose]();
    const before = server.count('media.produce');
    (await seat()).join();
    await settle();
    expect(view()).toMatchObject({ microphone: { state: 'off', problem: 'failed' } });
    expect(server.count('media.produce') - before).toBe(6);
  });

  test('says so where the server will not take a source, and is silent', async () => {
    server.answers.set('media.produce', () => {
      throw new Refusal('media.invalid_parameters', 'Not this.');
    });
    (await seat()).join();
    await settle();
    expect(view()).toMatchObject({ phase: 'joined', connection: 'connected', microphone: { state: 'off', problem: 'failed' } });
    expect(tracks.microphone[0]?.enabled).toBe(false);
  });
});

describe('a lost path', () => {
  test('is looked for anew and found', async () => {
    (await seat()).join();
    await settle();
    setPath(transports[0], 'disconnected');
    await settle();
    expect(view().connection).toBe('reconnecting');
    expect(server.last('media.restartIce')).toEqual({ transportId: transports[0]?.id });
    setPath(transports[0], 'connected');
    expect(view().connection).toBe('connected');
  });

  test('that stays lost leads to fresh transports on the same seat', async () => {
    (await seat()).join();
    await settle();
    setPath(transports[1], 'failed');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(server.last('room.join')).toMatchObject({ seat: SEAT, freshTransports: true });
    expect(view().connection).toBe('connected');
    expect(transports[1]?.closed).toBe(true);
  });
});

describe("this machine's own network", () => {
  let changed: () => void;
  const ownNetwork = (told: () => void) => {
    changed = told;
    return () => {};
  };

  test('is another one: a new way is looked for at once, also where the old one is not known to be dead', async () => {
    (await seat({ ownNetwork })).join();
    await settle();
    for (const transport of transports) setPath(transport, 'connected');
    changed();
    await settle();
    expect(server.asked.filter(({ type }) => type === 'media.restartIce').map(({ data }) => data.transportId)).toEqual(
      transports.map(({ id }) => id),
    );
    expect(view().connection).toBe('connected');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.count('media.restartIce')).toBe(2);
    expect(server.count('room.join')).toBe(1);
  });

  test('without a line: the way is looked for as soon as there is one, and no attempt is lost meanwhile', async () => {
    (await seat({ ownNetwork })).join();
    await settle();
    for (const transport of transports) setPath(transport, 'connected');
    server.setLine('offline');
    setPath(transports[0], 'disconnected');
    changed();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(server.count('media.restartIce')).toBe(0);
    server.answers.set('room.join', () => joinedAgain(ownProducers({ microphone: false, camera: false })));
    server.setLine('online');
    await settle();
    expect(server.last('room.join')).toMatchObject({ freshTransports: false });
    expect(server.count('media.restartIce')).toBe(2);
    setPath(transports[0], 'connected');
    expect(view().connection).toBe('connected');
  });

  test('was away: its seat is taken up at once, while a line that all have lost is come back to in turn', async () => {
    server.answers.set('room.join', () => joinedAnew([], 98));
    (await seat({ ownNetwork })).join();
    await settle();
    server.setLine('offline');
    server.setLine('online');
    await settle();
    expect(server.count('room.join')).toBe(1);
    changed();
    await settle();
    expect(server.count('room.join')).toBe(2);
    server.setLine('offline');
    server.setLine('online');
    await vi.advanceTimersByTimeAsync(499);
    expect(server.count('room.join')).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.count('room.join')).toBe(3);
    server.setLine('offline');
    changed();
    server.setLine('online');
    await settle();
    expect(server.count('room.join')).toBe(4);
  });

  test('after a sleep the camera that was off stays off, though its seat was given up meanwhile', async () => {
    (await seat({ ownNetwork, camera: false })).join();
    await settle();
    await session.microphone.turn(false);
    server.setLine('offline');
    await vi.advanceTimersByTimeAsync(600_000);
    changed();
    server.setLine('online');
    await settle();
    expect(view()).toMatchObject({ phase: 'joined', connection: 'connected', microphone: { state: 'off' }, camera: { state: 'off' } });
    expect(tracks.camera).toEqual([]);
    expect(server.count('media.produce')).toBe(1);
  });
});

describe('a room that ends or is rebuilt', () => {
  test('rebuilt: a few join again by themselves at once', async () => {
    (await seat()).join();
    await settle();
    server.tell('room.closed', { roomId: ROOM_ID, reason: 'rebuilt' });
    expect(view().connection).toBe('reconnecting');
    await settle();
    expect(server.last('room.join')).toMatchObject({ seat: SEAT, freshTransports: true });
    expect(view()).toMatchObject({ connection: 'connected', camera: { state: 'on' } });
  });

  test('rebuilt: many join again spread over a time that grows with them', async () => {
    server.answers.set('room.join', () => joinedAnew([], 98));
    (await seat()).join();
    await settle();
    server.tell('room.closed', { roomId: ROOM_ID, reason: 'rebuilt' });
    expect(view().connection).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(499);
    expect(server.count('room.join')).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.last('room.join')).toMatchObject({ seat: SEAT, freshTransports: true });
    expect(view()).toMatchObject({ connection: 'connected', camera: { state: 'on' } });
  });

  test('ended: everything is let go and nothing is kept', async () => {
    (await seat()).join();
    await settle();
    expect(kept).not.toBeNull();
    server.tell('room.closed', { roomId: ROOM_ID, reason: 'ended' });
    expect(view()).toMatchObject({ phase: 'ended', end: { reason: 'ended' } });
    expect(kept).toBeNull();
    expect([...tracks.microphone, ...tracks.camera].every(({ readyState }) => readyState === 'ended')).toBe(true);
    expect(transports.every(({ closed }) => closed)).toBe(true);
  });

  test('hears nothing of other rooms', async () => {
    (await seat()).join();
    await settle();
    server.tell('room.closed', { roomId: OTHER_ID, reason: 'ended' });
    server.tell('room.producer', { roomId: OTHER_ID, producer: producerOf(OTHER_ID, 'camera') });
    expect(view()).toMatchObject({ phase: 'joined', state: { producers: [] } });
  });
});

describe('a reload', () => {
  test('takes the kept seat with fresh transports, as muted as one was', async () => {
    const keptSeat = { roomId: ROOM_ID, title: '调解', ...SEAT, accountId: null, microphone: false, camera: true };
    (await seat({ keptSeat, microphone: keptSeat.microphone, camera: keptSeat.camera })).join();
    await settle();
    expect(server.last('room.join')).toMatchObject({ seat: SEAT, freshTransports: true });
    expect(server.asked.filter(({ type }) => type === 'media.produce').map(({ data }) => data.source)).toEqual(['camera']);
    expect(kept).toMatchObject({ microphone: false, camera: true });
  });
});

describe('what is received', () => {
  test('goes with its producer, and what is out of sight is paused', async () => {
    const camera = producerOf(OTHER_ID, 'camera');
    server.answers.set('room.join', () => joinedAnew([camera]));
    (await seat()).join();
    await settle();
    // Nobody looks at it yet: it stays as it is offered, which is paused.
    expect(server.count('media.resumeConsumer')).toBe(0);
    const small = session.viewing.view(camera.id);
    const large = session.viewing.view(camera.id);
    small.set({ spatialLayer: 0, priority: 1 });
    large.set({ spatialLayer: 2, priority: 100 });
    expect(server.count('media.resumeConsumer')).toBe(1);
    expect(server.last('media.setLayers')).toMatchObject({ spatialLayer: 2, priority: 100 });
    large.stop();
    expect(server.last('media.setLayers')).toMatchObject({ spatialLayer: 0, priority: 1 });
    expect(server.count('media.pauseConsumer')).toBe(0);
    small.set(null);
    small.stop();
    expect(server.count('media.pauseConsumer')).toBe(1);
    server.tell('room.producerClosed', { roomId: ROOM_ID, producerId: camera.id });
    expect(view().received.size).toBe(0);
    expect(heard.size).toBe(0);
  });
});
