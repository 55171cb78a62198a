import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeviceStore } from './DeviceStore.ts';
import { DeviceUnavailable } from './device-problem.ts';
import { RoomSession } from './RoomSession.ts';
import { FakeServer, joinedAnew, ROOM_ID, watchedDevice } from './testing/fake-server.ts';
import { FakeTrack } from './testing/fake-track.ts';

/** One camera that is plugged in or not; the browser's events come as it sends them. */
class OneCamera extends EventTarget {
  plugged = true;
  tracks: FakeTrack[] = [];

  async enumerateDevices() {
    const camera = { deviceId: 'camera', kind: 'videoinput' as const, label: 'Camera', groupId: '', toJSON: () => ({}) };
    return this.plugged ? [camera] : [];
  }

  async open(): Promise<MediaStreamTrack> {
    if (!this.plugged) throw new DeviceUnavailable('missing');
    const track = new FakeTrack('video');
    this.tracks.push(track);
    return track.asTrack;
  }

  unplug(): void {
    this.plugged = false;
    this.tracks.at(-1)?.end();
    this.dispatchEvent(new Event('devicechange'));
  }

  plugIn(): void {
    this.plugged = true;
    this.dispatchEvent(new Event('devicechange'));
  }
}

let server: FakeServer;
let camera: OneCamera;
let devices: DeviceStore;
let session: RoomSession;
let producerId: string;

beforeEach(async () => {
  vi.useFakeTimers();
  server = new FakeServer();
  camera = new OneCamera();
  server.answers.set('room.join', () => joinedAnew());
  server.answers.set('media.produce', () => ({ producerId }));
  producerId = crypto.randomUUID();
  devices = new DeviceStore(server, camera as unknown as MediaDevices);
  const { device } = await watchedDevice();
  session = new RoomSession({
    bridge: server,
    roomId: ROOM_ID,
    title: '…',
    accountId: null,
    device: async () => device,
    devices,
    capture: {
      microphone: () => Promise.reject(new DeviceUnavailable('missing')),
      camera: () => camera.open(),
      screen: () => Promise.reject(new DeviceUnavailable('missing')),
    },
    sound: () => ({ play: () => {}, setDevice: () => {}, unblock: () => {}, [Symbol.dispose]() {} }),
    keep: { load: () => null, save: () => {} },
    microphone: false,
    camera: true,
    random: () => 0.5,
  });
  session.join();
  await settle();
});

afterEach(() => {
  session[Symbol.dispose]();
  devices[Symbol.dispose]();
  vi.useRealTimers();
});

/** Lets everything happen that waits for nothing but promises. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const state = () => session.store.getState().camera;

async function unplug(): Promise<void> {
  camera.unplug();
  await settle();
}

async function plugIn(): Promise<void> {
  camera.plugIn();
  await settle();
}

test('the only camera, unplugged: it is off, says why, and the room is told', async () => {
  expect(state()).toMatchObject({ state: 'on' });
  await unplug();
  expect(state()).toMatchObject({ state: 'off', problem: 'missing', track: null });
  expect(server.count('media.pauseProducer')).toBe(1);
});

test('it is on again by itself when it is back, as often as that happens', async () => {
  for (const times of [1, 2]) {
    await unplug();
    await plugIn();
    expect(state()).toMatchObject({ state: 'on', problem: null });
    expect(server.count('media.resumeProducer')).toBe(times);
  }
});

test('it stays off where the person has turned it off meanwhile, or had it off before', async () => {
  await unplug();
  await session.camera.turn(false);
  await plugIn();
  expect(state()).toMatchObject({ state: 'off' });
  await session.camera.turn(true);
  await session.camera.turn(false);
  await unplug();
  await plugIn();
  expect(state()).toMatchObject({ state: 'off' });
  expect(camera.tracks).toHaveLength(2);
});

test('it stays off where the host has stopped it meanwhile', async () => {
  await unplug();
  server.tell('room.muted', { roomId: ROOM_ID, producerId, source: 'camera' });
  await plugIn();
  expect(state()).toMatchObject({ state: 'off' });
});

test('it waits on where what is back cannot be opened yet, but not where its use was forbidden', async () => {
  await unplug();
  const open = vi.spyOn(camera, 'open').mockRejectedValueOnce(new DeviceUnavailable('busy'));
  await plugIn();
  expect(state()).toMatchObject({ state: 'off', problem: 'busy' });
  await unplug();
  await plugIn();
  expect(state()).toMatchObject({ state: 'on' });
  await unplug();
  open.mockRejectedValueOnce(new DeviceUnavailable('denied'));
  await plugIn();
  await unplug();
  await plugIn();
  expect(state()).toMatchObject({ state: 'off', problem: 'denied' });
});
