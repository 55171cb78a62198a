import { roleSchema } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';
import type { Db } from './database.ts';
import { organisationFromRow } from './organisations.ts';

export interface StoredAccount {
  readonly account: Account;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly demo: boolean;
}

export interface NewAccount {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly name: string;
  readonly role: Account['role'];
  readonly orgId: string;
  readonly demo: boolean;
  readonly createdAt: number;
}

/** Who may sign in. */
export class AccountRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async findByUsername(username: string): Promise<StoredAccount | null> {
    return this.#one('username', username);
  }

  async findById(id: string): Promise<StoredAccount | null> {
    return this.#one('id', id);
  }

  async create(account: NewAccount): Promise<void> {
    await this.#db
      .insertInto('accounts')
      .values({
        id: account.id,
        username: account.username,
        password_hash: account.passwordHash,
        name: account.name,
        role: account.role,
        org_id: account.orgId,
        disabled: 0,
        demo: account.demo ? 1 : 0,
        created_at: account.createdAt,
      })
      .execute();
  }

  /** @returns false where there is no such account */
  async setDisabled(id: string, disabled: boolean): Promise<boolean> {
    const result = await this.#db
      .updateTable('accounts')
      .set({ disabled: disabled ? 1 : 0 })
      .where('id', '=', id)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async count(which: 'all' | 'demo'): Promise<number> {
    const row = await this.#db
      .selectFrom('accounts')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .$if(which === 'demo', (query) => query.where('demo', '=', 1))
      .executeTakeFirstOrThrow();
    return row.n;
  }

  async #one(column: 'id' | 'username', value: string): Promise<StoredAccount | null> {
    const row = await this.#db
      .selectFrom('accounts')
      .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
      .select(['accounts.id', 'username', 'password_hash', 'accounts.name', 'role', 'disabled', 'demo'])
      .select(['org_id', 'parent_id', 'level', 'organisations.name as org_name', 'code', 'path'])
      .where(`accounts.${column}`, '=', value)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      account: {
        id: row.id,
        username: row.username,
        name: row.name,
        role: roleSchema.parse(row.role),
        organisation: organisationFromRow({ ...row, id: row.org_id, name: row.org_name }),
      },
      passwordHash: row.password_hash,
      disabled: row.disabled === 1,
      demo: row.demo === 1,
    };
  }
}
