import type { Committed, DataCore } from '../governance/data-core.ts';
import type { Audience } from '../security/audience.ts';
import { branchOf, sees } from '../store/branch.ts';
import { guardOf, type TouchedRow } from '../store/change-log.ts';

/**
 * Tells those sessions whose branch has changed that a pull is worth while. What is committed in one turn of the event
 * loop is one notice.
 * @returns stops it
 */
export function noticeChanges(core: DataCore, audience: Audience): () => void {
  let waiting: Committed[] = [];
  const flush = () => {
    const touched = waiting.flatMap((committed) => committed.touched);
    const version = Math.max(...waiting.map((committed) => committed.version));
    waiting = [];
    audience.tell('sync.changed', (account) => {
      const branch = branchOf(account);
      const concerned = branch !== null && touched.some((row) => pathsOf(row).some((path) => sees(branch, guardOf(row), path)));
      return concerned ? { version } : null;
    });
  };
  return core.onCommitted((committed) => {
    waiting.push(committed);
    if (waiting.length === 1) setImmediate(flush);
  });
}

function pathsOf(row: TouchedRow): string[] {
  return [row.path, row.pathBefore].filter((path) => path !== null);
}
