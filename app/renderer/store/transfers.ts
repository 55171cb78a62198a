import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import type { Transfer } from '../../bridge/contract.ts';

export interface TransfersStore
  extends Pick<StoreApi<ReadonlyMap<string, Transfer>>, 'getState' | 'subscribe' | 'getInitialState'>,
    Disposable {
  load(): Promise<void>;
  clear(): void;
}

/** Contents of attachments that are on their way from this seat, by the attachment's id; kept by `attachment.changed`. */
export function openTransfers(bridge: Bridge): TransfersStore {
  const store = createStore<ReadonlyMap<string, Transfer>>(() => new Map());
  const show = (items: readonly Transfer[]) => store.setState(new Map(items.map((item) => [item.id, item])), true);
  let generation = 0;
  const dispose = bridge.on('attachment.changed', ({ items }) => {
    generation += 1;
    show(items);
  });
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    async load() {
      const mine = ++generation;
      const { items } = await bridge.call('attachment.transfers', {});
      if (mine === generation) show(items);
    },
    clear() {
      generation += 1;
      show([]);
    },
    [Symbol.dispose]: dispose,
  };
}
