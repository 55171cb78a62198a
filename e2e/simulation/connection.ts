import type { Clock } from '../../app/bridge/clock.ts';
import type { SocketListener } from '../../app/bridge/link/socket.ts';
import type { Chance } from './chance.ts';

/**
 * How a connection ends. `clean`: both sides are told, what is under way is lost. `late`: the console is told at once, but what it has
 * sent still arrives, maybe after it has come back and sent it again. `silent`: nobody is told and nothing arrives.
 * `deaf`: what the console sends arrives, no answer does.
 */
export const CUTS = ['clean', 'late', 'silent', 'deaf'] as const;
export type Cut = (typeof CUTS)[number];

/** What the server does with one end of a connection. */
export interface ServerEnd {
  receive(text: string): void;
  closed(): void;
}

/** Native pings of the gateway notice a dead peer in about this time, ms. */
const SERVER_NOTICES_MS = 20_000;

/** One socket: in order in each direction, as slow as chance has it, and cut in one of the ways in which lines are cut. */
export class Connection {
  readonly #clock: Clock;
  readonly #chance: Chance;
  /** Longest time of a message on its way, ms. */
  readonly #slowest: () => number;
  readonly #client: SocketListener;
  #server: ServerEnd | null = null;
  #upArrives = 0;
  #downArrives = 0;
  #clientOpen = true;
  #serverOpen = true;
  #up = true;
  #down = true;

  constructor(clock: Clock, chance: Chance, slowest: () => number, client: SocketListener) {
    this.#clock = clock;
    this.#chance = chance;
    this.#slowest = slowest;
    this.#client = client;
  }

  attach(server: ServerEnd): void {
    this.#server = server;
    this.#client.opened();
  }

  /** Never answered, as where no server listens. */
  refuse(): void {
    this.#clock.after(this.#delay(), () => this.#closeClient());
  }

  clientSends(text: string): void {
    if (!this.#clientOpen || !this.#up) return;
    this.#upArrives = this.#arrival(this.#upArrives);
    this.#clock.after(this.#upArrives - this.#clock.now(), () => {
      if (this.#serverOpen && this.#up) this.#server?.receive(text);
    });
  }

  serverSends(text: string): void {
    if (!this.#serverOpen || !this.#down) return;
    this.#downArrives = this.#arrival(this.#downArrives);
    this.#clock.after(this.#downArrives - this.#clock.now(), () => {
      if (this.#clientOpen && this.#down) this.#client.message(text);
    });
  }

  /** The console lets go: what it has sent before may still arrive. */
  clientDrops(): void {
    this.#clientOpen = false;
    this.#closeServerIn(this.#delay());
  }

  /** The server's process is gone, or has let go. */
  serverDrops(): void {
    if (!this.#serverOpen) return;
    this.#serverOpen = false;
    this.#server?.closed();
    this.#clock.after(this.#delay(), () => this.#closeClient());
  }

  cut(how: Cut): void {
    if (how !== 'late' && how !== 'deaf') this.#up = false;
    this.#down = false;
    if (how === 'clean' || how === 'late') this.#closeClient();
    this.#closeServerIn(how === 'clean' ? 0 : SERVER_NOTICES_MS);
  }

  #closeClient(): void {
    if (!this.#clientOpen) return;
    this.#clientOpen = false;
    this.#client.closed(null);
  }

  #closeServerIn(ms: number): void {
    this.#clock.after(ms, () => {
      if (!this.#serverOpen) return;
      this.#serverOpen = false;
      this.#server?.closed();
    });
  }

  #arrival(previous: number): number {
    return Math.max(previous, this.#clock.now() + this.#delay());
  }

  #delay(): number {
    return this.#chance.between(1, this.#slowest());
  }
}
