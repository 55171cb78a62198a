import { v7 as uuidv7 } from 'uuid';
import type { AnyRow, EntityName, RowChange } from '../../../sfu-server/protocol/entities/index.ts';
import { ENTITY_NAMES } from '../../../sfu-server/protocol/entities/index.ts';
import { requestEnvelopeSchema } from '../../../sfu-server/protocol/envelope.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { MutationResult } from '../../../sfu-server/protocol/mutations.ts';
import { isRequestType, REQUESTS, type RequestParams, type RequestType } from '../../../sfu-server/protocol/requests/index.ts';
import type { Account, Tokens } from '../../../sfu-server/protocol/session.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../../sfu-server/protocol/version.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Connect } from '../link/socket.ts';
import { localEffect } from '../replica/effects/index.ts';

/** What becomes of one request: `lose` drops the line before it is done, `loseAnswer` after, `silent` never answers. */
export type Fate = 'answer' | 'lose' | 'loseAnswer' | 'silent';

interface Client {
  send(text: string): void;
  end(): void;
  username: string | null;
  guest: string | null;
}

/** A server for tests that keeps the protocol's promises of sign-in and sync with a few maps, and can be told to fail. */
export class TestServer {
  readonly accounts = new Map<string, Account>();
  readonly clients = new Set<Client>();
  /** Every request that came, in order. */
  readonly seen: { type: string; data: unknown; page: string | undefined }[] = [];
  /** Names and numbers of mutations that were really applied. */
  readonly applied: { clientId: string; number: number; name: string }[] = [];
  fate: (type: string, data: unknown) => Fate = () => 'answer';
  /** Refuses a request before it is done; null does it. */
  refuseRequest: (type: string) => Refusal | null = () => null;
  /** Refuses a mutation by its name; null applies it. */
  refuse: (name: string) => Refusal | null = () => null;
  reachable = true;
  accessLifeMs = 600_000;
  schemaVersion = SCHEMA_VERSION;
  trimmedBelow = 0;
  readonly #clock: Clock;
  #rows = new Map<EntityName, Map<string, AnyRow>>();
  #log: { entity: EntityName; id: string }[] = [];
  #results = new Map<string, MutationResult[]>();
  #access = new Map<string, { username: string; expiresAt: number }>();
  #refresh = new Map<string, string>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.accounts.set('duty', testAccount('duty', '991100/'));
    this.accounts.set('township', testAccount('township', '991100/991100101/'));
  }

  get version(): number {
    return this.#log.length;
  }

  connect: Connect = (listener) => {
    let open = true;
    const close = (): void => {
      if (!open) return;
      open = false;
      this.clients.delete(client);
      listener.closed(null);
    };
    const client: Client = {
      send: (text) => queueMicrotask(() => open && listener.message(text)),
      end: close,
      username: null,
      guest: null,
    };
    queueMicrotask(() => {
      if (!this.reachable) return close();
      if (!open) return;
      listener.opened();
      this.welcome(client);
    });
    return {
      send: (text) => queueMicrotask(() => open && this.receive(client, text)),
      drop: () => {
        open = false;
        this.clients.delete(client);
      },
    };
  };

  welcome(client: Client): void {
    this.clients.add(client);
    this.#notify(client, 'welcome', {
      serverVersion: 'test',
      protocolVersion: PROTOCOL_VERSION,
      serverTime: this.#clock.now(),
      demo: true,
      rtpCapabilities: { codecs: [] },
    });
  }

  receive(client: Client, text: string): void {
    const { id, type, data, page } = requestEnvelopeSchema.parse(JSON.parse(text));
    if (type !== 'ping') this.seen.push({ type, data, page });
    const fate = this.fate(type, data);
    if (fate === 'silent') return;
    if (fate === 'lose') {
      client.end();
      return;
    }
    const answer = this.#answer(client, type, data);
    if (fate === 'loseAnswer') {
      client.end();
      return;
    }
    client.send(JSON.stringify({ v: PROTOCOL_VERSION, id, ...answer }));
  }

  /** A change that somebody else made. */
  put(entity: EntityName, row: AnyRow, tell = true): void {
    this.#write(entity, row.id, row);
    if (tell) this.tellChanged();
  }

  delete(entity: EntityName, id: string, tell = true): void {
    this.#write(entity, id, null);
    if (tell) this.tellChanged();
  }

  row(entity: EntityName, id: string): AnyRow | undefined {
    return this.#rows.get(entity)?.get(id);
  }

  all(entity: EntityName): AnyRow[] {
    return [...(this.#rows.get(entity)?.values() ?? [])];
  }

  tellChanged(): void {
    this.notifyAll('sync.changed', { version: this.version });
  }

  notifyAll(type: string, data: unknown, page?: string): void {
    for (const client of [...this.clients]) this.#notify(client, type, data, page);
  }

  dropAll(): void {
    for (const client of [...this.clients]) client.end();
  }

  /** As if the server had been restored from a copy that is older than these clients. */
  forgetClients(): void {
    this.#results.clear();
  }

  /** Restored from a copy that was made when each client had come to `number`: later events are gone, every cursor is too old. */
  restoreTo(number: number): void {
    for (const [clientId, results] of this.#results) {
      for (const result of results.splice(number)) {
        const lost = result.status === 'applied' ? this.#log[result.version - 1] : undefined;
        if (lost !== undefined) this.#write(lost.entity, lost.id, null);
      }
      this.#results.set(clientId, results);
    }
    this.#write('event', uuidv7(), null);
    this.trimmedBelow = this.version;
    this.dropAll();
  }

  count(type: string): number {
    return this.seen.filter((request) => request.type === type).length;
  }

  #notify(client: Client, type: string, data: unknown, page?: string): void {
    client.send(JSON.stringify({ v: PROTOCOL_VERSION, type, data, ...(page === undefined ? {} : { page }) }));
  }

  #answer(client: Client, type: string, data: unknown): { ok: true; data: unknown } | { ok: false; error: unknown } {
    try {
      if (!isRequestType(type)) throw new Refusal('request.unknown', type);
      const params = REQUESTS[type].params.parse(data);
      const refusal = this.refuseRequest(type);
      if (refusal !== null) throw refusal;
      if (REQUESTS[type].needs === 'account' && client.username === null) throw new Refusal('auth.required', 'Sign in first.');
      return { ok: true, data: this.#handle(client, type, params) };
    } catch (error) {
      return { ok: false, error: Refusal.toValue(error) };
    }
  }

  #handle(client: Client, type: RequestType, params: unknown): unknown {
    switch (type) {
      case 'ping':
        return { serverTime: this.#clock.now() };
      case 'auth.signIn': {
        const { username, password } = REQUESTS[type].params.parse(params);
        if (password !== 'right') throw new Refusal('auth.bad_credentials', 'Wrong.');
        if (client.username !== null) throw new Refusal('auth.already_signed_in', 'Sign out first.');
        return this.#signedIn(client, username);
      }
      case 'auth.refresh': {
        const { refreshToken } = REQUESTS[type].params.parse(params);
        const username = this.#refresh.get(refreshToken);
        this.#refresh.delete(refreshToken);
        if (username === undefined) throw new Refusal('auth.revoked', 'Used up.');
        return this.#signedIn(client, username);
      }
      case 'auth.resume': {
        const { accessToken } = REQUESTS[type].params.parse(params);
        const access = this.#access.get(accessToken);
        if (access === undefined || access.expiresAt <= this.#clock.now()) throw new Refusal('auth.expired', 'Expired.');
        client.username = access.username;
        return { account: this.accounts.get(access.username) };
      }
      case 'auth.signOut':
        client.username = null;
        return {};
      case 'auth.guest':
        client.guest = REQUESTS[type].params.parse(params).name;
        return { roomId: uuidv7(), roomTitle: 'room', roomKind: 'mediation' };
      case 'page.close':
        return {};
      case 'sync.push':
        return this.#push(client, REQUESTS[type].params.parse(params));
      case 'sync.remembers': {
        const { clientId, numbers } = REQUESTS[type].params.parse(params);
        return { numbers: numbers.filter((number) => number <= (this.#results.get(clientId)?.length ?? 0)) };
      }
      case 'sync.pull':
        return this.#pull(REQUESTS[type].params.parse(params));
      case 'sync.snapshot':
        return this.#snapshot(REQUESTS[type].params.parse(params));
      case 'room.list':
        return { rooms: [] };
      default:
        throw new Refusal('request.unknown', type);
    }
  }

  #signedIn(client: Client, username: string): { account: Account; tokens: Tokens } {
    const account = this.accounts.get(username);
    if (account === undefined) throw new Refusal('auth.bad_credentials', 'Wrong.');
    client.username = username;
    const tokens = {
      accessToken: uuidv7(),
      accessExpiresAt: this.#clock.now() + this.accessLifeMs,
      refreshToken: uuidv7(),
      refreshExpiresAt: this.#clock.now() + 30 * 86_400_000,
    };
    this.#access.set(tokens.accessToken, { username, expiresAt: tokens.accessExpiresAt });
    this.#refresh.set(tokens.refreshToken, username);
    return { account, tokens };
  }

  #push(client: Client, { clientId, mutations }: RequestParams<'sync.push'>): { results: MutationResult[] } {
    const results = this.#results.get(clientId) ?? [];
    this.#results.set(clientId, results);
    const answers = mutations.map((mutation) => {
      const known = results[mutation.number - 1];
      if (known !== undefined) return known;
      if (mutation.number !== results.length + 1) throw new Refusal('mutation.gap', 'A number is missing.');
      const result = this.#settle(client, clientId, mutation);
      results.push(result);
      return result;
    });
    return { results: answers };
  }

  #settle(client: Client, clientId: string, mutation: RequestParams<'sync.push'>['mutations'][number]): MutationResult {
    const { number, name } = mutation;
    try {
      const refusal = this.refuse(name);
      if (refusal !== null) throw refusal;
      return { status: 'applied', number, version: this.#apply(client, clientId, mutation) };
    } catch (error) {
      return { status: 'refused', number, error: Refusal.toValue(error) };
    }
  }

  #apply(client: Client, clientId: string, { number, name, args }: RequestParams<'sync.push'>['mutations'][number]): number {
    const account = this.accounts.get(client.username ?? '');
    if (account === undefined) throw new Refusal('auth.required', 'Sign in first.');
    const effect = localEffect(name, args);
    const row = effect.apply(this.#rows.get(effect.entity)?.get(effect.rowId), { account, at: this.#clock.now() });
    if (row === undefined) throw new Refusal('row.unknown', 'No such row.');
    this.#write(effect.entity, effect.rowId, 'number' in row && row.number === null ? { ...row, number: `N${this.version + 1}` } : row);
    this.applied.push({ clientId, number, name });
    return this.version;
  }

  #pull({ clientId, schemaVersion, cursor, limit }: RequestParams<'sync.pull'>): unknown {
    if (schemaVersion !== this.schemaVersion) return { kind: 'snapshotRequired', reason: 'schema' };
    if (cursor < this.trimmedBelow) return { kind: 'snapshotRequired', reason: 'logTrimmed' };
    if (cursor > this.version) return { kind: 'snapshotRequired', reason: 'unknownCursor' };
    const upTo = Math.min(this.version, cursor + limit);
    const changes = this.#log.slice(cursor, upTo).map(({ entity, id }) => this.#change(entity, id));
    return { kind: 'changes', changes, cursor: upTo, more: upTo < this.version, lastMutation: this.#results.get(clientId)?.length ?? 0 };
  }

  #snapshot({ after, limit }: RequestParams<'sync.snapshot'>): unknown {
    const all = ENTITY_NAMES.flatMap((entity) => [...(this.#rows.get(entity)?.keys() ?? [])].sort().map((id) => ({ entity, id })));
    const start = after === null ? 0 : all.findIndex(({ entity, id }) => entity === after.entity && id > (after.id ?? ''));
    const page = start < 0 ? [] : all.slice(start, start + limit);
    const last = page.at(-1);
    return {
      schemaVersion: this.schemaVersion,
      rows: page.map(({ entity, id }) => this.#change(entity, id)),
      next: last !== undefined && start + limit < all.length ? last : null,
      cursor: this.version,
      total: after === null ? all.length : 0,
    };
  }

  #change(entity: EntityName, id: string): RowChange {
    const row = this.#rows.get(entity)?.get(id);
    return row === undefined ? { op: 'delete', entity, id } : ({ op: 'put', entity, row } as RowChange);
  }

  #write(entity: EntityName, id: string, row: AnyRow | null): void {
    const rows = this.#rows.get(entity) ?? new Map<string, AnyRow>();
    this.#rows.set(entity, rows);
    if (row === null) rows.delete(id);
    else rows.set(id, row);
    this.#log.push({ entity, id });
  }
}

function testAccount(username: string, path: string): Account {
  const code = path.split('/').at(-2) ?? '';
  return {
    id: uuidv7(),
    username,
    name: username,
    role: 'duty',
    organisation: { id: uuidv7(), parentId: null, level: 'county', name: username, code, path },
  };
}
