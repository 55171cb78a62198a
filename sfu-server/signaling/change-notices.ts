import type { Committed, DataCore } from '../governance/data-core.ts';
import type { Feed } from '../governance/feed.ts';
import type { NotificationData } from '../protocol/notifications.ts';
import { type Branch, branchKey, branchOf, sees } from '../store/branch.ts';
import { guardOf, type TouchedRow } from '../store/change-log.ts';
import type { Sessions } from './sessions.ts';
import { lapse } from './standing.ts';

type Notice = NotificationData<'sync.changed'>;

/** Bytes unread by a seat beyond which it is told only that a pull is worth while: it then comes for the rows at its own pace. */
const MOST_UNREAD = 256 * 1024;

/**
 * Tells those sessions whose branch has changed what has changed: a seat that was up to date then is so again without asking.
 * The rows are read once for all seats that see the same. A seat that could not pull them just now is told only that there are some.
 * @returns stops it
 */
export function noticeChanges(core: DataCore, feed: Feed, sessions: Sessions, now: () => number = Date.now): () => void {
  return core.onCommitted(async ({ from, version, touched }: Committed) => {
    const branches = new Map<string, Branch>();
    for (const account of sessions.readers(now())) {
      const branch = branchOf(account);
      if (branch !== null && touched.some((row) => concerns(branch, row))) branches.set(branchKey(branch), branch);
    }
    // One object for all that see the same: it is made into text once.
    const notices = new Map<string, Notice>();
    for (const [key, branch] of branches) {
      // Where they cannot be read, the seat's own pull says why.
      const changes = await feed
        .rowsOf(
          touched.filter((row) => concerns(branch, row)),
          branch,
        )
        .catch(() => null);
      if (changes !== null) notices.set(key, { version, from, changes });
    }
    const bare: Notice = { version };
    sessions.tell('sync.changed', (account, { unread, established }) => {
      const branch = branchOf(account);
      if (branch === null) return null;
      const key = branchKey(branch);
      // Somebody may have come while the rows were read.
      if (!branches.has(key) && !touched.some((row) => concerns(branch, row))) return null;
      if (unread > MOST_UNREAD || lapse(established, now()) !== null) return bare;
      return notices.get(key) ?? bare;
    });
  });
}

function concerns(branch: Branch, row: TouchedRow): boolean {
  return [row.path, row.pathBefore].some((path) => path !== null && sees(branch, guardOf(row), path));
}
