import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { RtpCapabilities } from 'mediasoup-client/types';
import type { Bridge } from '../../app/bridge/bridge.ts';
import type { BridgeEvent, BridgeEventName, SessionState } from '../../app/bridge/contract.ts';
import { Emitter } from '../../app/bridge/emitter.ts';
import { silentLog } from '../../app/bridge/log.ts';
import { MemoryStore } from '../../app/bridge/replica/memory-store.ts';
import { Seat, type SeatPage } from '../../app/bridge/seat/seat.ts';
import { nodeConnect } from '../../app/host/server-socket.ts';
import { ServerTrust } from '../../app/host/trust/server-trust.ts';
import { RoomSession } from '../../app/renderer/media/RoomSession.ts';
import { DEMO_PASSWORD } from '../../resources/demo-county/accounts.ts';
import { Refusal } from '../../sfu-server/protocol/errors.ts';

/**
 * A seat without a screen: the console's own link, session and room, over a real socket to a real server; only what WebRTC would do is
 * left out (mediasoup-client's fake handler). It listens, and is back when the server has given it its place and its transports.
 */
export class SimulatedSeat {
  readonly #seat: Seat;
  readonly #page: SeatPage;
  readonly #bridge: Bridge;
  readonly #capabilities = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  #room: RoomSession | null = null;
  #device: Promise<Device> | null = null;

  constructor(serverUrl: string, pinPath: string) {
    const url = new URL(serverUrl);
    this.#seat = new Seat({
      host: 'browser',
      serverUrl,
      connect: nodeConnect(url, new ServerTrust({ url, pinPath, caFingerprint: undefined, log: silentLog })),
      openStore: () => new MemoryStore(),
      settings: { get: () => null, set: () => {} },
      // Rows are no part of this: they are fetched only when somebody asks for them.
      lazy: true,
      queueOffline: true,
    });
    const events = new Emitter<{ [N in BridgeEventName]: BridgeEvent<N> }>((error) => console.error(error));
    this.#page = this.#seat.openPage('page', (event, data) => {
      if (event === 'session.changed') this.#welcomed(data as SessionState);
      events.emit(event, data as never);
    });
    this.#bridge = {
      call: (name, params) => this.#page.call(name, params) as never,
      on: (event, listener) => events.on(event, listener),
    };
  }

  /** Signs in. Where the first attempt to reach a busy server takes too long it waits for the line and tries again, as a person would. */
  async signIn(username: string): Promise<void> {
    try {
      this.#welcomed((await this.#page.call('session.signIn', { username, password: DEMO_PASSWORD })) as SessionState);
    } catch (error) {
      if (Refusal.toValue(error).code !== 'line.offline') throw error;
      await this.#online();
      await this.signIn(username);
    }
  }

  /** Takes a seat and waits until it has it. */
  async join(roomId: string): Promise<void> {
    this.#room = new RoomSession({
      bridge: this.#bridge,
      roomId,
      title: '…',
      accountId: null,
      device: () => this.#load(),
      capture: { microphone: noDevice, camera: noDevice, screen: noDevice },
      sound: () => ({ play: () => {}, setDevice: () => {}, unblock: () => {}, [Symbol.dispose]() {} }),
      keep: { load: () => null, save: () => {} },
      microphone: false,
      camera: false,
    });
    this.#room.join();
    await this.#until(true);
  }

  /** Waits until the seat is lost, and then until it is there again. @returns UTC ms of that moment */
  async back(): Promise<number> {
    await this.#until(false);
    await this.#until(true);
    return Date.now();
  }

  close(): void {
    this.#room?.[Symbol.dispose]();
    this.#seat.close();
  }

  async #online(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.#bridge.on('line.changed', ({ state }) => {
      if (state !== 'offline') resolve();
    });
    if ((await this.#bridge.call('line.get', {})).state !== 'offline') resolve();
    await promise;
    stop();
  }

  #until(there: boolean): Promise<void> {
    const room = this.#room;
    if (room === null) return Promise.reject(new Error('This seat sits nowhere.'));
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const { phase, connection, end } = room.store.getState();
        if (phase === 'ended') reject(new Error(`A seat was ended: ${JSON.stringify(end)}`));
        else if ((phase === 'joined' && connection === 'connected') === there) resolve();
        else return false;
        return true;
      };
      if (look()) return;
      const stop = room.store.subscribe(() => {
        if (look()) stop();
      });
    });
  }

  #welcomed({ rtpCapabilities }: SessionState): void {
    if (rtpCapabilities !== null) this.#capabilities.resolve(rtpCapabilities);
  }

  #load(): Promise<Device> {
    this.#device ??= this.#capabilities.promise.then(async (capabilities) => {
      const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
      // mediasoup checks them itself and throws where they are not what it knows.
      await device.load({ routerRtpCapabilities: capabilities as RtpCapabilities });
      return device;
    });
    return this.#device;
  }
}

const noDevice = () => Promise.reject(new Error('A simulated seat has no devices.'));
