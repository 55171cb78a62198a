import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { AccountRepository } from '../store/accounts.ts';
import type { Db } from '../store/database.ts';
import { hashPassword } from './passwords.ts';
import { writePrivateFile } from './private-file.ts';
import { weaknessOf } from './token-secret.ts';

/** Where the first administrator finds the password. */
const PASSWORD_FILE = 'first-admin-password.txt';
/** The county until the administrator has entered the real one. The code is of no real place (GB/T 2260 ends at 82). */
const FIRST_COUNTY = { name: '未命名县', shortName: '未命名', code: '990000' } as const;

/**
 * Why a server must not start for real work; null where nothing speaks against it.
 * @param tokenSecret as given by the environment; undefined where the server makes its own
 */
export async function productionObstacle(db: Db, tokenSecret: string | undefined): Promise<string | null> {
  if ((await new AccountRepository(db).count('demo')) > 0) {
    return 'This data folder holds the demo accounts, whose password everybody knows: start with --demo, or choose another folder with --data-dir.';
  }
  const weakness = tokenSecret === undefined ? null : weaknessOf(tokenSecret);
  return weakness === null ? null : `SHILIAN_TOKEN_SECRET ${weakness}: give a random one of at least 32 characters, or none.`;
}

/**
 * Makes the account `admin` where there is no account at all.
 * @returns the file in which its random password stands; null where there were accounts
 */
export async function createFirstAdmin(db: Db, dataDir: string, now: number): Promise<string | null> {
  if ((await new AccountRepository(db).count('all')) > 0) return null;
  const password = randomBytes(15).toString('base64url');
  const file = join(dataDir, PASSWORD_FILE);
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    const orgId = uuidv7();
    const { name, shortName, code } = FIRST_COUNTY;
    await trx
      .insertInto('organisations')
      .values({ id: orgId, parent_id: null, level: 'county', name, short_name: shortName, code, path: `${code}/` })
      .execute();
    await new AccountRepository(trx).create({
      id: uuidv7(),
      username: 'admin',
      passwordHash,
      name: '系统管理员',
      role: 'admin',
      orgId,
      demo: false,
      createdAt: now,
    });
    // Within the transaction: an account whose password nobody was told would lock everybody out.
    writePrivateFile(file, `${password}\n`);
  });
  return file;
}
