import type { Selectable } from 'kysely';
import { roleSchema } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';
import type { Db } from './database.ts';
import { organisationFromRow } from './organisations.ts';
import type { AccountTable, OrganisationTable } from './tables.ts';

export interface StoredAccount {
  readonly account: Account;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly demo: boolean;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
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
  readonly mustChangePassword?: boolean;
}

/** What of an account can be changed once it is there. */
export interface AccountChange {
  readonly role?: Account['role'];
  readonly orgId?: string;
  readonly disabled?: boolean;
  readonly passwordHash?: string;
  readonly mustChangePassword?: boolean;
  /** See `AccountTable.scope_version`. */
  readonly scopeVersion?: number;
}

/** Which accounts to list: those in a part of the tree, in order of user name. */
export interface AccountFilter {
  /** Organisation path of its root, and the first path after it: see `Branch`. */
  readonly root: string;
  readonly end: string;
  /** Part of a user name or a name. */
  readonly search: string;
  readonly role: Account['role'] | null;
  readonly disabled: boolean | null;
}

const flag = (on: boolean) => (on ? 1 : 0);

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
        demo: flag(account.demo),
        created_at: account.createdAt,
        must_change_password: flag(account.mustChangePassword ?? false),
      })
      .execute();
  }

  /** @returns false where there is no such account */
  async change(id: string, change: AccountChange): Promise<boolean> {
    const { role, orgId, disabled, passwordHash, mustChangePassword, scopeVersion } = change;
    const result = await this.#db
      .updateTable('accounts')
      .set({
        ...(role === undefined ? {} : { role }),
        ...(orgId === undefined ? {} : { org_id: orgId }),
        ...(disabled === undefined ? {} : { disabled: flag(disabled) }),
        ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
        ...(mustChangePassword === undefined ? {} : { must_change_password: flag(mustChangePassword) }),
        ...(scopeVersion === undefined ? {} : { scope_version: scopeVersion }),
      })
      .where('id', '=', id)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** @returns false where there is no such account */
  async setDisabled(id: string, disabled: boolean): Promise<boolean> {
    return this.change(id, { disabled });
  }

  /** The version of the log before which a cursor of this account is of another branch. */
  async scopeVersion(id: string): Promise<number> {
    const row = await this.#db.selectFrom('accounts').select('scope_version').where('id', '=', id).executeTakeFirst();
    return row?.scope_version ?? 0;
  }

  /** Whether the account is still what a session took it for: enabled, in the same role and organisation. */
  async stands({ id, role, organisation }: Account): Promise<boolean> {
    const row = await this.#db
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', id)
      .where('role', '=', role)
      .where('org_id', '=', organisation.id)
      .where('disabled', '=', flag(false))
      .executeTakeFirst();
    return row !== undefined;
  }

  /** In order of user name, after `after`. */
  async list(filter: AccountFilter, after: string | null, limit: number): Promise<StoredAccount[]> {
    const rows = await this.#within(filter)
      .select(COLUMNS)
      .where('username', '>', after ?? '')
      .orderBy('username')
      .limit(limit)
      .execute();
    return rows.map(accountFromRow);
  }

  async countWithin(filter: AccountFilter): Promise<number> {
    const row = await this.#within(filter)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  }

  /** Administrators of the whole tree who may sign in. */
  async countTopAdmins(): Promise<number> {
    const row = await this.#db
      .selectFrom('accounts')
      .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('role', '=', 'admin')
      .where('disabled', '=', 0)
      .where('parent_id', 'is', null)
      .executeTakeFirstOrThrow();
    return row.n;
  }

  /** Whether a user name is taken, also by one that differs only in upper and lower case. */
  async isTaken(username: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('accounts')
      .select('id')
      .where((eb) => eb(eb.fn<string>('lower', ['username']), '=', username.toLowerCase()))
      .executeTakeFirst();
    return row !== undefined;
  }

  async count(which: 'all' | 'demo'): Promise<number> {
    const row = await this.#db
      .selectFrom('accounts')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .$if(which === 'demo', (query) => query.where('demo', '=', 1))
      .executeTakeFirstOrThrow();
    return row.n;
  }

  #within({ root, end, search, role, disabled }: AccountFilter) {
    return this.#db
      .selectFrom('accounts')
      .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
      .where('path', '>=', root)
      .where('path', '<', end)
      .$if(role !== null, (query) => query.where('role', '=', role ?? ''))
      .$if(disabled !== null, (query) => query.where('disabled', '=', flag(disabled === true)))
      .$if(search !== '', (query) =>
        // `instr`, not `like`: what people type is no pattern.
        query.where((eb) =>
          eb.or([
            eb(eb.fn<number>('instr', ['username', eb.val(search)]), '>', 0),
            eb(eb.fn<number>('instr', ['accounts.name', eb.val(search)]), '>', 0),
          ]),
        ),
      );
  }

  async #one(column: 'id' | 'username', value: string): Promise<StoredAccount | null> {
    const row = await this.#db
      .selectFrom('accounts')
      .innerJoin('organisations', 'organisations.id', 'accounts.org_id')
      .select(COLUMNS)
      .where(`accounts.${column}`, '=', value)
      .executeTakeFirst();
    return row === undefined ? null : accountFromRow(row);
  }
}

const COLUMNS = [
  'accounts.id',
  'username',
  'password_hash',
  'accounts.name',
  'role',
  'disabled',
  'demo',
  'created_at',
  'must_change_password',
  'last_sign_in_at',
  'org_id',
  'parent_id',
  'level',
  'organisations.name as org_name',
  'code',
  'path',
] as const;

type AccountRow = Omit<Selectable<AccountTable>, 'scope_version'> &
  Pick<Selectable<OrganisationTable>, 'parent_id' | 'level' | 'code' | 'path'> & { org_name: string };

function accountFromRow(row: AccountRow): StoredAccount {
  return {
    account: {
      id: row.id,
      username: row.username,
      name: row.name,
      role: roleSchema.parse(row.role),
      organisation: organisationFromRow({ ...row, id: row.org_id, name: row.org_name }),
      ...(row.must_change_password === 1 ? { mustChangePassword: true as const } : {}),
    },
    passwordHash: row.password_hash,
    disabled: row.disabled === 1,
    demo: row.demo === 1,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}
