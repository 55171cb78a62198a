import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { WebSocket } from 'ws';
import type { Clock } from '../../app/bridge/clock.ts';
import { AccountAdministration } from '../../sfu-server/administration/account-administration.ts';
import { DataCore } from '../../sfu-server/governance/data-core.ts';
import { Feed } from '../../sfu-server/governance/feed.ts';
import { Refusal, type RefusalValue } from '../../sfu-server/protocol/errors.ts';
import type { SignedIn } from '../../sfu-server/protocol/session.ts';
import { PROTOCOL_VERSION } from '../../sfu-server/protocol/version.ts';
import { noticeChanges } from '../../sfu-server/signaling/change-notices.ts';
import { dispatch, readRequest } from '../../sfu-server/signaling/dispatch.ts';
import type { HandlerTable } from '../../sfu-server/signaling/handler.ts';
import { syncHandlers } from '../../sfu-server/signaling/handlers/sync.ts';
import { Session } from '../../sfu-server/signaling/session.ts';
import { Sessions } from '../../sfu-server/signaling/sessions.ts';
import { AccountRepository } from '../../sfu-server/store/accounts.ts';
import type { Db } from '../../sfu-server/store/database.ts';
import type { Tables } from '../../sfu-server/store/tables.ts';
import { coreOnly } from '../harness/core-only.ts';
import type { Chance } from './chance.ts';
import type { Connection } from './connection.ts';
import { Crash, Fuse } from './crash.ts';
import { installWitness } from './witness.ts';

const ACCESS_LIFE_MS = 10 * 60_000;
const REFRESH_LIFE_MS = 7 * 24 * 60 * 60_000;

/** What dies with the server's process. */
interface Process {
  readonly fuse: Fuse;
  readonly db: Db;
  readonly sessions: Sessions;
  readonly handlers: HandlerTable;
  readonly connections: Set<Connection>;
  readonly stopNotices: () => void;
}

/**
 * The server's real core — dispatch, sessions, DataCore, Feed, notices — over a real SQLite database, behind simulated sockets.
 * Its process can die before or after any statement; what was committed is there when it starts again, the rest is not.
 * Signing in is simplified: no password, and tokens that are only names.
 */
export class SimServer {
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tokens = new Map<string, { username: string; accountId: string; expiresAt: number }>();
  /** Errors that are no refusals and no crash: none may occur. */
  readonly unexpected: unknown[] = [];
  #process: Process | null = null;
  died: () => void = () => {};

