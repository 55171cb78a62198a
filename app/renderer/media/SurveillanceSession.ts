import type { Device } from 'mediasoup-client';
import { createStore } from 'zustand/vanilla';
import type { CameraState } from '../../../sfu-server/protocol/camera-state.ts';
import { Refusal, type RefusalValue } from '../../../sfu-server/protocol/errors.ts';
import type { Bridge, Dispose } from '../../bridge/bridge.ts';
import { onNotification, request } from '../../bridge/requests.ts';
import { IceRecovery } from './ice-recovery.ts';
import type { OwnNetwork } from './network-signs.ts';
import { Receiver } from './Receiver.ts';
import { openTransport } from './transport.ts';

/** What a cell shows of a camera. `live` once its picture is on its way here. */
export type CameraView =
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'live'; readonly track: MediaStreamTrack; readonly starved: boolean }
  | { readonly state: 'failed'; readonly reason: RefusalValue; readonly attempt: number; readonly retryAt: number | null };

/** A camera that nobody looks at any more is let go this much later, ms: a cell that is moved or enlarged keeps its picture. */
const LINGER_MS = 1_500;
/** Waits between attempts to get a transport, ms; the last one stays. */
const TRANSPORT_DELAYS_MS = [500, 1_000, 2_000, 5_000] as const;

interface Watch {
  viewers: number;
  /** The pictures of it that are on screen. */
  readonly seenBy: Set<object>;
  state: CameraState | null;
  /** Why the server would not let us watch at all. */
  refusal: RefusalValue | null;
  linger: ReturnType<typeof setTimeout> | null;
}

interface Path extends Disposable {
  readonly receiver: Receiver;
  networkChanged(): void;
}

export interface SurveillanceOptions {
  readonly bridge: Bridge;
  device(): Promise<Device>;
  /** Told when this machine was cut off itself. */
  readonly ownNetwork?: OwnNetwork;
}

