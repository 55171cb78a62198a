import { userInfo } from 'node:os';
import { basename, join, resolve } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { BaseLogger } from 'pino';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { countyYear, SERIES } from './governance/number-series.ts';
import { AUDIT_FILE, AuditStore } from './security/audit/audit-store.ts';
import { AuditTrail } from './security/audit/audit-trail.ts';
import { HEAD_FILE, HeadFile } from './security/audit/head-file.ts';
import type { AuditActor, AuditRecord } from './security/audit/record.ts';
import { REASONS, verifyTrail } from './security/audit/verify.ts';
import { BackupFailure } from './store/backup/failure.ts';
import type { KeptDatabase } from './store/backup/folder.ts';
import { type Backup, makeBackup } from './store/backup/make-backup.ts';
import { beginNewHistory } from './store/backup/new-history.ts';
import { leaveNumberGaps, lostSeries, type NumberGap } from './store/backup/number-gaps.ts';
import { type Restored, restoreBackup } from './store/backup/restore-backup.ts';
import { openDatabase } from './store/database.ts';
import { MIGRATIONS } from './store/migrate.ts';

const MAIN_FILE = 'shilian.sqlite';

/** First what is recorded, then its trail: the trail may then know more than the rest, never less. */
const MAIN: KeptDatabase = { file: MAIN_FILE, companions: [], required: true, check: async (dir) => checkMigrations(join(dir, MAIN_FILE)) };
const AUDIT: KeptDatabase = { file: AUDIT_FILE, companions: [HEAD_FILE], required: false, check: checkTrail };

/** Backs up the data folder of a server, which may be running. @throws BackupFailure */
export async function backUp(options: {
  readonly dataDir: string;
  readonly out: string;
  /** Where the main database is, if not in the data folder. */
  readonly database?: string | undefined;
  readonly log: BaseLogger;
}): Promise<Backup> {
  const { dataDir, out, log } = options;
  const path = options.database === undefined ? join(dataDir, MAIN_FILE) : databasePath(options.database);
  const backup = await makeBackup({
    dataDir,
    out,
    databases: [
      { ...MAIN, path },
      { ...AUDIT, path: join(dataDir, AUDIT_FILE) },
    ],
    version: packageJson.version,
  });
  recordByCommand(dataDir, { action: 'backup.make', detail: { archive: basename(backup.out) } }, log);
  return backup;
}

export interface RestoredData extends Restored {
  /** Numbers that are left out, so that none is given a second time. */
  readonly gaps: readonly NumberGap[];
  /** Whether the database that was replaced could still say how far its numbers had come. */
  readonly numbersKnown: boolean;
}

/** Makes a data folder of a back-up, ready to be started. @throws BackupFailure */
export async function restore(options: {
  readonly from: string;
  readonly dataDir: string;
  readonly force: boolean;
  readonly log: BaseLogger;
  /** Numbers of each series to leave out beyond what is known to have been given; 0 where it is left out. */
  readonly skipNumbers?: number;
  readonly now?: () => number;
}): Promise<RestoredData> {
  const now = options.now ?? Date.now;
  const skipped = options.skipNumbers ?? 0;
  let gaps: readonly NumberGap[] = [];
  let numbersKnown = false;
  const restored = await restoreBackup({
    from: options.from,
    dataDir: options.dataDir,
    force: options.force,
    databases: [MAIN, AUDIT],
    now,
    prepare: async (dir, manifest) => {
      const db = await openDatabase(`sqlite:${join(dir, MAIN_FILE)}`);
      try {
        await beginNewHistory(db, now());
        const lost = lostSeries(join(options.dataDir, MAIN_FILE));
        numbersKnown = lost !== null;
        gaps = await leaveNumberGaps(db, lost, skipped, { year: countyYear(now()), series: SERIES });
      } finally {
        await db.destroy();
      }
      const detail = {
        archive: basename(options.from),
        madeAt: new Date(manifest.createdAt).toISOString(),
        numbersSkipped: skipped,
        numbersLeftOut: gaps.map(({ series, year, from, to }) => `${series} ${year}: ${from}-${to}`).join(', '),
      };
      recordByCommand(dir, { action: 'backup.restore', detail }, options.log);
    },
  });
  return { ...restored, gaps, numbersKnown };
}

/** Whoever sits at the server's own command line. */
export function commandActor(): AuditActor {
  return { kind: 'system', accountId: null, name: `${userInfo().username} (command line)`, orgPath: null };
}

/** Records what somebody did at the command line, whether or not the server is running. @throws AuditUnavailable */
export function recordByCommand(dataDir: string, what: Pick<AuditRecord, 'action' | 'detail'>, log: BaseLogger): void {
  const trail = AuditTrail.open({ dir: dataDir, log });
  try {
    void trail.record({ ...what, actor: commandActor(), remoteAddress: null, target: { type: 'server', id: 'data' }, outcome: 'done' });
    trail.flush();
    if (trail.failure !== null) throw new BackupFailure(`The audit trail cannot be written: ${trail.failure}.`);
  } finally {
    trail.close();
  }
}

function databasePath(url: string): string {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new BackupFailure('Only SQLite databases (sqlite:PATH) can be backed up by this command.');
  return resolve(path);
}

/** @throws BackupFailure where a newer program has made it */
function checkMigrations(path: string): null {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    const made = z.object({ name: z.string() }).array().parse(sqlite.prepare('select name from kysely_migration').all());
    const unknown = made.find(({ name }) => !Object.hasOwn(MIGRATIONS, name));
    if (unknown !== undefined) throw new BackupFailure(`The back-up is of a newer version of this program (it has "${unknown.name}").`);
    return null;
  } catch (cause) {
    if (cause instanceof BackupFailure) throw cause;
    throw new BackupFailure('The back-up holds no database of this program.', { cause });
  } finally {
    sqlite.close();
  }
}

/** A broken trail is no reason to be without a back-up, but to be told. */
async function checkTrail(dir: string): Promise<string | null> {
  const head = new HeadFile(dir).read();
  const store = AuditStore.open(dir, 'read');
  try {
    const { broken } = await verifyTrail(store, head);
    return broken === null ? null : `The audit trail is broken at entry ${broken.seq}: ${REASONS[broken.reason]}.`;
  } finally {
    store.close();
  }
}
