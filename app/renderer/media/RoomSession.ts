import type { Device } from 'mediasoup-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { RequestResult } from '../../../sfu-server/protocol/requests/index.ts';
import type { Seat } from '../../../sfu-server/protocol/requests/rooms.ts';
import type { RoomState } from '../../../sfu-server/protocol/room.ts';
import type { Bridge, Dispose } from '../../bridge/bridge.ts';
import { onNotification, request } from '../../bridge/requests.ts';
import type { Capture } from './capture.ts';
import { type ConnectionEvent, nextConnection } from './connection.ts';
import type { DeviceStore } from './DeviceStore.ts';
import { OwnTrack } from './OwnTrack.ts';
import { RoomMedia } from './RoomMedia.ts';
import { ROOM_CHANGE_TYPES, ROOM_CHANGES, type RoomChange, roomOf } from './room-changes.ts';
import { NO_TRACK, type RoomEnd, type RoomView } from './room-view.ts';
import type { KeptSeat, SeatKeep } from './seat-keep.ts';
import type { SoundOutlet } from './sound.ts';

type Joined = Extract<RequestResult<'room.join'>, { state: 'joined' }>;

/** Those who are thrown out of a rebuilt room come back spread over this, ms, and not all at once. */
const REBUILT_SPREAD_MS = 1_000;
/** Waits between attempts to take the seat up again, ms; together about as long as it is held (60 s). */
const REJOIN_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 25_000] as const;

/** Refusals after which trying again cannot help: they are shown instead. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set([
  'room.unknown',
  'room.ended',
  'room.full',
  'right.missing',
  'invitation.unknown',
  'invitation.expired',
]);

export interface RoomSessionOptions {
  readonly bridge: Bridge;
  readonly roomId: string;
  readonly title: string;
  /** The account that sits down; null for a guest. */
  readonly accountId: string | null;
  device(): Promise<Device>;
  readonly capture: Capture;
  readonly devices?: DeviceStore;
  sound(blocked: (blocked: boolean) => void): SoundOutlet;
  readonly keep: SeatKeep;
  /** The seat of before a reload. */
  readonly keptSeat?: KeptSeat | null;
  /** What is on at the start; a track that is open already, `true` to open one, `false` for off. */
  readonly microphone: MediaStreamTrack | boolean;
  readonly camera: MediaStreamTrack | boolean;
  readonly random?: () => number;
}

