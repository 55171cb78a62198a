import type { types } from 'mediasoup';

/** A stream lent to one receiver: a producer on the receiver's own router, wherever it is sent to. */
export interface Reception {
  readonly producer: types.Producer;
  /** Says whether it is wanted just now; it begins unwanted. Resolves when it flows, or has stopped. */
  flow(wanted: boolean): Promise<void>;
  /** The receiver has no more use of it; twice does no harm. */
  release(): void;
}

/** For what is on the receiver's router anyway: nothing has to be brought, nothing given back. */
export function atHome(producer: types.Producer): Reception {
  return { producer, flow: async () => undefined, release: () => undefined };
}
