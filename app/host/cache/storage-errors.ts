import Database from 'better-sqlite3';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';

/** Errors of the file system, as Node and SQLite call them. */
const NO_ROOM: ReadonlySet<string> = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);
const IN_USE = /^SQLITE_(BUSY|LOCKED)/;
const NOT_USABLE = /^(SQLITE_(READONLY|CANTOPEN|IOERR|PERM)|EACCES|EPERM|EROFS|EIO)/;

/** What a person is told of a disk that will not do: `cache.full`, `cache.unavailable`; any other error is given back as it is. */
export function storageError(error: unknown): unknown {
  const code = error instanceof Database.SqliteError || (error instanceof Error && 'code' in error) ? String(error.code) : '';
  if (NO_ROOM.has(code)) return new Refusal('cache.full', "This machine's disk is full.", { cause: error });
  if (IN_USE.test(code)) return new Refusal('cache.unavailable', 'Another console uses the same data folder.', { cause: error });
  if (NOT_USABLE.test(code)) return new Refusal('cache.unavailable', `This machine's cache cannot be used (${code}).`, { cause: error });
  return error;
}