/** All surveillance pictures of one page: one transport, one consumer a camera however many cells show it. */
export class SurveillanceSession implements Disposable {
  /** By camera id; only what is watched. */
  readonly store = createStore<ReadonlyMap<string, CameraView>>(() => new Map());
  readonly #options: SurveillanceOptions;
  readonly #watches = new Map<string, Watch>();
  readonly #disposers: Dispose[];
  #path: Promise<Path> | null = null;
  #openPath: Path | null = null;
  #online = true;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(options: SurveillanceOptions) {
    this.#options = options;
    this.#disposers = [
      onNotification(options.bridge, 'camera.state', (state) => this.#told(state)),
      options.bridge.on('line.changed', ({ state }) => this.#lineChanged(state !== 'offline')),
      ...(options.ownNetwork === undefined ? [] : [options.ownNetwork(() => this.#openPath?.networkChanged())]),
    ];
  }

  /** Makes the transport ahead of the first click, so that a camera opens without waiting for it. */
  prepare(): void {
    if (this.#path === null && !this.#closed) this.#openTransport();
  }

  /** Watches a camera until the returned function is called. */
  watch(cameraId: string): Dispose {
    const watch = this.#watches.get(cameraId) ?? this.#begin(cameraId);
    watch.viewers += 1;
    if (watch.linger !== null) clearTimeout(watch.linger);
    watch.linger = null;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      watch.viewers -= 1;
      if (watch.viewers === 0) watch.linger = setTimeout(() => this.#stop(cameraId, watch), LINGER_MS);
    };
  }

  /** A picture of a camera (`viewer` is any object of its own) has come into sight or gone out of it. */
  seen(cameraId: string, viewer: object, visible: boolean): void {
    const watch = this.#watches.get(cameraId);
    if (watch === undefined) return;
    if (visible) watch.seenBy.add(viewer);
    else watch.seenBy.delete(viewer);
    const producerId = producerOf(watch);
    if (producerId !== null) this.#openPath?.receiver.setVisible(producerId, watch.seenBy.size > 0);
  }

  /** Tries a failed camera now. */
  retry(cameraId: string): void {
    const watch = this.#watches.get(cameraId);
    if (watch === undefined) return;
    if (watch.refusal !== null) this.#ask(cameraId, watch);
    else request(this.#options.bridge, 'camera.retry', { cameraId }).catch(() => undefined);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const dispose of this.#disposers) dispose();
    for (const { linger } of this.#watches.values()) if (linger !== null) clearTimeout(linger);
    this.#watches.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#closePath();
    this.store.setState(new Map(), true);
  }

  #begin(cameraId: string): Watch {
    const watch: Watch = { viewers: 0, seenBy: new Set(), state: null, refusal: null, linger: null };
    this.#watches.set(cameraId, watch);
    this.prepare();
    this.#ask(cameraId, watch);
    this.#publish();
    return watch;
  }

  #ask(cameraId: string, watch: Watch): void {
    watch.refusal = null;
    this.#publish();
    request(this.#options.bridge, 'camera.watch', { cameraId }).then(
      ({ state }) => {
        // What was told meanwhile is newer than the answer.
        if (watch.state === null) this.#told(state);
      },
      (error: unknown) => {
        const refusal = Refusal.toValue(error);
        // It is asked again when the line is back.
        if (refusal.code === 'line.offline') return;
        watch.refusal = refusal;
        this.#publish();
      },
    );
  }

  #stop(cameraId: string, watch: Watch): void {
    if (this.#watches.get(cameraId) !== watch) return;
    this.#watches.delete(cameraId);
    request(this.#options.bridge, 'camera.unwatch', { cameraId }).catch(() => undefined);
    this.#wantNow();
    this.#publish();
  }

  #told(state: CameraState): void {
    const watch = this.#watches.get(state.cameraId);
    if (watch === undefined) return;
    watch.state = state;
    watch.refusal = null;
    this.#wantNow();
    this.#publish();
  }

  #wantNow(): void {
    const wanted = new Set<string>();
    for (const watch of this.#watches.values()) {
      const producerId = producerOf(watch);
      if (producerId !== null) wanted.add(producerId);
    }
    this.#openPath?.receiver.setWanted(wanted);
  }

  // ── the transport ──────────────────────────────────────────────────────────

  #openTransport(): void {
    const opening = this.#makePath();
    this.#path = opening;
    opening.then(
      (path) => {
        if (this.#path !== opening) {
          path[Symbol.dispose]();
          return;
        }
        this.#failures = 0;
        this.#openPath = path;
        this.#wantNow();
        this.#publish();
      },
      () => {
        if (this.#path !== opening) return;
        this.#path = null;
        this.#again();
      },
    );
  }

  async #makePath(): Promise<Path> {
    const { bridge } = this.#options;
    const [device, { transport: offer }] = await Promise.all([this.#options.device(), request(bridge, 'camera.transport', {})]);
    const renew = () => {
      if (this.#openPath?.receiver !== receiver) return;
      this.#closePath();
      this.#again();
    };
    const failed = (error: unknown) => {
      if (Refusal.toValue(error).code !== 'line.offline') renew();
    };
    const transport = openTransport(bridge, device, offer, 'recv', failed);
    const recovery = new IceRecovery(bridge, transport, { changed: () => this.#publish(), gaveUp: renew });
    const receiver = new Receiver({
      bridge,
      device,
      transport,
      changed: () => this.#publish(),
      failed,
    });
    return {
      receiver,
      networkChanged: () => recovery.networkChanged(),
      [Symbol.dispose]() {
        recovery[Symbol.dispose]();
        receiver[Symbol.dispose]();
        transport.close();
      },
    };
  }

  #again(): void {
    if (this.#closed || !this.#online || this.#timer !== null) return;
    const delay = TRANSPORT_DELAYS_MS[Math.min(this.#failures, TRANSPORT_DELAYS_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.prepare();
    }, delay);
  }

  #closePath(): void {
    this.#openPath?.[Symbol.dispose]();
    this.#openPath = null;
    this.#path = null;
    if (!this.#closed) this.#publish();
  }

  /** The server lets go of a page's cameras with its line: after that everything is asked for anew. */
  #lineChanged(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    if (!online) return;
    const had = this.#path !== null;
    this.#closePath();
    if (had || this.#watches.size > 0) this.prepare();
    for (const [cameraId, watch] of this.#watches) {
      watch.state = null;
      this.#ask(cameraId, watch);
    }
  }

  #publish(): void {
    if (this.#closed) return;
    const views = new Map<string, CameraView>();
    for (const [cameraId, watch] of this.#watches) views.set(cameraId, this.#view(watch));
    this.store.setState(views, true);
  }

  #view({ state, refusal }: Watch): CameraView {
    if (refusal !== null) return { state: 'failed', reason: refusal, attempt: 1, retryAt: null };
    if (state === null || state.state === 'connecting') return { state: 'connecting', attempt: state?.attempt ?? 1 };
    if (state.state === 'failed') return state;
    const receiver = this.#openPath?.receiver;
    const received = receiver?.received.get(state.producerId);
    if (received !== undefined) return { state: 'live', track: received.track, starved: received.starved };
    if (receiver?.refuses(state.producerId) === true) {
      const reason = { code: 'media.cannot_consume', message: 'This machine cannot decode the camera.' } as const;
      return { state: 'failed', reason, attempt: 1, retryAt: null };
    }
    return { state: 'connecting', attempt: 1 };
  }
}

function producerOf({ state }: Watch): string | null {
  return state?.state === 'live' ? state.producerId : null;
}
