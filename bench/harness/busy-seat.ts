import { setTimeout } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { BridgeEvent, LineState, SessionState } from '../../app/bridge/contract.ts';
import { silentLog } from '../../app/bridge/log.ts';
import { MemoryStore } from '../../app/bridge/replica/memory-store.ts';
import { Seat, type SeatPage } from '../../app/bridge/seat/seat.ts';
import { nodeConnect } from '../../app/host/server-socket.ts';
import { ServerTrust } from '../../app/host/trust/server-trust.ts';
import { DEMO_PASSWORD } from '../../resources/demo-county/accounts.ts';
import type { AnyRow } from '../../sfu-server/protocol/entities/index.ts';

/** Changes that a seat has under way at a time. */
const MOST_WAITING = 20;
/** Of each so many changes one is a new event, the others are notes on it. */
const CHANGES_PER_EVENT = 4;

interface BusySeatOptions {
  readonly serverUrl: string;
  readonly pinPath: string;
  /** Told of each row of an event that comes to this seat. */
  readonly saw: (rowId: string) => void;
}

/** A seat that makes changes as fast as the server takes them. */
export class BusySeat {
  readonly #seat: Seat;
  readonly #page: SeatPage;
  #orgId = '';
  #waiting = 0;
  #wake: (() => void) | null = null;
  #online = Promise.withResolvers<void>();
  #eventId = '';
  /** Reports: the id of each event that it made and when, ms. */
  readonly reports = new Map<string, number>();

  constructor({ serverUrl, pinPath, saw }: BusySeatOptions) {
    const url = new URL(serverUrl);
    const trust = new ServerTrust({ url, pinPath, caFingerprint: undefined, log: silentLog });
    this.#seat = new Seat({
      host: 'browser',
      serverUrl,
      connect: nodeConnect(url, trust),
      openStore: () => new MemoryStore(),
      settings: { get: () => null, set: () => {} },
      lazy: false,
      queueOffline: true,
    });
    this.#page = this.#seat.openPage('page', (event, data) => {
      if (event === 'line.changed' && (data as LineState).state === 'online') this.#online.resolve();
      if (event === 'outbox.changed') this.#count(data as BridgeEvent<'outbox.changed'>);
      if (event !== 'data.changed') return;
      const changed = data as BridgeEvent<'data.changed'>;
      if (changed.entity === 'event') for (const row of changed.put as AnyRow[]) saw(row.id);
    });
  }

  /** Signs in and waits until all rows are in. */
  async open(username: string): Promise<void> {
    const { account } = (await this.#page.call('session.signIn', { username, password: DEMO_PASSWORD })) as SessionState;
    this.#orgId = account?.organisation.id ?? '';
    await this.#online.promise;
  }

  /**
   * Makes so many changes and waits until the server has confirmed each.
   * @param everyMs no sooner one after the other than this, on average; 0 for as fast as they are taken
   */
  async make(count: number, everyMs = 0): Promise<void> {
    const started = performance.now();
    for (let made = 0; made < count; made += 1) {
      const early = started + made * everyMs - performance.now();
      if (early > 0) await setTimeout(early);
      while (this.#waiting >= MOST_WAITING) await new Promise<void>((resolve) => (this.#wake = resolve));
      await (made % CHANGES_PER_EVENT === 0 ? this.#report() : this.#note());
    }
    while (this.#waiting > 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  close(): void {
    this.#seat.close();
  }

  async #report(): Promise<void> {
    const id = uuidv7();
    this.#eventId = id;
    this.reports.set(id, performance.now());
    const position = { lat: 32.1, lng: 112.2 };
    const args = {
      id,
      orgId: this.#orgId,
      gridId: null,
      title: '路面塌陷，请派人查看',
      detail: '位于路口西侧。',
      kind: 'facility',
      level: 3,
      position,
    };
    await this.#page.call('data.mutate', { name: 'event.report', args: { ...args, reportedAt: Date.now() } });
  }

  async #note(): Promise<void> {
    await this.#page.call('data.mutate', { name: 'event.note', args: { id: this.#eventId, noteId: uuidv7(), text: '已联系管养单位。' } });
  }

  #count({ items }: BridgeEvent<'outbox.changed'>): void {
    this.#waiting = items.filter(({ state }) => state === 'waiting').length;
    const refused = items.find(({ state }) => state === 'refused');
    if (refused !== undefined) throw new Error(`A change was refused: ${refused.error?.message}`);
    if (this.#waiting >= MOST_WAITING) return;
    this.#wake?.();
    this.#wake = null;
  }
}
