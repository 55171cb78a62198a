import type { Device } from 'mediasoup-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { NotificationData } from '../../../sfu-server/protocol/notifications.ts';
import type { RequestResult } from '../../../sfu-server/protocol/requests/index.ts';
import type { Seat } from '../../../sfu-server/protocol/requests/rooms.ts';
import type { RoomState } from '../../../sfu-server/protocol/room.ts';
import type { Dispose } from '../../bridge/bridge.ts';
import { request } from '../../bridge/requests.ts';
import { comebackSpreadMs } from './comeback.ts';
import { type ConnectionEvent, nextConnection } from './connection.ts';
import type { OwnTrack } from './OwnTrack.ts';
import { OwnSources } from './own-sources.ts';
import { RoomMedia } from './RoomMedia.ts';
import { Rejoin } from './rejoin.ts';
import { ROOM_CHANGES, type RoomChange } from './room-changes.ts';
import { listenToRoom } from './room-ear.ts';
import type { RoomSessionOptions } from './room-session-options.ts';
import { firstView, NO_TRACK, type RoomEnd, type RoomView } from './room-view.ts';
import type { SoundOutlet } from './sound.ts';
import { Viewing } from './viewing.ts';

type Joined = Extract<RequestResult<'room.join'>, { state: 'joined' }>;

