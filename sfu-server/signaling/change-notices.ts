import type { Committed, DataCore } from '../governance/data-core.ts';
import type { Feed } from '../governance/feed.ts';
import type { RowChange } from '../protocol/entities/index.ts';
import { type Branch, branchKey, branchOf, sees } from '../store/branch.ts';
import { guardOf, type TouchedRow } from '../store/change-log.ts';
import type { Sessions } from './sessions.ts';

/** Bytes unread by a seat beyond which it is told only that a pull is worth while: it then comes for the rows at its own pace. */
const MOST_UNREAD = 256 * 1024;

/**
 * Tells those sessions whose branch has changed what has changed: a seat that was up to date then is so again without asking.
 * The rows are read once for all seats that see the same.
 * @returns stops it
 */
export function noticeChanges(core: DataCore, feed: Feed, sessions: Sessions): () => void {
  return core.onCommitted(async ({ from, version, touched }: Committed) => {
    const branches = new Map<string, Branch>();
    for (const { account } of sessions.accounts) {
      const branch = branchOf(account);
      if (branch !== null && touched.some((row) => concerns(branch, row))) branches.set(branchKey(branch), branch);
    }
    const changes = new Map<string, RowChange[] | null>();
    for (const [key, branch] of branches) {
      // Where they cannot be read, the seat's own pull says why.
      const rows = await feed
        .rowsOf(
          touched.filter((row) => concerns(branch, row)),
          branch,
        )
        .catch(() => null);
      changes.set(key, rows);
    }
    sessions.tell('sync.changed', (account, unread) => {
      const branch = branchOf(account);
      if (branch === null || !touched.some((row) => concerns(branch, row))) return null;
      const rows = unread > MOST_UNREAD ? null : (changes.get(branchKey(branch)) ?? null);
      return rows === null ? { version } : { version, from, changes: rows };
    });
  });
}

function concerns(branch: Branch, row: TouchedRow): boolean {
  return [row.path, row.pathBefore].some((path) => path !== null && sees(branch, guardOf(row), path));
}
