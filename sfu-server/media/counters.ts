import type { types } from 'mediasoup';

/** What lives in the workers just now. */
export interface MediaCounters {
  workers: number;
  routers: number;
  transports: number;
  producers: number;
  consumers: number;
}

type Closable = { on(event: 'close', listener: () => void): unknown };

/** Keeps count by mediasoup's own observers, so that nothing that is created anywhere is forgotten. */
export class Counters {
  readonly #total: MediaCounters = { workers: 0, routers: 0, transports: 0, producers: 0, consumers: 0 };
  readonly #perWorker = new Map<types.Worker, MediaCounters>();

  /** Counts a worker and everything that is made in it from now on. */
  watch(worker: types.Worker): void {
    const own: MediaCounters = { workers: 0, routers: 0, transports: 0, producers: 0, consumers: 0 };
    this.#perWorker.set(worker, own);
    const count = (what: keyof MediaCounters, observer: Closable) => {
      own[what] += 1;
      this.#total[what] += 1;
      observer.on('close', () => {
        own[what] -= 1;
        this.#total[what] -= 1;
      });
    };
    count('workers', worker.observer);
    worker.observer.on('close', () => this.#perWorker.delete(worker));
    worker.observer.on('newrouter', (router) => {
      count('routers', router.observer);
      router.observer.on('newtransport', (transport) => {
        count('transports', transport.observer);
        transport.observer.on('newproducer', (producer) => count('producers', producer.observer));
        transport.observer.on('newconsumer', (consumer) => count('consumers', consumer.observer));
      });
    });
  }

  /** Always as it is now. */
  get total(): Readonly<MediaCounters> {
    return this.#total;
  }

  /** How busy a worker is: streams first, since they cost the time; routers break the tie, so that empty rooms spread too. */
  loadOf(worker: types.Worker): number {
    const own = this.#perWorker.get(worker);
    return own === undefined ? Number.POSITIVE_INFINITY : (own.producers + own.consumers) * 1000 + own.routers;
  }
}