/** Refusals after which trying again cannot help: they are shown instead. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set([
  'room.unknown',
  'room.ended',
  'room.full',
  'right.missing',
  'invitation.unknown',
  'invitation.expired',
]);

/** One seat in one room: takes it, keeps it through whatever happens to the line, and gives it up. No React. */
export class RoomSession implements Disposable {
  readonly store: StoreApi<RoomView>;
  /** Which pictures are looked at; the others are not sent. */
  readonly viewing = new Viewing((producerId) => this.#media?.receiver.demandChanged(producerId));
  readonly #options: RoomSessionOptions;
  readonly #own: OwnSources;
  readonly #sound: SoundOutlet;
  readonly #rejoin = new Rejoin(() => void this.#join());
  readonly #disposers: Dispose[] = [];
  #seat: Seat | null;
  #media: RoomMedia | null = null;
  /** Set while a join is under way: what is told meanwhile comes after its answer. */
  #held: (() => void)[] | null = null;
  #fresh: boolean;
  #online = true;
  /** Since we last came in, it was this machine that was away. */
  #ownNetworkChanged = false;
  #closed = false;

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.store = createStore(() => firstView(options.roomId, options.title));
    const kept = options.keptSeat ?? null;
    this.#seat = kept === null ? null : { participantId: kept.participantId, seatKey: kept.seatKey };
    // After a reload our ends of the transports are gone.
    this.#fresh = kept !== null;
    this.#own = new OwnSources({
      bridge: options.bridge,
      capture: options.capture,
      changed: () => this.#ownChanged(),
      begunPaused: (producerId) => this.#mutedByHost(producerId),
    });
    this.#sound = options.sound((soundBlocked) => this.#set({ soundBlocked }));
    this.#listen();
  }

  get microphone(): OwnTrack {
    return this.#own.microphone;
  }

  get camera(): OwnTrack {
    return this.#own.camera;
  }

  get screen(): OwnTrack {
    return this.#own.screen;
  }

  /** Takes the seat. Devices are opened meanwhile: neither waits for the other. */
  join(): void {
    this.#own.begin(this.#options.microphone, this.#options.camera);
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
    this.#rejoin.reset();
    this.#connection('retry');
    this.#rejoin.in(0);
  }

  unblockSound(): void {
    this.#sound.unblock();
  }

  /** What came of a picture or a sound so far and how; null where it does not come. */
  async statistics(producerId: string): Promise<RTCStatsReport | null> {
    return (await this.#media?.receiver.statistics(producerId)) ?? null;
  }

  /** How loud somebody's sound is just now, 0 to 1. */
  loudness(producerId: string): number {
    return this.#media?.receiver.loudness(producerId, performance.timeOrigin + performance.now()) ?? 0;
  }

  refuses(producerId: string): boolean {
    return this.#media?.receiver.refuses(producerId) ?? false;
  }

  async shareScreen(on: boolean): Promise<void> {
    await this.#own.shareScreen(on);
  }

  /** Rejects with `Refusal`. */
  async setHand(raised: boolean): Promise<void> {
    await request(this.#options.bridge, 'room.hand', { roomId: this.#options.roomId, raised });
  }

  /**
   * The division of the room that this page knows of, null where it is whole: what is meant for those inside names it, so that it never
   * reaches others because it came late.
   */
  get apartSince(): number | null {
    return this.store.getState().state?.mediation?.apart?.since ?? null;
  }

  /** Rejects with `Refusal`; the text is then still the writer's. */
  async say(text: string): Promise<void> {
    const { roomId, bridge } = this.#options;
    const { message } = await request(bridge, 'room.chat', { roomId, text, apartSince: this.apartSince });
    this.#apply('room.chat', { roomId, message });
  }

  /** Lets go of everything here without a word to the server; it holds the seat for a while. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#rejoin.stop();
    for (const dispose of this.#disposers) dispose();
    this.#own[Symbol.dispose]();
    this.#dropMedia();
    this.#sound[Symbol.dispose]();
  }

  #listen(): void {
    const { bridge, roomId, devices, ownNetwork } = this.#options;
    this.#disposers.push(
      listenToRoom(bridge, roomId, {
        changed: (type, data) => this.#inOrder(() => this.#apply(type, data)),
        muted: (producerId) => this.#mutedByHost(producerId),
        admitted: () => void this.#join(),
        denied: () => this.#end({ reason: 'denied' }),
        closed: (reason) => this.#closedByServer(reason),
      }),
      bridge.on('line.changed', ({ state }) => this.#lineChanged(state !== 'offline')),
    );
    if (ownNetwork !== undefined) this.#disposers.push(ownNetwork(() => this.#networkChanged()));
    if (devices === undefined) return;
    this.#sound.setDevice(devices.toUse('audiooutput'));
    this.#disposers.push(
      devices.onChange('audioinput', () => this.microphone.renew()),
      devices.onChange('videoinput', () => this.camera.renew()),
      devices.onPluggedIn('audioinput', () => this.microphone.devicePluggedIn()),
      devices.onPluggedIn('videoinput', () => this.camera.devicePluggedIn()),
      devices.onChange('audiooutput', (deviceId) => this.#sound.setDevice(deviceId)),
    );
  }

  // ── coming in and coming back ──────────────────────────────────────────────

  async #join(): Promise<void> {
    if (this.#closed || this.#held !== null) return;
    this.#rejoin.stop();
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
      this.#ownNetworkChanged = false;
      this.#rejoin.reset();
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
        demand: (producerId) => this.viewing.of(producerId),
        broken: () => this.#broken(),
      });
    }
    this.#fresh = false;
    this.#set({ phase: 'joined', title: snapshot.room.title, selfId: answer.seat.participantId });
    this.#setState(snapshot);
    if (transports === null) this.#own.reconcile(snapshot.producers);
    else this.#own.attach(this.#media?.send ?? null);
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
    if (this.#rejoin.again(refusal.retryAfterMs)) this.#connection('cut');
    else if (this.store.getState().phase === 'joining') this.#end({ reason: 'refused', refusal });
    else this.#connection('gaveUp');
  }

  #lineChanged(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    if (!online) {
      this.#rejoin.stop();
      this.#connection('cut');
    } else {
      this.#comeBack();
    }
  }

  /** At once where only this machine was away; else all the others may come in this moment, too. */
  #comeBack(): void {
    const seats = this.store.getState().state?.participants.length ?? 1;
    const delay = this.#ownNetworkChanged ? 0 : (this.#options.random ?? Math.random)() * comebackSpreadMs(seats);
    if (delay === 0) void this.#join();
    else this.#rejoin.in(delay);
  }

  /** Our network is another one, or we have slept. */
  #networkChanged(): void {
    this.#ownNetworkChanged = true;
    this.#media?.networkChanged();
    if (this.#online && this.#rejoin.pending) void this.#join();
  }

  #pathChanged(): void {
    const healthy = this.#online && this.#media?.healthy === true && !this.#rejoin.pending;
    this.#connection(healthy ? 'recovered' : 'cut');
  }

  /** The transports are of no use any more: everything is made anew, on the same seat. */
  #broken(): void {
    this.#fresh = true;
    this.#connection('cut');
    if (this.#online && !this.#rejoin.again()) this.#connection('gaveUp');
  }

  #closedByServer(reason: NotificationData<'room.closed'>['reason']): void {
    if (reason !== 'rebuilt') {
      this.#end({ reason });
      return;
    }
    this.#fresh = true;
    this.#dropMedia();
    this.#own.attach(null);
    this.#connection('cut');
    this.#comeBack();
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
    // A divided room has another border now, or none.
    if (type === 'room.mediation') this.#media?.receiver.askAgain();
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
    if (this.#own.muted(producerId)) this.#set({ mutedByHost: true });
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

  #connection(event: ConnectionEvent): void {
    const { connection } = this.store.getState();
    const next = nextConnection(connection, event);
    if (next !== connection) this.#set({ connection: next });
  }

  #set(change: Partial<RoomView>): void {
    this.store.setState(change);
  }
}
