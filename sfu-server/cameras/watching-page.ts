import type { types } from 'mediasoup';
import type { Dispose } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { atHome, type Reception } from '../media/reception.ts';
import { Refusal } from '../protocol/errors.ts';
import type { TransportOffer } from '../protocol/media.ts';
import type { Notify } from '../protocol/notifications.ts';
import type { CameraFeed } from './camera-feed.ts';

interface Watch {
  readonly feed: CameraFeed;
  readonly stop: Dispose;
}

/** One page that watches cameras: which, and over what transport. It receives those and no others. */
export class WatchingPage {
  readonly #engine: MediaEngine;
  readonly #peers: PeerRegistry;
  readonly #key: string;
  readonly #watches = new Map<string, Watch>();
  #peer: { peer: MediaPeer; unregister: Dispose } | null = null;
  #closed = false;

  constructor(engine: MediaEngine, peers: PeerRegistry, key: string) {
    this.#engine = engine;
    this.#peers = peers;
    this.#key = key;
  }

  get closed(): boolean {
    return this.#closed;
  }

  async openTransport(router: types.Router, notify: Notify): Promise<TransportOffer> {
    if (this.#closed) throw new Refusal('request.cancelled', 'The page was closed meanwhile.');
    this.#closePeer();
    const peer = new MediaPeer(this.#engine, router, { maySend: false, receivable: (id) => this.#receivable(id, router) }, notify);
    this.#peer = { peer, unregister: this.#peers.add(this.#key, peer) };
    return peer.addTransport(false);
  }

  watched(cameraId: string): CameraFeed | null {
    return this.#watches.get(cameraId)?.feed ?? null;
  }

  /** `release` is called once, when the page no longer watches it. */
  watch(cameraId: string, feed: CameraFeed, notify: Notify, release: () => void): void {
    const stopState = feed.onState((state) => notify('camera.state', state));
    this.#watches.set(cameraId, {
      feed,
      stop: () => {
        stopState();
        release();
      },
    });
  }

  unwatch(cameraId: string): void {
    const watch = this.#watches.get(cameraId);
    if (watch === undefined) return;
    this.#watches.delete(cameraId);
    const { state } = watch.feed;
    if (state.state === 'live') this.#peer?.peer.stopReceiving(state.producerId);
    watch.stop();
  }

  close(): void {
    this.#closed = true;
    this.#closePeer();
    for (const { stop } of this.#watches.values()) stop();
    this.#watches.clear();
  }

  async #receivable(producerId: string, router: types.Router): Promise<Reception | null> {
    for (const { feed } of this.#watches.values()) {
      if (feed.output?.producerId !== producerId) continue;
      const producer = await feed.output.on(router);
      return producer === null ? null : atHome(producer);
    }
    return null;
  }

  #closePeer(): void {
    this.#peer?.unregister();
    this.#peer?.peer.close();
    this.#peer = null;
  }
}