  constructor(clock: Clock, chance: Chance, bytes: Buffer) {
    this.#clock = clock;
    this.#chance = chance;
    this.#sqlite = new SqliteDatabase(bytes);
    this.#sqlite.pragma('foreign_keys = ON');
    installWitness(this.#sqlite);
    this.start();
  }

  get running(): boolean {
    return this.#process !== null;
  }

  /** The database, for whoever looks on. */
  get sqlite(): SqliteDatabase.Database {
    return this.#sqlite;
  }

  /** For changes that no console makes. */
  get db(): Db {
    return this.#mustRun().db;
  }

  get sessions(): Sessions {
    return this.#mustRun().sessions;
  }

  /** What an administrator does to the accounts of others, by the real code; its process may die within it. */
  administration(): AccountAdministration {
    return new AccountAdministration({
      db: this.db,
      signIns: { endAll: async (accountId, reason) => this.#endAll(accountId, reason) },
      online: () => 0,
      changed: () => {},
      now: () => this.#clock.now(),
    });
  }

  start(): void {
    if (this.#process !== null) return;
    const fuse = new Fuse(() => this.#fallen());
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: fused(this.#sqlite, fuse) }) });
    const core = new DataCore(db, () => this.#clock.now());
    const sessions = new Sessions((error) => this.unexpected.push(error));
    const handlers = this.#handlers(db, sessions, core);
    this.#process = { fuse, db, sessions, handlers, connections: new Set(), stopNotices: noticeChanges(core, new Feed(db), sessions) };
  }

  /** Dies at the `statements`th statement from now, before or after it. */
  dieAt(statements: number, after: boolean): void {
    this.#process?.fuse.set(statements, after);
  }

  disarm(): void {
    this.#process?.fuse.set(Number.POSITIVE_INFINITY, false);
  }

  die(): void {
    this.#process?.fuse.blow();
  }

  close(): void {
    this.die();
    this.#sqlite.close();
  }

  accept(connection: Connection): void {
    const process = this.#process;
    if (process === null) {
      connection.refuse();
      return;
    }
    const socket = {
      OPEN: 1,
      readyState: 1,
      bufferedAmount: 0,
      send: (text: string) => {
        if (!process.fuse.blown) connection.serverSends(text);
      },
      close: () => connection.serverDrops(),
      terminate: () => connection.serverDrops(),
    };
    // The session uses nothing else of a WebSocket.
    const session = new Session(this.#chance.id(), '127.0.0.1', socket as unknown as WebSocket);
    process.sessions.add(session);
    process.connections.add(connection);
    connection.attach({
      receive: (text) => void this.#answer(process, session, text),
      closed: () => {
        socket.readyState = 3;
        process.connections.delete(connection);
        if (!process.fuse.blown) process.sessions.remove(session);
      },
    });
    session.notify('welcome', {
      serverVersion: 'simulated',
      protocolVersion: PROTOCOL_VERSION,
      serverTime: this.#clock.now(),
      demo: false,
      rtpCapabilities: {},
    });
  }

  #mustRun(): Process {
    if (this.#process === null) throw new Error('The server is down.');
    return this.#process;
  }

  #fallen(): void {
    const process = this.#process;
    this.#process = null;
    process?.stopNotices();
    for (const connection of [...(process?.connections ?? [])]) connection.serverDrops();
    // What a file's journal does when it is opened again: the transaction under way is undone.
    if (this.#sqlite.inTransaction) this.#sqlite.exec('rollback');
    this.died();
  }

  async #answer(process: Process, session: Session, text: string): Promise<void> {
    if (process.fuse.blown) return;
    const read = readRequest(text);
    if (!read.ok) throw read.error;
    const { request } = read;
    try {
      const { data } = await dispatch(process.handlers, session, session.page(request.page ?? 'main'), request, this.#clock.now());
      session.send({ v: PROTOCOL_VERSION, id: request.id, ok: true, data });
    } catch (error) {
      if (process.fuse.blown) return;
      if (!(error instanceof Refusal || error instanceof Crash)) this.unexpected.push(error);
      session.send({ v: PROTOCOL_VERSION, id: request.id, ok: false, error: Refusal.toValue(error) });
    }
  }

  #handlers(db: Db, sessions: Sessions, core: DataCore): HandlerTable {
    const accounts = new AccountRepository(db);
    const become = async (sessionId: string, username: string): Promise<SignedIn> => {
      const stored = await accounts.findByUsername(username);
      const session = sessions.get(sessionId);
      if (stored === null || session === null) throw new Refusal('auth.bad_credentials', 'Nobody.');
      if (stored.disabled) throw new Refusal('auth.disabled', 'Disabled.');
      const expiresAt = this.#clock.now() + ACCESS_LIFE_MS;
      sessions.establish(session, { identity: { kind: 'account', account: stored.account }, signInId: username, expiresAt });
      return { account: stored.account, tokens: this.#newTokens(username, stored.account.id) };
    };
    return coreOnly({
      ...syncHandlers(core, new Feed(db)),
      ping: () => ({ serverTime: this.#clock.now() }),
      'auth.signIn': ({ username }, asker) => become(asker.sessionId, username),
      'auth.refresh': ({ refreshToken }, asker) => become(asker.sessionId, this.#holder(refreshToken)),
      'auth.resume': async ({ accessToken }, asker) => ({ account: (await become(asker.sessionId, this.#holder(accessToken))).account }),
      'auth.signOut': () => ({}),
      'page.close': () => ({}),
    });
  }

  #endAll(accountId: string, reason: RefusalValue): void {
    for (const [token, held] of this.#tokens) if (held.accountId === accountId) this.#tokens.delete(token);
    this.#process?.sessions.end({ accountId }, reason);
  }

  #newTokens(username: string, accountId: string): SignedIn['tokens'] {
    const now = this.#clock.now();
    const tokens = {
      accessToken: this.#chance.id(),
      accessExpiresAt: now + ACCESS_LIFE_MS,
      refreshToken: this.#chance.id(),
      refreshExpiresAt: now + REFRESH_LIFE_MS,
    };
    this.#tokens.set(tokens.accessToken, { username, accountId, expiresAt: tokens.accessExpiresAt });
    this.#tokens.set(tokens.refreshToken, { username, accountId, expiresAt: Number.POSITIVE_INFINITY });
    return tokens;
  }

  #holder(token: string): string {
    const held = this.#tokens.get(token);
    if (held === undefined || held.expiresAt <= this.#clock.now()) throw new Refusal('auth.expired', 'Expired.');
    return held.username;
  }
}

/** The database as one process sees it: each statement, BEGIN and COMMIT too, is a step at which it may die. */
function fused(sqlite: SqliteDatabase.Database, fuse: Fuse) {
  const statements = new Map<string, SqliteDatabase.Statement>();
  return {
    close: () => {},
    prepare: (text: string) => {
      const statement = statements.get(text) ?? sqlite.prepare(text);
      statements.set(text, statement);
      return {
        reader: statement.reader,
        all: (parameters: readonly unknown[]) => fuse.step(() => statement.all(...parameters)),
        run: (parameters: readonly unknown[]) => fuse.step(() => statement.run(...parameters)),
        iterate: (parameters: readonly unknown[]) => fuse.step(() => statement.iterate(...parameters)),
      };
    },
  };
}
