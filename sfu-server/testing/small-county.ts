import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';
import { hashPassword } from '../security/passwords.ts';
import { AccountRepository } from '../store/accounts.ts';
import { type Db, openDatabase } from '../store/database.ts';

/** For tests: a county with two townships of one village and one grid each, in a database in memory. */
export interface SmallCounty {
  readonly db: Db;
  readonly orgs: Readonly<Record<'county' | 'first' | 'second' | 'firstVillage' | 'secondVillage', string>>;
  readonly grids: Readonly<Record<'first' | 'second', string>>;
  /** Makes an account; the password is its user name. */
  account(username: string, role: Role, orgId: string): Promise<Account>;
}

export async function openSmallCounty(url = 'sqlite::memory:'): Promise<SmallCounty> {
  const db = await openDatabase(url);
  const orgs = { county: uuidv7(), first: uuidv7(), second: uuidv7(), firstVillage: uuidv7(), secondVillage: uuidv7() };
  const tree = [
    [orgs.county, null, 'county', '晶泉县', '991100', '991100/'],
    [orgs.first, orgs.county, 'township', '双湖镇', '991100101', '991100/991100101/'],
    [orgs.second, orgs.county, 'township', '柳堤镇', '991100102', '991100/991100102/'],
    [orgs.firstVillage, orgs.first, 'village', '双湖村', '991100101201', '991100/991100101/991100101201/'],
    [orgs.secondVillage, orgs.second, 'village', '柳堤村', '991100102201', '991100/991100102/991100102201/'],
  ] as const;
  for (const [id, parent_id, level, name, code, path] of tree) {
    await db
      .insertInto('organisations')
      .values({ id, parent_id, level, name, short_name: name.replace('县', ''), code, path })
      .execute();
  }
  const grids = { first: uuidv7(), second: uuidv7() };
  for (const [id, org_id, code] of [
    [grids.first, orgs.firstVillage, '991100101201001'],
    [grids.second, orgs.secondVillage, '991100102201001'],
  ] as const) {
    await db
      .insertInto('grids')
      .values({
        id,
        org_id,
        name: `第1网格`,
        code,
        ring: '[[112,32],[112.1,32],[112,32.1]]',
        lat: 32.03,
        lng: 112.03,
        worker_name: null,
        households: 80,
      })
      .execute();
  }
  const accounts = new AccountRepository(db);
  return {
    db,
    orgs,
    grids,
    account: async (username, role, orgId) => {
      const id = uuidv7();
      const passwordHash = await hashPassword(username);
      await accounts.create({ id, username, passwordHash, name: username, role, orgId, demo: false, createdAt: 1 });
      const stored = await accounts.findById(id);
      if (stored === null) throw new Error('The account was not stored.');
      return stored.account;
    },
  };
}
