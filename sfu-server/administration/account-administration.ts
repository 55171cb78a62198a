import { v7 as uuidv7 } from 'uuid';
import { Refusal, type RefusalValue } from '../protocol/errors.ts';
import type { AccountRecord } from '../protocol/requests/administration.ts';
import type { ParsedParams, RequestResult } from '../protocol/requests/index.ts';
import { isAllowed, RIGHTS } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';
import { oneTimePassword } from '../security/one-time-password.ts';
import { hashPassword } from '../security/passwords.ts';
import type { SignInService } from '../security/sign-in.ts';
import { type AccountChange, AccountRepository, type StoredAccount } from '../store/accounts.ts';
import { branchAt } from '../store/branch.ts';
import { advanceVersion } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';

export interface AccountAdministrationOptions {
  readonly db: Db;
  readonly signIns: Pick<SignInService, 'endAll'>;
  /** How many connections are signed in with an account just now. */
  readonly online: (accountId: string) => number;
  /** Told of each account that is new or other than it was, and where it was before (organisation path). */
  readonly changed: (account: Account, pathBefore: string | null) => void;
  readonly now?: () => number;
}

const DISABLED: RefusalValue = { code: 'auth.disabled', message: 'The account has been disabled.' };
const SIGNED_OUT: RefusalValue = { code: 'auth.revoked', message: 'An administrator has signed the account out everywhere.' };
const CHANGED: RefusalValue = { code: 'auth.changed', message: 'The account was changed by an administrator; sign in again.' };

/** What a change of an account comes to: the columns, and why its sessions end, if they do. */
interface Outcome {
  readonly change: AccountChange;
  readonly ends: RefusalValue | null;
}

/** Accounts of an administrator's branch. Everything takes effect at once, also on sessions that are open. */
export class AccountAdministration {
  readonly #options: AccountAdministrationOptions;
  readonly #now: () => number;

