import { ManualClock, settle } from '../../app/bridge/testing/manual-clock.ts';
import { AccountRepository } from '../../sfu-server/store/accounts.ts';
import { appendChanges, trimLog } from '../../sfu-server/store/change-log.ts';
import { Chance } from './chance.ts';
import { Connection, type Cut } from './connection.ts';
import { Crash } from './crash.ts';
import { Deeds } from './deeds.ts';
import { missingOwnWrites } from './own-writes.ts';
import { SimConsole } from './sim-console.ts';
import { SimServer } from './sim-server.ts';
import type { Disk } from './sim-store.ts';
import { SkewedClock } from './skewed-clock.ts';
import { ADMINISTRATOR, type CountyTemplate, USERNAMES } from './small-template.ts';
import { type DeedStep, isDeed, type Setting, type Step } from './steps.ts';

/** A process that died is started again after at most this long, ms. */
const LONGEST_DOWN_MS = 8_000;
const QUICK_MS = 20;
/** Where things are well again, everything has to come together within this time, ms. */
const HEALING_MS = 120_000;
/** Nothing happens any more when nothing has happened for this long, ms. */
const CALM_MS = 5_000;

interface Seat {
  readonly console: SimConsole;
  connection: Connection | null;
  reachable: boolean;
}

/** A county in which everything goes wrong that may: consoles, a server, the lines between them, and time. */
export class World {
  readonly #clock = new ManualClock();
  readonly #chance: Chance;
  readonly #orgs: CountyTemplate['orgs'];
  readonly #serverClock: SkewedClock;
  readonly #seats: Seat[] = [];
  readonly #deeds: Deeds;
  /** Events that were moved or deleted: they may leave a console with what was written on them. */
  readonly #unsettled = new Set<string>();
  /** Consoles whose account was moved to another organisation, and how many changes of theirs were made before. */
  readonly #moved = new Map<SimConsole, number>();
  #slowestMs = QUICK_MS;
  #healing = false;
  readonly server: SimServer;

  constructor(template: CountyTemplate, { seed, consoles }: Setting, newDisk: () => Disk) {
    this.#chance = new Chance(seed);
    this.#orgs = template.orgs;
    this.#deeds = new Deeds(this.#chance, template.orgs);
    this.#serverClock = new SkewedClock(this.#clock);
    this.server = new SimServer(this.#serverClock, this.#chance, template.bytes);
    this.server.died = () => this.#later(() => this.server.start());
    for (const username of USERNAMES.slice(0, consoles)) this.#seats.push(this.#seat(username, newDisk()));
  }

  get consoles(): readonly SimConsole[] {
    return this.#seats.map(({ console }) => console);
  }

  /** Everybody signs in; rows may still be on their way. */
  async open(): Promise<void> {
    const signedIn = this.consoles.map((console) => console.signIn());
    await this.#clock.advance(1_000);
    await Promise.all(signedIn);
  }

  async take(step: Step): Promise<void> {
    await this.#happen(step);
    await settle();
  }

  /** Lines, machines and clocks are well again: everything comes together, or it never will. */
  async heal(): Promise<void> {
    this.#healing = true;
    this.#slowestMs = QUICK_MS;
    this.server.disarm();
    this.server.start();
    for (const seat of this.#seats) {
      seat.reachable = true;
      seat.console.disarm();
      await this.#restart(seat.console);
      await this.#administer(seat, { do: 'accountDisabled', seat: 0, disabled: false });
    }
    // A line that was cut in silence looks well for 3 s.
    for (let passed = 0, calm = 0; passed < HEALING_MS && calm < CALM_MS; passed += 500) {
      // Whoever was sent out comes back.
      for (const console of this.consoles) void console.signInAgain();
      await this.#clock.advance(500);
      calm = (await this.#calm()) ? calm + 500 : 0;
    }
  }

  close(): void {
    this.#healing = true;
    for (const console of this.consoles) console.close();
    this.server.close();
  }

  /** Timers that nobody has let go of after `close`, beyond those of messages under way. */
  async leftTimers(): Promise<number> {
    await this.#clock.advance(60_000);
    return this.#clock.pending;
  }

  /** Changes of their own that a console does not show. */
  async missingOwnWrites(): Promise<string[]> {
    const missing: string[] = [];
    for (const console of this.consoles) {
      const elsewhere = { unsettled: this.#unsettled, movedAfter: this.#moved.get(console) };
      missing.push(...(await missingOwnWrites(console, elsewhere)));
    }
    return missing;
  }

  #seat(username: (typeof USERNAMES)[number], disk: Disk): Seat {
    const seat: { console: SimConsole | null; connection: Connection | null; reachable: boolean } = {
      console: null,
      connection: null,
      reachable: true,
    };
    const console = new SimConsole({
      username,
      clock: new SkewedClock(this.#clock),
      chance: this.#chance,
      disk,
      connect: (listener) => {
        const connection = new Connection(this.#clock, this.#chance, () => this.#slowestMs, listener);
        seat.connection = connection;
        this.#clock.after(this.#chance.between(1, this.#slowestMs), () => {
          if (seat.reachable) this.server.accept(connection);
          else connection.refuse();
        });
        return { send: (text) => connection.clientSends(text), drop: () => connection.clientDrops() };
      },
      died: () => this.#later(() => void this.#restart(console)),
    });
    return Object.assign(seat, { console });
  }

  #later(task: () => void): void {
    this.#clock.after(this.#chance.between(1, LONGEST_DOWN_MS), () => {
      if (!this.#healing) task();
    });
  }

