import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from './database.ts';
import { StorageCheck } from './storage-check.ts';

let db: Db;
beforeEach(async () => {
  db = await openDatabase('sqlite::memory:');
});
afterEach(() => db.destroy());

const checkedAt = async () =>
  (await db.selectFrom('meta').select('value').where('key', '=', 'storage_checked_at').executeTakeFirst())?.value;

describe('the check of the storage', () => {
  it('says nothing where a row can be written', async () => {
    expect(await new StorageCheck(db, tmpdir()).problem()).toBeNull();
  });

  it('writes once a second, however often it is asked', async () => {
    let now = 1_000;
    const check = new StorageCheck(db, tmpdir(), () => now);
    await Promise.all([check.problem(), check.problem()]);
    now = 1_999;
    await check.problem();
    expect(await checkedAt()).toBe('1000');
    now = 2_000;
    await check.problem();
    expect(await checkedAt()).toBe('2000');
  });

  it('names what the database says when it cannot be written', async () => {
    const closed = await openDatabase('sqlite::memory:');
    await closed.destroy();
    expect(await new StorageCheck(closed, tmpdir()).problem()).toMatch(/^The database cannot be written.*\.$/);
  });

  it('says so when the data folder is gone', async () => {
    expect(await new StorageCheck(db, '/nowhere/at/all').problem()).toBe('The database cannot be written (ENOENT).');
  });
});
