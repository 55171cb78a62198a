import type { Bridge, Dispose } from './bridge.ts';
import type { BridgeEvent, BridgeEventName, CallName, CallParams, CallResult } from './contract.ts';
import { Emitter } from './emitter.ts';
import { browserConnect } from './link/browser-socket.ts';
import { MemoryStore } from './replica/memory-store.ts';
import type { PageListener } from './seat/pages.ts';
import { Seat } from './seat/seat.ts';
import type { SeatOptions } from './seat/seat-options.ts';
import type { Settings } from './seat/settings.ts';
import { TabVault } from './tab-vault.ts';

type BridgeEvents = { [N in BridgeEventName]: BridgeEvent<N> };

/** A bridge straight to a seat in the same page, for pages that the server itself serves: no cache, nothing kept without a line. */
export class DirectBridge implements Bridge {
  readonly #events = new Emitter<BridgeEvents>();
  readonly #seat: Seat;
  readonly #page: ReturnType<Seat['openPage']>;

  constructor(options: Omit<SeatOptions, 'host' | 'openStore' | 'lazy' | 'queueOffline'>) {
    this.#seat = new Seat({ ...options, host: 'direct', openStore: () => new MemoryStore(), lazy: true, queueOffline: false });
    const listener: PageListener = (event, data) => this.#events.emit(event, data as BridgeEvents[typeof event]);
    this.#page = this.#seat.openPage(null, listener);
  }

  async call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
    return (await this.#page.call(name, params)) as CallResult<N>;
  }

  on<N extends BridgeEventName>(event: N, listener: (data: BridgeEvent<N>) => void): Dispose {
    return this.#events.on(event, listener);
  }

  close(): void {
    this.#page.close();
    this.#seat.close();
    this.#events.clear();
  }
}

/** The bridge of a page on the server's own origin. */
export function openDirectBridge(): Bridge {
  const url = new URL('/ws', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  // A guest or a party is nobody's account, even in a tab in which somebody had signed in before.
  const vault = /^\/(join|apply|my)\//.test(location.pathname) ? null : new TabVault();
  return new DirectBridge({
    serverUrl: location.origin,
    connect: browserConnect(url.href),
    settings: browserSettings(),
    session: vault?.load() ?? null,
    keepSession: (session) => vault?.save(session),
  });
}

function browserSettings(): Settings {
  const prefix = 'shilian.setting.';
  return {
    get: (key) => localStorage.getItem(prefix + key),
    set: (key, value) => {
      if (value === null) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, value);
    },
  };
}
