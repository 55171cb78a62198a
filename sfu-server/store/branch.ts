import { isAllowed } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';

/** The part of the tree whose rows an account sees. */
export interface Branch {
  /** Organisation path (see `Organisation.path`) of its root. */
  readonly root: string;
  /** The first path after all that begin with `root`: for range queries that can use an index. */
  readonly end: string;
  /** Paths of the organisations above, which are seen by name only. */
  readonly above: readonly string[];
}

/** The branch that an account may read; null where it may read none. */
export function branchOf(account: Account): Branch | null {
  const root = account.organisation.path;
  return isAllowed(account.role, 'data.read', root, root) ? branchAt(root) : null;
}

export function branchAt(root: string): Branch {
  const codes = root.split('/').slice(0, -2);
  return {
    root,
    // A path ends in a slash, and '0' is the character after it.
    end: `${root.slice(0, -1)}0`,
    above: codes.map((_, index) => `${codes.slice(0, index + 1).join('/')}/`),
  };
}

/** Whether a row at `path` is within the branch; an organisation also when it is above it. */
export function sees(branch: Branch, entity: string, path: string): boolean {
  return path.startsWith(branch.root) || (entity === 'organisation' && branch.above.includes(path));
}
