import { type Guard, isAllowed, isNamedFor, READ_ACTIONS, RIGHTS, type Scope } from '../protocol/rights.ts';
import type { Role } from '../protocol/roles.ts';
import type { Account } from '../protocol/session.ts';

export type { Guard } from '../protocol/rights.ts';
export const GUARDS = Object.keys(READ_ACTIONS) as Guard[];

/** The part of the tree whose rows somebody sees, and which of them. */
export interface Branch {
  /** Organisation path (see `Organisation.path`) of its root. */
  readonly root: string;
  /** The first path after all that begin with `root`: for range queries that can use an index. */
  readonly end: string;
  /** Paths of the organisations above. */
  readonly above: readonly string[];
  /** What is read in the branch. */
  readonly within: readonly Guard[];
  /** What is read of the organisations above as well. */
  readonly line: readonly Guard[];
  /** The personal place of whoever reads, and what is read at it: rows that name them. */
  readonly personal: string;
  readonly named: readonly Guard[];
}

const PERSONAL = '@';

/** Where rows stand that name an account: a place like an organisation's path, which none of them begins with. */
export function personalPlace(accountId: string): string {
  return `${PERSONAL}${accountId}/`;
}

export function isPersonal(path: string): boolean {
  return path.startsWith(PERSONAL);
}

/** The branch that an account may read; null where it may read nothing. */
export function branchOf(account: Account): Branch | null {
  const named = GUARDS.filter((guard) => isNamedFor(account.role, READ_ACTIONS[guard]));
  const branch = { ...branchAt(account.organisation.path, account.role), personal: personalPlace(account.id), named };
  return branch.within.length === 0 && named.length === 0 ? null : branch;
}

/** The branch as an account of that role reads it: by default an administrator, who reads all that there is. */
export function branchAt(root: string, role: Role = 'admin'): Branch {
  const codes = root.split('/').slice(0, -2);
  const within = GUARDS.filter((guard) => scopeOf(role, guard) !== undefined && !isNamedFor(role, READ_ACTIONS[guard]));
  return {
    root,
    // A path ends in a slash, and '0' is the character after it.
    end: `${root.slice(0, -1)}0`,
    above: codes.map((_, index) => `${codes.slice(0, index + 1).join('/')}/`),
    within,
    line: within.filter((guard) => scopeOf(role, guard) === 'line'),
    personal: '',
    named: [],
  };
}

/** Two branches of the same key show the same rows. */
export function branchKey({ root, within, line, personal, named }: Branch): string {
  return `${root} ${within.join()} ${line.join()}${named.length === 0 ? '' : ` ${personal} ${named.join()}`}`;
}

/** Whether a row that is guarded so and stands at `path` is seen. */
export function sees(branch: Branch, guard: Guard, path: string): boolean {
  if (isPersonal(path)) return path === branch.personal && branch.named.includes(guard);
  if (path.startsWith(branch.root)) return branch.within.includes(guard);
  return branch.line.includes(guard) && branch.above.includes(path);
}

function scopeOf(role: Role, guard: Guard): Scope | undefined {
  return RIGHTS[role][READ_ACTIONS[guard]];
}

/** Whether an account may read what is guarded so and stands at `path`. */
export function mayRead(account: Account, guard: Guard, path: string): boolean {
  if (isPersonal(path)) return path === personalPlace(account.id) && isNamedFor(account.role, READ_ACTIONS[guard]);
  return isAllowed(account.role, READ_ACTIONS[guard], account.organisation.path, path);
}
