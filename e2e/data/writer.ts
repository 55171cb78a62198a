import { v7 as uuidv7 } from 'uuid';
import type { BridgeEvent } from '../../app/bridge/contract.ts';
import { MemoryStore } from '../../app/bridge/replica/memory-store.ts';
import { Seat, type SeatPage } from '../../app/bridge/seat/seat.ts';
import { nodeConnect } from '../../app/host/server-socket.ts';
import type { ServerTrust } from '../../app/host/trust/server-trust.ts';

/** Changes on their way at a time: enough to fill a few messages. */
const MOST_WAITING = 25;
/** Well below what one event takes. */
const NOTES_PER_EVENT = 50;

/** A console over a real socket that makes changes without end. */
export class Writer {
  readonly #seat: Seat;
  readonly #page: SeatPage;
  readonly #orgId: string;
  /** Ids of the events and notes that it has made. */
  readonly made: string[] = [];
  refused: unknown[] = [];
  waiting = 0;
  #eventId = '';
  #going = false;

  /** @param trust of a server on TLS; null where it speaks plain HTTP on loopback */
  constructor(serverUrl: string, orgId: string, trust: ServerTrust | null = null) {
    this.#orgId = orgId;
    this.#seat = new Seat({
      host: 'browser',
      serverUrl,
      connect: nodeConnect(new URL(serverUrl), trust),
      openStore: () => new MemoryStore(),
      settings: { get: () => null, set: () => {} },
      lazy: false,
      queueOffline: true,
    });
    this.#page = this.#seat.openPage('page', (event, data) => {
      if (event !== 'outbox.changed') return;
      const { items } = data as BridgeEvent<'outbox.changed'>;
      this.refused = items.filter(({ state }) => state === 'refused');
      this.waiting = items.filter(({ state }) => state === 'waiting').length;
    });
  }

  /** Changes of which the server has said that they are done. */
  get acknowledged(): number {
    return this.made.length - this.waiting;
  }

  /** In a county of tests the password is the name. */
  async signIn(username: string): Promise<void> {
    await this.#page.call('session.signIn', { username, password: username });
  }

  begin(): void {
    this.#going = true;
    void this.#write();
  }

  end(): void {
    this.#going = false;
  }

  wake(): void {
    this.#seat.wake();
  }

  close(): void {
    this.end();
    this.#seat.close();
  }

  async #write(): Promise<void> {
    while (this.#going) {
      while (this.waiting < MOST_WAITING) await this.#change();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #change(): Promise<void> {
    const id = uuidv7();
    this.made.push(id);
    if (this.made.length % NOTES_PER_EVENT !== 1) {
      await this.#page.call('data.mutate', { name: 'event.note', args: { id: this.#eventId, noteId: id, text: '已到场' } });
      return;
    }
    this.#eventId = id;
    const position = { lat: 32, lng: 112 };
    const args = {
      id,
      orgId: this.#orgId,
      gridId: null,
      title: '路灯损坏',
      detail: '',
      kind: 'facility',
      level: 4,
      position,
      reportedAt: 1,
    };
    await this.#page.call('data.mutate', { name: 'event.report', args });
  }
}
