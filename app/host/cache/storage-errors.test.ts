import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { storageError } from './storage-errors.ts';

describe('an error of the storage', () => {
  it.each([
    ['SQLITE_FULL', 'cache.full'],
    ['SQLITE_READONLY', 'cache.unavailable'],
    ['SQLITE_READONLY_DIRECTORY', 'cache.unavailable'],
    ['SQLITE_CANTOPEN', 'cache.unavailable'],
    ['SQLITE_IOERR_WRITE', 'cache.unavailable'],
  ])('%s is told as %s', (code, told) => {
    expect(storageError(new Database.SqliteError('no', code))).toMatchObject({ code: told });
  });

  it.each([
    ['ENOSPC', 'cache.full'],
    ['EROFS', 'cache.unavailable'],
    ['EACCES', 'cache.unavailable'],
  ])('of the file system, %s, is told as %s', (code, told) => {
    expect(storageError(Object.assign(new Error('no'), { code }))).toMatchObject({ code: told });
  });

  it('that is none stays what it was', () => {
    const bug = new TypeError('x is undefined');
    expect(storageError(bug)).toBe(bug);
    expect(storageError('text')).toBe('text');
  });
});
