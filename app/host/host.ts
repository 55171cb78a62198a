import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../sfu-server/protocol/session.ts';
import { type Clock, systemClock } from '../bridge/clock.ts';
import type { SessionState } from '../bridge/contract.ts';
import type { LinkSession } from '../bridge/link/session.ts';
import type { Log } from '../bridge/log.ts';
import type { PageListener } from '../bridge/seat/pages.ts';
import { Seat, type SeatPage } from '../bridge/seat/seat.ts';
import { contentFolder, DiskContent } from './attachments/disk-content.ts';
import { HttpsLine } from './attachments/https-line.ts';
import { openAccountCache, wipeAccountCache } from './cache/account-cache.ts';
import { clearOldCopies } from './cache/old-copies.ts';
import { KnownPeople } from './people/known-people.ts';
import { RecordingProxy } from './recordings/recording-proxy.ts';
import { nodeConnect } from './server-socket.ts';
import { SqliteSettings } from './settings/sqlite-settings.ts';
import type { TokenVault } from './token-vault.ts';
import { pinPath } from './trust/pin-file.ts';
import { ServerTrust } from './trust/server-trust.ts';

export interface HostOptions {
  kind: Exclude<SessionState['host'], 'direct'>;
  serverUrl: string;
  /** Caches, settings and the server's authority are kept here; for the present user alone. */
  dataDir: string;
  tokenVault: TokenVault;
  /** See ServerTrustOptions. */
  caFingerprint?: string | undefined;
  /** Room for copies of attachments, bytes; see DiskContent. */
  copiesBytes?: number;
  log: Log;
  clock?: Clock;
}

/** What stands behind the pages of one console, in plain Node: a seat with its copy in SQLite and its server pinned. */
export class Host {
  readonly #seat: Seat;
  readonly #settings: SqliteSettings;
  /** Files of recordings, for the page's players. */
  readonly recordings: RecordingProxy;

  /** Throws where the data folder cannot be used, with a sentence that says why. */
  static async start(options: HostOptions): Promise<Host> {
    const session = await options.tokenVault.load();
    const stillGood = session !== null && session.tokens.refreshExpiresAt > (options.clock?.now() ?? Date.now());
    return new Host(options, stillGood ? session : null);
  }

  private constructor(options: HostOptions, session: LinkSession | null) {
    const { kind, dataDir, tokenVault, log, clock } = options;
    const url = parseServerUrl(options.serverUrl);
    this.#settings = openSettings(join(dataDir, 'seat.sqlite'));
    // After the settings, whose lock says that no other console works in this folder.
    clearOldCopies(dataDir, (clock ?? systemClock).now(), log);
    const trust =
      url.protocol === 'https:'
        ? new ServerTrust({ url, pinPath: pinPath(dataDir, url), caFingerprint: options.caFingerprint, log })
        : null;
    this.recordings = new RecordingProxy(url, trust);
    this.#seat = new Seat({
      host: kind,
      serverUrl: url.origin,
      connect: nodeConnect(url, trust),
      openStore: (account: Account) => openAccountCache({ dataDir, serverUrl: url.origin, accountId: account.id, log }),
      wipeStore: (account: Account) => {
        wipeAccountCache({ dataDir, serverUrl: url.origin, accountId: account.id });
        rmSync(contentFolder(dataDir, url.origin, account.id), { recursive: true, force: true });
      },
      openContent: (account: Account) => new DiskContent(contentFolder(dataDir, url.origin, account.id), options.copiesBytes),
      openContentLine: (token, paths) => new HttpsLine(url, trust, token, paths),
      settings: this.#settings,
      people: new KnownPeople({ dataDir, serverUrl: url.origin, clock: clock ?? systemClock, log }),
      session,
      keepSession: (next) => {
        tokenVault.save(next).catch((error: unknown) => log('error', 'the session could not be kept', { error: String(error) }));
      },
      lazy: false,
      queueOffline: true,
      log,
      ...(clock === undefined ? {} : { clock }),
    });
  }

  /** Who is signed in. */
  get account(): Account | null {
    return this.#seat.account;
  }

  /** `id` is unique among the pages of this host and told to the server with each of its requests. */
  openPage(id: string, listener: PageListener): SeatPage {
    return this.#seat.openPage(id, listener);
  }

  /** The machine woke up: the line is tried at once. */
  wake(): void {
    this.#seat.wake();
  }

  close(): void {
    this.#seat.close();
    this.#settings.close();
  }
}

/** The server's address as people give it. Throws a sentence where it cannot be one. */
export function parseServerUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Error(`"${text}" is not an address; give one such as https://127.0.0.1:7443.`);
  }
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url;
  throw new Error(`The server's address must begin with https://, not ${url.protocol}//.`);
}

function openSettings(path: string): SqliteSettings {
  try {
    return new SqliteSettings(path);
  } catch (error) {
    const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
    throw new Error(
      busy ? `Another console is using ${path}; give this one its own --data-dir.` : `${path} cannot be used: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
}