  async #restart(console: SimConsole): Promise<void> {
    if (console.running) return;
    console.start();
    await console.openPage();
  }

  async #calm(): Promise<boolean> {
    for (const { console } of this.#seats) {
      if (!console.signedIn || console.line()?.state !== 'online') return false;
      if ((await console.outbox()).some(({ state }) => state !== 'refused')) return false;
    }
    return true;
  }

  async #happen(step: Step): Promise<void> {
    const seat = 'seat' in step ? this.#seats[step.seat % this.#seats.length] : undefined;
    switch (step.do) {
      case 'wait':
        return this.#clock.advance(step.ms);
      case 'slow':
        this.#slowestMs = step.ms;
        return;
      case 'serverDies':
        return step.statements === 0 ? this.server.die() : this.server.dieAt(step.statements, step.after);
      case 'serverRestarts':
        this.server.die();
        this.#serverClock.skewMs = step.ms;
        return this.server.start();
      case 'serverClock':
        this.#serverClock.skewMs = step.ms;
        return;
      case 'trim':
      case 'rename':
      case 'move':
      case 'delete':
        return this.#onServer(step);
      default:
        if (seat !== undefined) await this.#atSeat(seat, step);
    }
  }

  async #atSeat(seat: Seat, step: Step): Promise<void> {
    const { console } = seat;
    if (isDeed(step)) return this.#make(console, step);
    switch (step.do) {
      case 'cut':
        return seat.connection?.cut(step.how satisfies Cut);
      case 'lineDown':
        seat.reachable = false;
        return;
      case 'lineUp':
        seat.reachable = true;
        return;
      case 'consoleDies':
        return step.writes === 0 ? console.die() : console.dieAt(step.writes, step.after);
      case 'consoleClock':
        console.clock.skewMs = step.ms;
        return;
      case 'accountMoves':
      case 'accountDisabled':
        return this.#administer(seat, step);
      case 'signIn':
        void console.signInAgain();
        return;
      case 'refused':
        return console.running && console.signedIn ? console.settleRefused(step.how) : undefined;
    }
  }

  async #make(console: SimConsole, step: DeedStep): Promise<void> {
    if (!console.running || !console.signedIn) return;
    const deed = await this.#deeds.of(console, step);
    await console.make(deed.name, deed.args, deed.seen);
  }

  /** An administrator moves, disables or enables the account of a console. */
  async #administer({ console }: Seat, step: Extract<Step, { do: 'accountMoves' | 'accountDisabled' }>): Promise<void> {
    if (!this.server.running) return;
    try {
      const accounts = new AccountRepository(this.server.db);
      const actor = await accounts.findByUsername(ADMINISTRATOR);
      const target = await accounts.findByUsername(console.username);
      if (actor === null || target === null) throw new Error('An account is gone.');
      const accountId = target.account.id;
      const administration = this.server.administration();
      if (step.do === 'accountDisabled') {
        await administration.setDisabled({ accountId, disabled: step.disabled }, actor.account);
        return;
      }
      const { county, first, second } = this.#orgs;
      this.#moved.set(console, console.made.length);
      await administration.move({ accountId, orgId: [county, first, second][step.which % 3] ?? county }, actor.account);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  /** What happens on the server without any console: an administrator's hand, a night's job. */
  async #onServer(step: Extract<Step, { do: 'trim' | 'rename' | 'move' | 'delete' }>): Promise<void> {
    if (!this.server.running) return;
    try {
      if (step.do === 'trim') await trimLog(this.server.db, Number.MAX_SAFE_INTEGER);
      else await this.#changeRow(step);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  async #changeRow(step: Extract<Step, { do: 'rename' | 'move' | 'delete' }>): Promise<void> {
    const id = this.#deeds.event(step.which);
    if (id === undefined) return;
    const now = this.#serverClock.now();
    await this.server.db.transaction().execute(async (trx) => {
      const before = await trx
        .selectFrom('events')
        .innerJoin('organisations', 'organisations.id', 'org_id')
        .select(['path', 'org_id'])
        .where('events.id', '=', id)
        .executeTakeFirst();
      if (before === undefined) return;
      const touched = { entity: 'event', id, path: before.path, pathBefore: before.path } as const;
      if (step.do === 'rename') {
        await trx
          .updateTable('events')
          .set({ title: `改名${step.which}` })
          .where('id', '=', id)
          .execute();
        await appendChanges(trx, [touched], now);
        return;
      }
      this.#unsettled.add(id);
      if (step.do === 'move') {
        const { firstVillage, secondVillage } = this.#orgs;
        const orgId = before.org_id === firstVillage ? secondVillage : firstVillage;
        await trx.updateTable('events').set({ org_id: orgId }).where('id', '=', id).execute();
        const { path } = await trx.selectFrom('organisations').select('path').where('id', '=', orgId).executeTakeFirstOrThrow();
        await appendChanges(trx, [{ ...touched, path }], now);
        return;
      }
      await trx.deleteFrom('event_notes').where('event_id', '=', id).execute();
      await trx.deleteFrom('events').where('id', '=', id).execute();
      await appendChanges(trx, [{ ...touched, path: null }], now);
    });
    // The notice that a mutation gives by itself.
    if (this.server.running) this.server.sessions.tell('sync.changed', () => ({ version: Number.MAX_SAFE_INTEGER }));
  }
}
