import type { types } from 'mediasoup';
import type { BaseLogger } from 'pino';
import { type Clock, type Dispose, systemClock } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import type { CameraState } from '../protocol/camera-state.ts';
import { Refusal } from '../protocol/errors.ts';
import type { TransportOffer } from '../protocol/media.ts';
import { isAllowed } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';
import { type AccountAsker, pageKey } from '../security/identity.ts';
import type { CameraSource, CameraSources } from '../store/camera-sources.ts';
import { CameraFeed } from './camera-feed.ts';
import { type Ingest, IngestThread } from './ingest/ingest-thread.ts';
import { WatchingPage } from './watching-page.ts';

/** How long a camera is still fetched after the last viewer left, ms: they often come back, by the next cell or layout. */
export const LINGER_MS = 10_000;

export interface CameraServiceOptions {
  readonly engine: MediaEngine;
  readonly peers: PeerRegistry;
  readonly sources: Pick<CameraSources, 'find'>;
  readonly log: BaseLogger;
  readonly clock?: Clock;
  /** The ingest thread of its own, where none is given. */
  readonly ingest?: Ingest;
}

/** A live camera's stream; both stay the same while the camera fails and comes back. */
export interface CameraOutlet {
  readonly producer: types.Producer;
  readonly router: types.Router;
}

interface Running {
  readonly feed: CameraFeed;
  holders: number;
  stopLingering: Dispose | null;
}

/** Cameras that somebody watches: each is fetched once, however many watch, and let go when nobody does. */
export class CameraService {
  readonly #options: CameraServiceOptions;
  readonly #clock: Clock;
  readonly #ownThread: IngestThread | null;
  readonly #ingest: Ingest;
  readonly #running = new Map<string, Running>();
  readonly #pages = new Map<string, WatchingPage>();

  constructor(options: CameraServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#ownThread = options.ingest === undefined ? new IngestThread(options.log) : null;
    this.#ingest = options.ingest ?? this.#ownThread ?? new IngestThread(options.log);
  }

  /** How many cameras are being fetched, for the metrics. */
  get ingested(): number {
    return this.#running.size;
  }

  /** The receiving transport of a page; one that it had before is closed. @throws Refusal `right.missing` */
  async transport(asker: AccountAsker): Promise<TransportOffer> {
    const { role, organisation } = asker.identity.account;
    if (!isAllowed(role, 'camera.view', organisation.path, organisation.path)) {
      throw new Refusal('right.missing', 'Your role does not see cameras.');
    }
    return this.#page(asker).openTransport(await this.#options.engine.cameraRouter(), asker.notify);
  }

  /** @throws Refusal `camera.unknown`, `right.missing` */
  async watch(cameraId: string, asker: AccountAsker): Promise<CameraState> {
    // Before anything is waited for, so that a page that closes meanwhile takes its watch along.
    const page = this.#page(asker);
    const source = await this.#allowed(cameraId, asker.identity.account);
    if (page.closed) throw new Refusal('request.cancelled', 'The page was closed meanwhile.');
    if (source.sourceUrl === null) return withoutSource(cameraId);
    const present = page.watched(cameraId);
    if (present !== null) return present.state;
    const feed = this.#take(cameraId, source.sourceUrl);
    page.watch(cameraId, feed, asker.notify, () => this.#letGo(cameraId));
    return feed.state;
  }

  unwatch(cameraId: string, asker: AccountAsker): void {
    this.#pages.get(pageKey(asker))?.unwatch(cameraId);
  }

  /** @throws Refusal `camera.unknown` where this page does not watch it */
  retry(cameraId: string, asker: AccountAsker): void {
    const feed = this.#pages.get(pageKey(asker))?.watched(cameraId) ?? null;
    if (feed === null) throw new Refusal('camera.unknown', 'This page does not watch that camera.');
    feed.retry();
  }

  /** A page is gone, or its line cut: it asks for everything anew when it comes back. */
  pageClosed(key: string): void {
    this.#pages.get(key)?.close();
    this.#pages.delete(key);
  }

  /** For rooms: the name of a camera that this account may show others. */
  async lookUp(cameraId: string, account: Account): Promise<{ name: string }> {
    const { camera, sourceUrl } = await this.#allowed(cameraId, account);
    if (sourceUrl === null) throw new Refusal('camera.no_source', 'No stream address is registered for this camera.');
    return { name: camera.name };
  }

  /** For rooms: keeps a camera that was looked up running; `changed` hears its output when it is live, null while it is not. */
  hold(cameraId: string, changed: (outlet: CameraOutlet | null) => void): Dispose {
    let release: Dispose | null = null;
    let released = false;
    void this.#options.sources.find(cameraId).then(
      (source) => {
        if (released || source === null || source.sourceUrl === null) return;
        const feed = this.#take(cameraId, source.sourceUrl);
        const tell = () => {
          const output = feed.output;
          const producer = output?.producer ?? null;
          changed(output === null || producer === null ? null : { producer, router: output.router });
        };
        const stop = feed.onState(tell);
        release = () => {
          stop();
          this.#letGo(cameraId);
        };
        tell();
      },
      (error: unknown) => this.#options.log.error({ err: error, camera: cameraId }, 'camera could not be looked up'),
    );
    return () => {
      released = true;
      release?.();
      release = null;
    };
  }

  async close(): Promise<void> {
    for (const page of this.#pages.values()) page.close();
    this.#pages.clear();
    for (const { feed, stopLingering } of this.#running.values()) {
      stopLingering?.();
      feed.close();
    }
    this.#running.clear();
    await this.#ownThread?.close();
  }

  #page(asker: AccountAsker): WatchingPage {
    const key = pageKey(asker);
    const page = this.#pages.get(key) ?? new WatchingPage(this.#options.engine, this.#options.peers, key);
    this.#pages.set(key, page);
    return page;
  }

  async #allowed(cameraId: string, account: Account): Promise<CameraSource> {
    const source = await this.#options.sources.find(cameraId);
    if (source === null) throw new Refusal('camera.unknown', 'There is no such camera.');
    if (!isAllowed(account.role, 'camera.view', account.organisation.path, source.path)) {
      throw new Refusal('right.missing', 'This camera is not yours to see.');
    }
    return source;
  }

  #take(cameraId: string, sourceUrl: string): CameraFeed {
    const present = this.#running.get(cameraId);
    if (present !== undefined) {
      present.holders += 1;
      present.stopLingering?.();
      present.stopLingering = null;
      return present.feed;
    }
    const { engine, log } = this.#options;
    const feed = new CameraFeed({ cameraId, sourceUrl, engine, log, ingest: this.#ingest, clock: this.#clock });
    this.#running.set(cameraId, { feed, holders: 1, stopLingering: null });
    return feed;
  }

  #letGo(cameraId: string): void {
    const running = this.#running.get(cameraId);
    if (running === undefined) return;
    running.holders -= 1;
    if (running.holders > 0) return;
    running.stopLingering = this.#clock.after(LINGER_MS, () => {
      this.#running.delete(cameraId);
      running.feed.close();
    });
  }
}

function withoutSource(cameraId: string): CameraState {
  const reason = { code: 'camera.no_source', message: 'No stream address is registered for this camera.' } as const;
  return { state: 'failed', cameraId, reason, attempt: 1, retryAt: null };
}
