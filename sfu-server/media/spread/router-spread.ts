import type { types } from 'mediasoup';
import { Refusal } from '../../protocol/errors.ts';
import type { MediaEngine } from '../media-engine.ts';
import { workerIndexOf } from '../media-worker.ts';
import { atHome, type Reception } from '../reception.ts';
import type { PipedProducer } from './piped-producer.ts';
import { RouterLink } from './router-link.ts';

/**
 * Streams that one router of a room sends before the next worker takes newcomers. A worker gives out near 400 of 1 Mbit/s
 * (measured); half of it leaves room for other rooms and for what those inside have not asked for yet.
 */
export const FULL_ROUTER_STREAMS = 200;

/** What a seat will ask for, counted ahead: all who come in the same second have asked for nothing yet. A page of a grid and the voices. */
export const STREAMS_PER_SEAT = 10;

/** Where a seat's transports are to be made. */
export interface Place<E> {
  readonly router: types.Router;
  readonly equipment: E;
  /** The seat has gone; twice does no harm. */
  leave(): void;
}

export interface SpreadListener<E> {
  /** Makes what belongs to a router before anybody is placed on it. */
  equip(router: types.Router): Promise<E>;
  opened(router: types.Router): void;
  /** Its worker died; those who were placed there come again. The others stay. */
  lost(router: types.Router): void;
}

interface Station<E> {
  readonly router: types.Router;
  readonly equipment: E;
  readonly places: Set<object>;
  streams: number;
}

/** The routers of one room: at most one a worker, opened when the others are full, and what is brought between them. */
export class RouterSpread<E> {
  readonly #engine: MediaEngine;
  readonly #listener: SpreadListener<E>;
  readonly #stations = new Map<types.Router, Station<E>>();
  readonly #links = new Map<string, Promise<RouterLink>>();
  readonly #piped = new Map<string, Promise<PipedProducer>>();
  #opening: Promise<boolean> | null = null;
  /** Counts closings: what was begun before one must not outlive it. */
  #closings = 0;

  constructor(engine: MediaEngine, listener: SpreadListener<E>) {
    this.#engine = engine;
    this.#listener = listener;
  }

  /** In the order in which they were opened. */
  get routers(): readonly types.Router[] {
    return [...this.#stations.keys()];
  }

  /** Makes sure that there is a router. @throws Refusal `media.unavailable` */
  async open(): Promise<types.Router> {
    const { router, leave } = await this.place();
    leave();
    return router;
  }

  /** The least loaded router of the room, or another worker's when that one is full. @throws Refusal `media.unavailable` */
  async place(): Promise<Place<E>> {
    const closings = this.#closings;
    // Looked at anew after each wait: hundreds may have waited for the same router.
    for (let another = true; another; ) {
      const best = this.#leastLoaded();
      if (best !== null && loadOf(best) < FULL_ROUTER_STREAMS) return placeOn(best);
      another = await this.#openAnother();
      if (closings !== this.#closings) throw closedMeanwhile();
    }
    const best = this.#leastLoaded();
    if (best === null) throw closedMeanwhile();
    return placeOn(best);
  }

  /**
   * Lends a producer of the router `home` to a receiver on the router `at`; brought there once, however many ask.
   * Null where it is gone.
   */
  async receive(producer: types.Producer, home: types.Router, at: types.Router): Promise<Reception | null> {
    if (producer.closed || at.closed) return null;
    if (home === at) return atHome(producer);
    const key = `${producer.id} ${at.id}`;
    // Whoever was there first may have given it back in this very moment; then it is brought once more.
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const piped = await this.#pipe(key, producer, home, at).catch(() => null);
      if (piped !== null && !piped.closed) return piped.lend();
      if (producer.closed || home.closed || at.closed) return null;
    }
    return null;
  }

  /** Ends all; it may be opened again. */
  close(): void {
    this.#closings += 1;
    const routers = this.routers;
    this.#stations.clear();
    this.#opening = null;
    for (const router of routers) router.close();
  }

  #leastLoaded(): Station<E> | null {
    const [first, ...rest] = this.#stations.values();
    if (first === undefined) return null;
    return rest.reduce((best, next) => (loadOf(next) < loadOf(best) ? next : best), first);
  }

  /** Once, however many wait for it; false where there is no other worker. @throws Refusal where the room has no router without it */
  async #openAnother(): Promise<boolean> {
    if (this.#opening === null) {
      const opening = this.#make().finally(() => {
        if (this.#opening === opening) this.#opening = null;
      });
      this.#opening = opening;
    }
    try {
      return await this.#opening;
    } catch (error) {
      if (this.#stations.size === 0) throw error;
      return false;
    }
  }

  async #make(): Promise<boolean> {
    const closings = this.#closings;
    const router = await this.#engine.createRouter(new Set(this.routers.map(workerIndexOf)));
    if (router === null) return false;
    try {
      const station: Station<E> = { router, equipment: await this.#listener.equip(router), places: new Set(), streams: 0 };
      if (closings !== this.#closings || router.closed) throw closedMeanwhile();
      countStreams(station);
      this.#stations.set(router, station);
    } catch (error) {
      router.close();
      throw error;
    }
    router.on('workerclose', () => {
      if (this.#stations.delete(router)) this.#listener.lost(router);
    });
    this.#listener.opened(router);
    return true;
  }

  #pipe(key: string, producer: types.Producer, home: types.Router, at: types.Router): Promise<PipedProducer> {
    return kept(this.#piped, key, async () => {
      const link = await this.#link(home, at);
      return link.bring(producer, home, at);
    });
  }

  #link(one: types.Router, other: types.Router): Promise<RouterLink> {
    const key = [one.id, other.id].sort().join(' ');
    return kept(this.#links, key, () => RouterLink.open(one, other));
  }
}

const loadOf = <E>({ places, streams }: Station<E>): number => Math.max(streams, places.size * STREAMS_PER_SEAT);

function placeOn<E>({ router, equipment, places }: Station<E>): Place<E> {
  const place = {};
  places.add(place);
  return { router, equipment, leave: () => void places.delete(place) };
}

const closedMeanwhile = () => new Refusal('media.unavailable', 'The room was closed meanwhile.', { retryAfterMs: 0 });

/** Keeps count of what a router sends, to seats and to other routers. */
function countStreams<E>(station: Station<E>): void {
  station.router.observer.on('newtransport', (transport) =>
    transport.observer.on('newconsumer', (consumer) => {
      station.streams += 1;
      consumer.observer.on('close', () => {
        station.streams -= 1;
      });
    }),
  );
}

interface Closable {
  readonly closed: boolean;
  onClosed(listener: () => void): void;
}

/** What is under `key`, made where there is none; it is forgotten when it closes or could not be made. */
function kept<T extends Closable>(all: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const present = all.get(key);
  if (present !== undefined) return present;
  const making = make();
  const forget = () => {
    if (all.get(key) === making) all.delete(key);
  };
  all.set(key, making);
  making.then((made) => (made.closed ? forget() : made.onClosed(forget)), forget);
  return making;
}