/** One seat in one room: takes it, keeps it through whatever happens to the line, and gives it up. No React. */
export class RoomSession implements Disposable {
  readonly store: StoreApi<RoomView>;
  readonly microphone: OwnTrack;
  readonly camera: OwnTrack;
  readonly screen: OwnTrack;
  readonly #screenAudio: OwnTrack;
  readonly #options: RoomSessionOptions;
  readonly #sound: SoundOutlet;
  readonly #disposers: Dispose[] = [];
  #screenAudioTrack: MediaStreamTrack | null = null;
  #seat: Seat | null;
  #media: RoomMedia | null = null;
  /** Set while a join is under way: what is told meanwhile comes after its answer. */
  #held: (() => void)[] | null = null;
  #fresh: boolean;
  #online = true;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.store = createStore(() => firstView(options));
    const kept = options.keptSeat ?? null;
    this.#seat = kept === null ? null : { participantId: kept.participantId, seatKey: kept.seatKey };
    // After a reload our ends of the transports are gone.
    this.#fresh = kept !== null;
    const { bridge, capture } = options;
    const changed = () => this.#ownChanged();
    const begunPaused = (producerId: string) => this.#mutedByHost(producerId);
    this.microphone = new OwnTrack({ bridge, source: 'microphone', capture: () => capture.microphone(), changed, begunPaused });
    this.camera = new OwnTrack({ bridge, source: 'camera', capture: () => capture.camera(), changed, begunPaused });
    this.screen = new OwnTrack({ bridge, source: 'screen', capture: () => this.#captureScreen(), changed });
    this.#screenAudio = new OwnTrack({ bridge, source: 'screenAudio', capture: () => this.#takeScreenAudio(), changed });
    this.#sound = options.sound((soundBlocked) => this.#set({ soundBlocked }));
    this.#listen();
  }

  /** Takes the seat. Devices are opened meanwhile: neither waits for the other. */
  join(): void {
    begin(this.microphone, this.#options.microphone);
    begin(this.camera, this.#options.camera);
    void this.#join();
  }

  /** Gives the seat up. */
  leave(): void {
    if (this.#closed) return;
    request(this.#options.bridge, 'room.leave', { roomId: this.#options.roomId }).catch(() => undefined);
    this.#end({ reason: 'left' });
  }

  /** After `failed`: once more. */
  retry(): void {
    this.#attempt = 0;
    this.#connection('retry');
    this.#rejoin(0);
  }

  unblockSound(): void {
    this.#sound.unblock();
  }

  setVisible(producerId: string, visible: boolean): void {
    this.#media?.receiver.setVisible(producerId, visible);
  }

  setLayer(producerId: string, spatialLayer: number): void {
    this.#media?.receiver.setLayer(producerId, spatialLayer);
  }

  refuses(producerId: string): boolean {
    return this.#media?.receiver.refuses(producerId) ?? false;
  }

  async shareScreen(on: boolean): Promise<void> {
    await this.screen.turn(on);
    if (!on) await this.#screenAudio.turn(false);
  }

  /** Rejects with `Refusal`. */
  async setHand(raised: boolean): Promise<void> {
    await request(this.#options.bridge, 'room.hand', { roomId: this.#options.roomId, raised });
  }

  /** Rejects with `Refusal`; the text is then still the writer's. */
  async say(text: string): Promise<void> {
    const { message } = await request(this.#options.bridge, 'room.chat', { roomId: this.#options.roomId, text });
    this.#apply('room.chat', { roomId: this.#options.roomId, message });
  }

  /** Lets go of everything here without a word to the server; it holds the seat for a while. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopTimer();
    for (const dispose of this.#disposers) dispose();
    for (const own of this.#own()) own[Symbol.dispose]();
    this.#dropMedia();
    this.#sound[Symbol.dispose]();
  }

  #own(): readonly OwnTrack[] {
    return [this.microphone, this.camera, this.screen, this.#screenAudio];
  }

  #listen(): void {
    const { bridge, roomId, devices } = this.#options;
    for (const type of ROOM_CHANGE_TYPES) {
      this.#disposers.push(
        onNotification(bridge, type, (data) => roomOf(type, data) === roomId && this.#inOrder(() => this.#apply(type, data))),
      );
    }
    this.#disposers.push(
      onNotification(bridge, 'room.muted', (muted) => muted.roomId === roomId && this.#mutedByHost(muted.producerId)),
      onNotification(bridge, 'room.stopped', (stopped) => stopped.roomId === roomId && this.#mutedByHost(stopped.producerId)),
      onNotification(bridge, 'room.admitted', (admitted) => admitted.roomId === roomId && void this.#join()),
      onNotification(bridge, 'room.denied', (denied) => denied.roomId === roomId && this.#end({ reason: 'denied' })),
      onNotification(bridge, 'room.closed', (closed) => closed.roomId === roomId && this.#closedByServer(closed.reason)),
      bridge.on('line.changed', ({ state }) => this.#lineChanged(state !== 'offline')),
    );
    if (devices === undefined) return;
    this.#sound.setDevice(devices.toUse('audiooutput'));
    this.#disposers.push(
      devices.onChange('audioinput', () => this.microphone.renew()),
      devices.onChange('videoinput', () => this.camera.renew()),
      devices.onChange('audiooutput', (deviceId) => this.#sound.setDevice(deviceId)),
    );
  }

  // ── coming in and coming back ──────────────────────────────────────────────

  async #join(): Promise<void> {
    if (this.#closed || this.#held !== null) return;
    this.#stopTimer();
    this.#held = [];
    const { bridge, roomId } = this.#options;
    try {
      const device = this.#options.device();
      const answer = await request(bridge, 'room.join', {
        roomId,
        seat: this.#seat,
        freshTransports: this.#fresh || this.#media?.stale === true,
      });
      if (this.#closed) return;
      this.#seat = answer.seat;
      if (answer.state === 'waiting') {
        this.#set({ phase: 'waiting', title: answer.roomTitle, selfId: answer.seat.participantId });
        this.#connection('recovered');
      } else {
        this.#comeIn(answer, await device);
      }
      this.#attempt = 0;
      this.#keepSeat();
    } catch (error) {
      this.#refused(error);
    } finally {
      const held = this.#held;
      this.#held = null;
      for (const tell of held ?? []) tell();
    }
  }

  #comeIn(answer: Joined, device: Device): void {
    if (this.#closed) return;
    const { snapshot, transports } = answer;
    if (transports !== null) {
      this.#dropMedia();
      this.#media = new RoomMedia(this.#options.bridge, device, transports, {
        receivedChanged: () => this.#receivedChanged(),
        pathChanged: () => this.#pathChanged(),
        broken: () => this.#broken(),
      });
    }
    this.#fresh = false;
    this.#set({
      phase: 'joined',
      title: snapshot.room.title,
      selfId: answer.seat.participantId,
    });
    this.#setState(snapshot);
    const send = this.#media?.send ?? null;
    for (const own of this.#own()) {
      if (transports === null) own.reconcile(snapshot.producers);
      else own.attach(send);
    }
    this.#media?.lineBack();
    this.#pathChanged();
  }

  #refused(error: unknown): void {
    if (this.#closed) return;
    const refusal = Refusal.toValue(error);
    if (FINAL_REFUSALS.has(refusal.code)) {
      this.#end({ reason: 'refused', refusal });
      return;
    }
    // Without a line the next attempt is made when it is back.
    if (!this.#online || refusal.code === 'line.offline') {
      this.#connection('cut');
      return;
    }
    const { phase } = this.store.getState();
    const delay = REJOIN_DELAYS_MS[this.#attempt];
    if (delay === undefined) {
      if (phase === 'joining') this.#end({ reason: 'refused', refusal });
      else this.#connection('gaveUp');
      return;
    }
    this.#attempt += 1;
    this.#connection('cut');
    this.#rejoin(refusal.retryAfterMs ?? delay);
  }

  #rejoin(delayMs: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => void this.#join(), delayMs);
  }

  #lineChanged(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    if (!online) {
      this.#stopTimer();
      this.#connection('cut');
    } else {
      void this.#join();
    }
  }

  #pathChanged(): void {
    const healthy = this.#online && this.#media?.healthy === true && this.#timer === null;
    this.#connection(healthy ? 'recovered' : 'cut');
  }

  /** The transports are of no use any more: everything is made anew, on the same seat. */
  #broken(): void {
    this.#fresh = true;
    this.#connection('cut');
    if (this.#online) this.#refusedMedia();
  }

  #refusedMedia(): void {
    const delay = REJOIN_DELAYS_MS[this.#attempt];
    if (delay === undefined) {
      this.#connection('gaveUp');
      return;
    }
    this.#attempt += 1;
    this.#rejoin(delay);
  }

  #closedByServer(reason: 'ended' | 'removed' | 'moved' | 'rebuilt'): void {
    if (reason !== 'rebuilt') {
      this.#end({ reason });
      return;
    }
    this.#fresh = true;
    this.#dropMedia();
    for (const own of this.#own()) own.attach(null);
    this.#connection('cut');
    this.#rejoin((this.#options.random ?? Math.random)() * REBUILT_SPREAD_MS);
  }

  #end(end: RoomEnd): void {
    if (this.#closed) return;
    this.#options.keep.save(null);
    this[Symbol.dispose]();
    this.#set({ phase: 'ended', end, received: new Map(), microphone: NO_TRACK, camera: NO_TRACK, screen: NO_TRACK, state: null });
  }

  #dropMedia(): void {
    this.#media?.[Symbol.dispose]();
    this.#media = null;
    this.#receivedChanged();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  // ── what the room is told and tells ────────────────────────────────────────

  #inOrder(tell: () => void): void {
    if (this.#held === null) tell();
    else this.#held.push(tell);
  }

  #apply<T extends RoomChange>(type: T, data: Parameters<(typeof ROOM_CHANGES)[T]>[1]): void {
    const { state } = this.store.getState();
    if (state === null || this.#closed) return;
    const change = ROOM_CHANGES[type] as (state: RoomState, data: Parameters<(typeof ROOM_CHANGES)[T]>[1]) => RoomState;
    this.#setState(change(state, data));
  }

  #setState(state: RoomState): void {
    this.#set({ state });
    const wanted = state.producers.filter(({ participantId }) => participantId !== this.#seat?.participantId);
    this.#media?.receiver.setWanted(new Set(wanted.map(({ id }) => id)));
  }

  #receivedChanged(): void {
    const received = this.#media?.receiver.received ?? new Map();
    this.#set({ received });
    const heard = new Map<string, MediaStreamTrack>();
    for (const [id, { kind, track }] of received) if (kind === 'audio') heard.set(id, track);
    this.#sound.play(heard);
  }

  #mutedByHost(producerId: string): void {
    if (this.microphone.muted(producerId)) this.#set({ mutedByHost: true });
    else for (const own of this.#own()) own.muted(producerId);
  }

  #ownChanged(): void {
    if (this.#closed) return;
    const microphone = this.microphone.state;
    this.#set({
      microphone,
      camera: this.camera.state,
      screen: this.screen.state,
      ...(microphone.state === 'off' ? {} : { mutedByHost: false }),
    });
    this.#keepSeat();
  }

  #keepSeat(): void {
    const seat = this.#seat;
    if (seat === null || this.#closed) return;
    const { roomId, accountId, keep } = this.#options;
    const { title } = this.store.getState();
    keep.save({ roomId, title, ...seat, accountId, microphone: this.microphone.wanted, camera: this.camera.wanted });
  }

  async #captureScreen(): Promise<MediaStreamTrack> {
    const { video, audio } = await this.#options.capture.screen();
    if (audio !== null) {
      this.#screenAudioTrack = audio;
      void this.#screenAudio.turn(true);
    }
    return video;
  }

  async #takeScreenAudio(): Promise<MediaStreamTrack> {
    const track = this.#screenAudioTrack;
    this.#screenAudioTrack = null;
    if (track === null) throw new Error('A screen is shared without its sound.');
    return track;
  }

  #connection(event: ConnectionEvent): void {
    const { connection } = this.store.getState();
    const next = nextConnection(connection, event);
    if (next !== connection) this.#set({ connection: next });
  }

  #set(change: Partial<RoomView>): void {
    this.store.setState(change);
  }
}

function firstView({ roomId, title }: RoomSessionOptions): RoomView {
  return {
    roomId,
    title,
    phase: 'joining',
    end: null,
    connection: 'connected',
    selfId: null,
    state: null,
    received: new Map(),
    microphone: NO_TRACK,
    camera: NO_TRACK,
    screen: NO_TRACK,
    mutedByHost: false,
    soundBlocked: false,
  };
}

function begin(own: OwnTrack, start: MediaStreamTrack | boolean): void {
  if (typeof start !== 'boolean') own.use(start);
  else if (start) void own.turn(true);
}
