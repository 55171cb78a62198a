import type { Identity } from '../security/identity.ts';
import { identityKey } from './board/viewers.ts';

/** For whom a host has decided that they may open their own microphone, or may not: by person, so that nobody sheds it by leaving. */
export class UnmuteRights {
  readonly #given: Map<string, boolean>;
  readonly #decided: () => void;

  /** @param given what was decided before a restart @param decided told of each change */
  constructor(given: Readonly<Record<string, boolean>>, decided: () => void) {
    this.#given = new Map(Object.entries(given));
    this.#decided = decided;
  }

  get given(): Record<string, boolean> {
    return Object.fromEntries(this.#given);
  }

  /** Null: as the room says. */
  of(identity: Identity): boolean | null {
    return this.#given.get(identityKey(identity)) ?? null;
  }

  set(identity: Identity, mayUnmute: boolean | null): void {
    if (this.of(identity) === mayUnmute) return;
    if (mayUnmute === null) this.#given.delete(identityKey(identity));
    else this.#given.set(identityKey(identity), mayUnmute);
    this.#decided();
  }
}
