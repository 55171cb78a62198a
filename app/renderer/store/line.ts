import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import type { LineState } from '../../bridge/contract.ts';

export type LineStore = Pick<StoreApi<LineState>, 'getState' | 'subscribe' | 'getInitialState'> & Disposable;

const UNKNOWN: LineState = { state: 'offline', rttMs: null, waiting: 0, refused: 0, lastSyncedAt: null, progress: null };

/** How the line to the server is, kept by `line.changed`; offline until somebody says otherwise. */
export function openLine(bridge: Bridge): LineStore {
  const store = createStore<LineState>(() => UNKNOWN);
  let told = false;
  const dispose = bridge.on('line.changed', (state) => {
    told = true;
    store.setState(state, true);
  });
  bridge
    .call('line.get', {})
    .then((state) => {
      // What was told meanwhile is newer than this answer.
      if (!told) store.setState(state, true);
    })
    .catch(() => undefined);
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    [Symbol.dispose]: dispose,
  };
}
