import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import type { OutboxItem } from '../../bridge/contract.ts';

export interface OutboxStore extends Pick<StoreApi<readonly OutboxItem[]>, 'getState' | 'subscribe' | 'getInitialState'>, Disposable {
  load(): Promise<void>;
  clear(): void;
}

/** The mutations that wait or were refused, oldest first, kept by `outbox.changed`. */
export function openOutbox(bridge: Bridge): OutboxStore {
  const store = createStore<readonly OutboxItem[]>(() => []);
  let generation = 0;
  const dispose = bridge.on('outbox.changed', ({ items }) => {
    generation += 1;
    store.setState(items, true);
  });
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    async load() {
      const mine = ++generation;
      const { items } = await bridge.call('outbox.list', {});
      if (mine === generation) store.setState(items, true);
    },
    clear() {
      generation += 1;
      store.setState([], true);
    },
    [Symbol.dispose]: dispose,
  };
}
