import { beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Bridge } from './bridge.ts';
import type { SocketListener } from './link/socket.ts';
import { openSocketBridge } from './socket-bridge.ts';
import { ManualClock } from './testing/manual-clock.ts';

const OFFLINE = { state: 'offline', rttMs: null, waiting: 0, refused: 0, lastSyncedAt: null, progress: null };
const NOBODY = { account: null, serverUrl: 'https://127.0.0.1', host: 'browser', rtpCapabilities: null, demo: false };

/** A browser host that can be killed and started again without knowing anybody. */
class FakeHost {
  running = true;
  knowsBrowser = true;
  introduced = 0;
  sockets: SocketListener[] = [];

  readonly connect = (listener: SocketListener) => {
    queueMicrotask(() => {
      if (!this.running || !this.knowsBrowser) {
        listener.closed(null);
        return;
      }
      this.sockets.push(listener);
      listener.opened();
    });
    return { send: (text: string) => this.#answer(listener, text), drop: () => {} };
  };

  readonly introduce = async () => {
    this.introduced += 1;
    if (!this.running) throw new TypeError('Failed to fetch');
    this.knowsBrowser = true;
  };

  kill(): void {
    this.running = false;
    for (const socket of this.sockets.splice(0)) socket.closed(null);
  }

  startAnew(): void {
    this.running = true;
    this.knowsBrowser = false;
  }

  #answer(listener: SocketListener, text: string): void {
    const { id, call } = JSON.parse(text) as { id: number; call: string };
    const known: Record<string, unknown> = { 'session.get': NOBODY, 'line.get': { ...OFFLINE, state: 'online' } };
    const answer =
      call in known ? { id, ok: true, result: known[call] } : { id, ok: false, error: { code: 'auth.required', message: '…' } };
    queueMicrotask(() => listener.message(JSON.stringify(answer)));
  }
}

describe('a page whose browser host is killed', () => {
  let clock: ManualClock;
  let host: FakeHost;
  let bridge: Bridge;
  let told: string[];

  beforeEach(async () => {
    clock = new ManualClock();
    host = new FakeHost();
    bridge = openSocketBridge({ connect: host.connect, clock, introduce: host.introduce });
    told = [];
    bridge.on('line.changed', ({ state }) => told.push(state));
    bridge.on('session.changed', ({ account }) => told.push(account === null ? 'nobody' : account.name));
    await bridge.call('session.get', {});
  });

  it('says at once that it is offline', async () => {
    host.kill();
    expect(told).toEqual(['offline']);
    await expect(bridge.call('line.get', {})).rejects.toBeInstanceOf(Refusal);
  });

  it('comes back by itself to one started anew that does not know it, and asks who sits there now', async () => {
    host.kill();
    await clock.advance(10_000);
    host.startAnew();
    await clock.advance(5_000);
    expect(told.slice(-2)).toEqual(['nobody', 'online']);
    expect(await bridge.call('session.get', {})).toMatchObject({ account: null });
  });

  it('introduces itself only where it was not let in', async () => {
    for (const socket of host.sockets.splice(0)) socket.closed(null);
    await clock.advance(5_000);
    expect(told.at(-1)).toBe('online');
    expect(host.introduced).toBe(0);
  });
});