  constructor(options: AccountAdministrationOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** @throws Refusal `right.missing`, `row.unknown` */
  async list(params: ParsedParams<'account.list'>, actor: Account): Promise<RequestResult<'account.list'>> {
    checkMayManage(actor);
    const accounts = new AccountRepository(this.#options.db);
    const path = params.orgId === null ? actor.organisation.path : await this.#pathOf(this.#options.db, params.orgId, actor);
    const { root, end } = branchAt(path);
    const filter = { root, end, search: params.search, role: params.role, disabled: params.disabled };
    const page = await accounts.list(filter, params.after, params.limit + 1);
    const shown = page.slice(0, params.limit);
    return {
      records: shown.map((stored) => this.#record(stored)),
      total: await accounts.countWithin(filter),
      next: page.length > params.limit ? (shown.at(-1)?.account.username ?? null) : null,
    };
  }

  /** @throws Refusal `right.missing`, `row.unknown`, `account.username_taken` */
  async create(params: ParsedParams<'account.create'>, actor: Account): Promise<RequestResult<'account.create'>> {
    checkMayManage(actor);
    const password = oneTimePassword();
    const passwordHash = await hashPassword(password);
    const id = uuidv7();
    const stored = await this.#options.db.transaction().execute(async (trx) => {
      const accounts = new AccountRepository(trx);
      await checkStillStands(accounts, actor);
      await this.#pathOf(trx, params.orgId, actor);
      const { username, name, role, orgId } = params;
      if (await accounts.isTaken(username)) throw new Refusal('account.username_taken', 'There is an account of this name already.');
      await accounts.create({
        id,
        username,
        passwordHash,
        name,
        role,
        orgId,
        demo: false,
        createdAt: this.#now(),
        mustChangePassword: true,
      });
      return present(await accounts.findById(id));
    });
    this.#options.changed(stored.account, null);
    return { record: this.#record(stored), password };
  }

  /** @throws Refusal `right.missing`, `account.unknown`, `account.self`, `account.last_admin`; so do all below */
  async setDisabled({ accountId, disabled }: ParsedParams<'account.setDisabled'>, actor: Account): Promise<AccountRecord> {
    return this.#change(accountId, actor, async () => ({ change: { disabled }, ends: disabled ? DISABLED : null }));
  }

  async move({ accountId, orgId }: ParsedParams<'account.move'>, actor: Account): Promise<AccountRecord> {
    return this.#change(accountId, actor, async (trx, { account }) => {
      await this.#pathOf(trx, orgId, actor);
      if (account.organisation.id === orgId) return { change: { orgId }, ends: null };
      return { change: { orgId, scopeVersion: await advanceVersion(trx, this.#now()) }, ends: CHANGED };
    });
  }

  async changeRole({ accountId, role }: ParsedParams<'account.changeRole'>, actor: Account): Promise<AccountRecord> {
    return this.#change(accountId, actor, async (trx, { account }) => {
      if (account.role === role) return { change: { role }, ends: null };
      return { change: { role, scopeVersion: await advanceVersion(trx, this.#now()) }, ends: CHANGED };
    });
  }

  async resetPassword(accountId: string, actor: Account): Promise<RequestResult<'account.resetPassword'>> {
    checkMayManage(actor);
    const password = oneTimePassword();
    const passwordHash = await hashPassword(password);
    const record = await this.#change(accountId, actor, async () => ({
      change: { passwordHash, mustChangePassword: true },
      ends: CHANGED,
    }));
    return { record, password };
  }

  /** The only one that one may do to oneself: a lost laptop. */
  async signOutEverywhere(accountId: string, actor: Account): Promise<AccountRecord> {
    checkMayManage(actor);
    const stored = await new AccountRepository(this.#options.db).findById(accountId);
    const target = within(stored, actor);
    await this.#options.signIns.endAll(accountId, SIGNED_OUT);
    return this.#record(target);
  }

  async #change(accountId: string, actor: Account, decide: (trx: Db, target: StoredAccount) => Promise<Outcome>): Promise<AccountRecord> {
    checkMayManage(actor);
    const { before, after, ends } = await this.#options.db.transaction().execute(async (trx) => {
      const accounts = new AccountRepository(trx);
      await checkStillStands(accounts, actor);
      const target = within(await accounts.findById(accountId), actor);
      if (accountId === actor.id) throw new Refusal('account.self', 'Nobody does this to their own account.');
      const outcome = await decide(trx, target);
      await accounts.change(accountId, outcome.change);
      if (isTopAdmin(target) && (await accounts.countTopAdmins()) === 0) {
        throw new Refusal('account.last_admin', 'The last administrator of the whole county stays one.');
      }
      return { before: target, after: present(await accounts.findById(accountId)), ends: outcome.ends };
    });
    if (ends !== null) await this.#options.signIns.endAll(accountId, ends);
    this.#options.changed(after.account, before.account.organisation.path);
    return this.#record(after);
  }

  /** @throws Refusal `row.unknown` where there is no such organisation, `right.missing` where it is outside of the branch */
  async #pathOf(db: Db, orgId: string, actor: Account): Promise<string> {
    const row = await db.selectFrom('organisations').select('path').where('id', '=', orgId).executeTakeFirst();
    if (row === undefined) throw new Refusal('row.unknown', 'There is no such organisation.');
    if (!mayManageAt(actor, row.path)) throw new Refusal('right.missing', 'This organisation is outside of your branch.');
    return row.path;
  }

  #record(stored: StoredAccount): AccountRecord {
    const { account, disabled, createdAt, lastSignInAt } = stored;
    return { account, disabled, createdAt, lastSignInAt, online: this.#options.online(account.id) };
  }
}

function mayManageAt({ role, organisation }: Account, path: string): boolean {
  return isAllowed(role, 'account.manage', organisation.path, path);
}

function checkMayManage(actor: Account): void {
  if (RIGHTS[actor.role]['account.manage'] === undefined) throw new Refusal('right.missing', 'This is for administrators.');
}

/**
 * An account of the actor's branch.
 * @throws Refusal `account.unknown` for one outside of it, too: whether it exists is not told
 */
function within(stored: StoredAccount | null, actor: Account): StoredAccount {
  if (stored === null || !mayManageAt(actor, stored.account.organisation.path)) {
    throw new Refusal('account.unknown', 'There is no such account in your branch.');
  }
  return stored;
}

/** Two administrators may act on each other at the same moment: the second one is none any more. */
async function checkStillStands(accounts: AccountRepository, actor: Account): Promise<void> {
  const stored = await accounts.findById(actor.id);
  const same = stored?.account.role === actor.role && stored.account.organisation.path === actor.organisation.path;
  if (stored === null || stored.disabled || !same) throw new Refusal('auth.changed', 'Your own account was changed; sign in again.');
}

function isTopAdmin({ account, disabled }: StoredAccount): boolean {
  return account.role === 'admin' && !disabled && account.organisation.parentId === null;
}

function present(stored: StoredAccount | null): StoredAccount {
  if (stored === null) throw new Error('An account that was written is not there.');
  return stored;
}
