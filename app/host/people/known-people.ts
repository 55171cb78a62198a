import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { hash, type Options, verify } from '@node-rs/argon2';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { Clock } from '../../bridge/clock.ts';
import type { Log } from '../../bridge/log.ts';
import type { OfflinePass, OfflinePeople } from '../../bridge/seat/offline-people.ts';
import { storageError } from '../cache/storage-errors.ts';
import { deletePerson, type Person, readPeople, writePerson } from './person-file.ts';

/** How long a console vouches for somebody of whom the server has not spoken: a long holiday's worth of broken line, not more. */
export const OFFLINE_MS = 7 * 86_400_000;

/**
 * Argon2id (the library's default algorithm) with 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet,
 * the recommended configuration; the same as the server's.
 */
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The server's own measure (sfu-server/security/throttle.ts), but never forgotten by time: a console can be carried away. */
const FREE_FAILURES = 3;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

interface KnownPeopleOptions {
  dataDir: string;
  serverUrl: string;
  clock: Clock;
  log: Log;
}

/** The people of one console and one server, a file each beside the copies. */
export class KnownPeople implements OfflinePeople {
  readonly #options: KnownPeopleOptions;
  readonly #folder: string;
  readonly #people: Map<string, Person>;
  /** How often something was taken away, by account: what was being hashed meanwhile is not kept. */
  readonly #takings = new Map<string, number>();
  /** One attempt at a time: those that come together are counted one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  /** Throws what the file system throws. */
  constructor(options: KnownPeopleOptions) {
    this.#options = options;
    this.#folder = join(options.dataDir, 'cache');
    this.#people = readPeople(this.#folder);
  }

  get possible(): boolean {
    return [...this.#people.values()].some((person) => person.serverUrl === this.#options.serverUrl && this.#mayOpen(person));
  }

  async remember(account: Account, password: string | null): Promise<void> {
    const takings = this.#takings.get(account.id);
    const verifier = password === null ? null : await hash(password, PARAMETERS);
    if (this.#takings.get(account.id) !== takings) return;
    const now = this.#options.clock.now();
    const person: Person = {
      form: 1,
      serverUrl: this.#options.serverUrl,
      account,
      verifier,
      heardAt: now,
      latestAt: now,
      failures: 0,
    };
    this.#tryToWrite(this.#nameOf(account.username), person);
  }

  heardFrom(account: Account): void {
    const name = this.#nameOf(account.username);
    const person = this.#people.get(name);
    const now = this.#options.clock.now();
    if (person?.account.id === account.id) this.#tryToWrite(name, { ...person, account, heardAt: now, latestAt: now });
  }

  open(username: string, password: string): Promise<OfflinePass> {
    const attempt = this.#queue.then(() => this.#open(username, password));
    this.#queue = attempt.catch(() => undefined);
    return attempt;
  }

  async refused(username: string, password: string): Promise<void> {
    const person = this.#people.get(this.#nameOf(username));
    if (person?.verifier === null || person === undefined) return;
    if (!(await verify(person.verifier, password))) return;
    // A newer password may have been kept meanwhile.
    if (this.#people.get(this.#nameOf(username))?.verifier === person.verifier) this.forgetPassword(person.account.id);
  }

  known(username: string): Account | null {
    return this.#people.get(this.#nameOf(username))?.account ?? null;
  }

  seen(accountId: string): void {
    const now = this.#options.clock.now();
    for (const [name, person] of this.#of(accountId)) {
      if (now > person.latestAt) this.#tryToWrite(name, { ...person, latestAt: now });
    }
  }

  forgetPassword(accountId: string): void {
    this.#takenBack(accountId);
    for (const [name, person] of this.#of(accountId)) this.#tryToWrite(name, { ...person, verifier: null });
  }

  erase(accountId: string): void {
    this.#takenBack(accountId);
    for (const [name] of this.#of(accountId)) {
      deletePerson(this.#folder, name);
      this.#people.delete(name);
    }
  }

  #takenBack(accountId: string): void {
    this.#takings.set(accountId, (this.#takings.get(accountId) ?? 0) + 1);
  }

  async #open(username: string, password: string): Promise<OfflinePass> {
    const name = this.#nameOf(username);
    const person = this.#people.get(name);
    if (person === undefined || person.verifier === null || !this.#mayOpen(person)) {
      throw new Refusal('auth.offline_unknown', 'This account cannot sign in at this console without the server.');
    }
    const now = this.#options.clock.now();
    refuseTooSoon(person, now);
    // Counted before it is known to be wrong: ending this process in between wins no guess.
    const counted: Person = { ...person, failures: person.failures + 1, latestAt: Math.max(person.latestAt, now) };
    this.#write(name, counted);
    if (!(await verify(person.verifier, password))) {
      this.#options.log('warn', 'a wrong password without a line', { account: person.account.id, failures: counted.failures });
      throw new Refusal('auth.bad_credentials', 'The user name or the password is not right.');
    }
    const present = this.#people.get(name);
    if (present?.verifier !== person.verifier) {
      throw new Refusal('auth.offline_unknown', 'What this console knew of this account was taken away meanwhile.');
    }
    this.#write(name, { ...present, failures: 0 });
    this.#options.log('info', 'signed in without a line', { account: person.account.id });
    return { account: person.account, until: now + this.#leftMs(person) };
  }

  #mayOpen(person: Person): boolean {
    return person.verifier !== null && this.#leftMs(person) > 0;
  }

  #leftMs(person: Person): number {
    return person.heardAt + OFFLINE_MS - Math.max(person.latestAt, this.#options.clock.now());
  }

  #of(accountId: string): [string, Person][] {
    const { serverUrl } = this.#options;
    return [...this.#people].filter(([, person]) => person.account.id === accountId && person.serverUrl === serverUrl);
  }

  /** User names have no capitals at the server. */
  #nameOf(username: string): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([this.#options.serverUrl, username.trim().toLowerCase()]))
      .digest('hex');
    return `person-${digest.slice(0, 32)}.json`;
  }

  #write(name: string, person: Person): void {
    try {
      writePerson(this.#folder, name, person);
    } catch (error) {
      throw storageError(error);
    }
    this.#people.set(name, person);
  }

  /** What cannot be written is no reason to keep somebody out who is in; a verifier that has to go goes from memory at least. */
  #tryToWrite(name: string, person: Person): void {
    this.#people.set(name, person);
    try {
      writePerson(this.#folder, name, person);
    } catch (error) {
      this.#options.log('error', 'who may sign in without a line could not be written', { error: String(error) });
    }
  }
}

/** By count alone and the file's own time: a clock that was set back makes nobody wait for longer than the delay. */
function refuseTooSoon(person: Person, now: number): void {
  const beyond = person.failures - FREE_FAILURES;
  if (beyond < 0) return;
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** beyond, LONGEST_DELAY_MS);
  const waitMs = Math.min(delayMs, person.latestAt + delayMs - now);
  if (waitMs <= 0) return;
  throw new Refusal('auth.throttled', `Too many failed attempts; try again in ${Math.ceil(waitMs / 1000)} s.`, { retryAfterMs: waitMs });
}
