import type { BridgeEvent, CallName, CallParams, CallResult, LineState, OutboxItem } from '../../app/bridge/contract.ts';
import type { LinkSession } from '../../app/bridge/link/session.ts';
import type { Connect } from '../../app/bridge/link/socket.ts';
import { Seat, type SeatPage } from '../../app/bridge/seat/seat.ts';
import type { AnyRow, EntityName } from '../../sfu-server/protocol/entities/index.ts';
import { ENTITY_NAMES } from '../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Chance } from './chance.ts';
import { type ChangeArgs, type ChangeName, changeKind, markOf, rowOf } from './changes.ts';
import { Crash, Fuse } from './crash.ts';
import { type Disk, FusedStore } from './sim-store.ts';
import type { SkewedClock } from './skewed-clock.ts';
import type { Username } from './small-template.ts';

/** A change that a person made here. */
export interface Made {
  readonly rowId: string;
  /** What it is recognised by; see `markOf`. */
  readonly mark: string;
  /** `kept`: the console has said so. `unknown`: it died while it was asked, so both are right. */
  readonly outcome: 'kept' | 'unknown';
  readonly name: ChangeName;
  /** Whether the row was in sight when it was made; of another, nothing can be shown before its row comes. */
  readonly seen: boolean;
}

interface Options {
  readonly username: Username;
  readonly clock: SkewedClock;
  readonly chance: Chance;
  readonly disk: Disk;
  readonly connect: Connect;
  readonly died: () => void;
}

/** One console: the real seat over a store that outlives its process, and one page that follows what it is told. */
export class SimConsole {
  readonly username: Username;
  readonly clock: SkewedClock;
  readonly made: Made[] = [];
  /** Rows whose making was refused and dropped: what was still on its way for them has nothing to stand on. */
  readonly unmade = new Set<string>();
  readonly #options: Options;
  /** What the page knows that was told every change since it was opened. */
  readonly #followed = new Map<EntityName, Map<string, AnyRow>>();
  #seat: Seat | null = null;
  #signingIn = false;
  #page: SeatPage | null = null;
  #fuse: Fuse;
  /** As a key store of the system keeps it. */
  #session: LinkSession | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.username = options.username;
    this.clock = options.clock;
    this.#fuse = new Fuse(() => {});
    this.start();
  }

  get running(): boolean {
    return this.#seat !== null;
  }

  get signedIn(): boolean {
    return this.#session !== null;
  }

  start(): void {
    if (this.#seat !== null) return;
    const { connect, disk, clock, chance, died } = this.#options;
    const fuse = new Fuse(() => {
      const seat = this.#seat;
      this.#seat = null;
      this.#page = null;
      seat?.close();
      died();
    });
    this.#fuse = fuse;
    const seat = new Seat({
      host: 'browser',
      serverUrl: 'https://server',
      connect,
      openStore: () => new FusedStore(disk, fuse),
      settings: { get: () => null, set: () => {} },
      session: this.#session,
      keepSession: (session) => {
        this.#session = session;
      },
      lazy: false,
      queueOffline: true,
      clock,
      random: chance.next,
    });
    this.#seat = seat;
    this.#page = seat.openPage('page', (event, data) => {
      if (event === 'data.changed') this.#follow(data as BridgeEvent<'data.changed'>);
    });
  }

  /** A page that is opened reads everything once, and follows from then on. */
  async openPage(): Promise<void> {
    this.#followed.clear();
    if (this.#session === null) return;
    for (const entity of ENTITY_NAMES) this.#followed.set(entity, new Map((await this.read(entity)).map((row) => [row.id, row])));
  }

  async signIn(): Promise<void> {
    await this.#call('session.signIn', { username: this.username, password: 'any' });
  }

  /** Signs in where nobody is, as somebody does who was sent out; at a disabled account or without a line it comes to nothing. */
  async signInAgain(): Promise<void> {
    if (!this.running || this.signedIn || this.#signingIn) return;
    this.#signingIn = true;
    try {
      await this.signIn();
      await this.openPage();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Crash)) throw error;
    } finally {
      this.#signingIn = false;
    }
  }

  async make(name: ChangeName, args: ChangeArgs, seen: boolean): Promise<void> {
    const made = { rowId: rowOf(args), mark: markOf(name, args), name, seen };
    const fuse = this.#fuse;
    try {
      await this.#call('data.mutate', { name, args });
      this.made.push({ ...made, outcome: 'kept' });
    } catch (error) {
      if (!fuse.blown) throw error;
      this.made.push({ ...made, outcome: 'unknown' });
    }
  }

  async read(entity: EntityName): Promise<AnyRow[]> {
    const { rows } = await this.#call('data.read', { entity, after: null, limit: 5_000 });
    return rows as AnyRow[];
  }

  followed(entity: EntityName): AnyRow[] {
    return [...(this.#followed.get(entity)?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async outbox(): Promise<OutboxItem[]> {
    return (await this.#call('outbox.list', {})).items;
  }

  line(): LineState | null {
    return this.#seat?.lineState() ?? null;
  }

  wake(): void {
    this.#seat?.wake();
  }

  /** Sends a refused item again, or lets go of it, as people do. */
  async settleRefused(how: 'drop' | 'redo'): Promise<void> {
    const refused = (await this.outbox()).find(({ state }) => state === 'refused');
    if (refused === undefined) return;
    const fuse = this.#fuse;
    try {
      await this.#call(`outbox.${how}`, { number: refused.number });
      if (how === 'drop') this.#forget(refused);
    } catch (error) {
      if (!fuse.blown) throw error;
      if (how === 'drop') this.#forget(refused);
    }
  }

  /** Dies at the `writes`th write from now, before or after it. */
  dieAt(writes: number, after: boolean): void {
    this.#fuse.set(writes, after);
  }

  disarm(): void {
    this.#fuse.set(Number.POSITIVE_INFINITY, false);
  }

  die(): void {
    this.#fuse.blow();
  }

  close(): void {
    this.die();
    this.#options.disk.close();
  }

  async #call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
    if (this.#page === null) throw new Refusal('request.cancelled', 'This console is down.');
    return (await this.#page.call(name, params)) as CallResult<N>;
  }

  #forget({ name, args }: OutboxItem): void {
    const mark = markOf(name, args);
    if (changeKind(name).leaves === 'row') this.unmade.add(rowOf(args));
    const at = this.made.findIndex((made) => made.name === name && made.rowId === rowOf(args) && made.mark === mark);
    if (at >= 0) this.made.splice(at, 1);
  }

  #follow({ entity, put, removed, reset }: BridgeEvent<'data.changed'>): void {
    const rows = this.#followed.get(entity) ?? new Map<string, AnyRow>();
    this.#followed.set(entity, rows);
    if (reset) rows.clear();
    for (const id of removed) rows.delete(id);
    for (const row of put as AnyRow[]) rows.set(row.id, row);
  }
}
