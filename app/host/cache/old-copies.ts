import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../bridge/log.ts';
import { openDatabase } from './database.ts';
import { CACHE_MIGRATIONS } from './migrations/index.ts';
import { readOutbox } from './sqlite-store.ts';

/** A copy that nobody has opened for so long is nobody's work any more, and may be that of an account which is gone. */
export const UNOPENED_MS = 30 * 86_400_000;

const NAME = /^cache-([\da-f]{32})\.sqlite$/;
/** What was set aside because it was damaged, with what lies beside it, and when, UTC ms. */
const DAMAGED = /^cache-[\da-f]{32}\.sqlite\.damaged-(\d+)(-wal|-shm)?$/;
/** The note of a whole content that waits to be sent; see DiskContent. */
const STAGED = /^[\da-f-]{36}\.json$/;

/**
 * Takes rows off this machine that nobody has looked at for a month: whoever comes back gets them from the server again. A console hears
 * that an account was disabled only when somebody signs in with it, which the person who has left will not do. What was never sent is
 * nowhere else: of a copy that holds such changes or files only the rows go, and what is to be sent stays until its person signs in. What
 * was damaged and set aside goes as well.
 */
export function clearOldCopies(dataDir: string, now: number, log: Log): void {
  const folder = join(dataDir, 'cache');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const asideAt = DAMAGED.exec(name)?.[1];
    if (asideAt !== undefined && now - Number(asideAt) >= UNOPENED_MS) {
      rmSync(join(folder, name), { force: true });
      log('info', 'a damaged copy that had been set aside was deleted', { name });
      continue;
    }
    const hash = NAME.exec(name)?.[1];
    if (hash === undefined || now - lastOpened(join(folder, name)) < UNOPENED_MS) continue;
    try {
      clear(join(folder, name), join(dataDir, 'attachments', hash), log);
    } catch (error) {
      // One of a newer program, a damaged one, one in use: whoever opens it will be told.
      log('warn', 'an old copy could not be cleared', { name, error: String(error) });
    }
  }
}

function clear(path: string, contents: string, log: Log): void {
  const database = openDatabase(path, CACHE_MIGRATIONS);
  let unsent: number;
  try {
    unsent = readOutbox(database).filter(({ state }) => state !== 'confirmed').length + staged(contents);
    if (unsent > 0) {
      database.exec('DELETE FROM rows; DELETE FROM acknowledged');
      // Without rows there is no state to go on from but a fresh copy.
      database.prepare("UPDATE meta SET value = json_set(value, '$.cursor', NULL, '$.snapshot', NULL) WHERE key = 'state'").run();
      database.exec('VACUUM');
    }
  } finally {
    database.close();
  }
  if (unsent > 0) {
    rmSync(join(contents, 'copies'), { recursive: true, force: true });
    log('warn', 'rows of an old copy were deleted; its unsent changes wait for their person', { path, unsent });
    return;
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  rmSync(contents, { recursive: true, force: true });
  log('info', 'a copy that nobody has opened for a month was deleted', { path });
}

/** Contents that wait to be sent; the outbox may have gone up long before them. */
function staged(contents: string): number {
  const folder = join(contents, 'staging');
  return existsSync(folder) ? readdirSync(folder).filter((name) => STAGED.test(name)).length : 0;
}

/** Opening writes the file or what lies beside it. */
function lastOpened(path: string): number {
  return Math.max(...[path, `${path}-wal`].filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));
}
