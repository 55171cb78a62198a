import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import type { SessionState } from '../../bridge/contract.ts';

export interface SessionStore extends Pick<StoreApi<SessionState>, 'getState' | 'subscribe' | 'getInitialState'>, Disposable {
  /** Rejects with `Refusal`: wrong password, throttled, line down. */
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Deletes what this machine keeps of the account, and signs out. */
  wipe(): Promise<void>;
}

/** Who sits here, kept by `session.changed`. Rejects with `Refusal` where the host does not answer. */
export async function openSession(bridge: Bridge): Promise<SessionStore> {
  let changed: SessionState | null = null;
  const early = bridge.on('session.changed', (state) => {
    changed = state;
  });
  const first = await bridge.call('session.get', {});
  early();
  const store = createStore<SessionState>(() => changed ?? first);
  const dispose = bridge.on('session.changed', (state) => store.setState(state, true));
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    async signIn(username, password) {
      store.setState(await bridge.call('session.signIn', { username, password }), true);
    },
    async signOut() {
      await bridge.call('session.signOut', {});
      store.setState(await bridge.call('session.get', {}), true);
    },
    async wipe() {
      await bridge.call('cache.wipe', {});
      store.setState(await bridge.call('session.get', {}), true);
    },
    [Symbol.dispose]: dispose,
  };
}
