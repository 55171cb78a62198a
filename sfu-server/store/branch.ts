import { type Guard, isAllowed, READ_ACTIONS, RIGHTS, type Scope } from '../protocol/rights.ts';
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
}

/** The branch that an account may read; null where it may read nothing. */
export function branchOf(account: Account): Branch | null {
  const within = GUARDS.filter((guard) => scopeOf(account.role, guard) !== undefined);
  return within.length === 0 ? null : branchAt(account.organisation.path, account.role);
}

/** The branch as an account of that role reads it: by default an administrator, who reads all that there is. */
export function branchAt(root: string, role: Role = 'admin'): Branch {
  const codes = root.split('/').slice(0, -2);
  const within = GUARDS.filter((guard) => scopeOf(role, guard) !== undefined);
  return {
    root,
    // A path ends in a slash, and '0' is the character after it.
    end: `${root.slice(0, -1)}0`,
    above: codes.map((_, index) => `${codes.slice(0, index + 1).join('/')}/`),
    within,
    line: within.filter((guard) => scopeOf(role, guard) === 'line'),
  };
}

/** Two branches of the same key show the same rows. */
export function branchKey({ root, within, line }: Branch): string {
  return `${root} ${within.join()} ${line.join()}`;
}

/** Whether a row that is guarded so and stands at `path` is seen. */
export function sees(branch: Branch, guard: Guard, path: string): boolean {
  if (path.startsWith(branch.root)) return branch.within.includes(guard);
  return branch.line.includes(guard) && branch.above.includes(path);
}

function scopeOf(role: Role, guard: Guard): Scope | undefined {
  return RIGHTS[role][READ_ACTIONS[guard]];
}

/** Whether an account may read what is guarded so and stands at `path`. */
export function mayRead(account: Account, guard: Guard, path: string): boolean {
  return isAllowed(account.role, READ_ACTIONS[guard], account.organisation.path, path);
}
