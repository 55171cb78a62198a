import type { AnyRow, EntityName } from '../../sfu-server/protocol/entities/index.ts';
import { changeKind, markOf, rowOf } from './changes.ts';
import type { Made, SimConsole } from './sim-console.ts';

/** What has happened to somebody's rows from outside, so that they may be out of sight. */
export interface Elsewhere {
  /** Events that were moved or deleted: they may leave a console with what was written on them. */
  readonly unsettled: ReadonlySet<string>;
  /** How many changes a console had made when its account was last moved; undefined where it never was. */
  readonly movedAfter: number | undefined;
}

/** Changes of its own that a console does not show. */
export async function missingOwnWrites(console: SimConsole, { unsettled, movedAfter }: Elsewhere): Promise<string[]> {
  if (!console.running || !console.signedIn) return [];
  const outbox = await console.outbox();
  const refused = new Set(outbox.filter(({ state }) => state === 'refused').map(({ name, args }) => markOf(name, args)));
  const rowsOf = rowsRead(console);
  const missing: string[] = [];
  for (const made of console.made.slice(movedAfter ?? 0)) {
    const { entity, leaves } = changeKind(made.name);
    // Words and shares may be written over by others: see below.
    if (leaves === 'words' || leaves === 'share') continue;
    // What the server will refuse is not shown as done; see the effects of `event.advance` and `case.advance`.
    if (made.outcome === 'unknown' || made.name.endsWith('.advance') || unsettled.has(made.rowId) || refused.has(made.mark)) continue;
    // A note on a row whose making the server has just refused.
    if (refused.has(made.rowId) || console.unmade.has(made.rowId)) continue;
    const rows = await rowsOf(entity);
    // What was in sight in the old organisation may have left since.
    const seen = made.seen && movedAfter === undefined;
    if (!shows(rows, made) && (seen || rows.some(({ id }) => id === made.rowId))) missing.push(said(console, made.name, made.mark));
  }
  // As long as they are on their way they show on top of what others have written; of several, the last.
  const last = new Map(outbox.filter(({ state }) => state !== 'refused').map((item) => [topic(item.name, item.args), item]));
  for (const { name, args } of last.values()) {
    const { entity, leaves } = changeKind(name);
    if (leaves !== 'words' && leaves !== 'share') continue;
    const row = (await rowsOf(entity)).find(({ id }) => id === rowOf(args));
    if (row !== undefined && !writtenIn(row, name, markOf(name, args))) missing.push(said(console, name, markOf(name, args)));
  }
  return missing;
}

/** Two changes of one topic write over each other. */
function topic(name: string, args: unknown): string {
  const { entity, leaves } = changeKind(name);
  // Minutes and plan are words of their own.
  const words = leaves === 'words' ? name : leaves;
  return `${entity} ${words} ${leaves === 'share' ? markOf(name, args) : rowOf(args)}`;
}

function shows(rows: readonly AnyRow[], { rowId, mark }: Made): boolean {
  const row = rows.find(({ id }) => id === rowId);
  if (row === undefined || mark === rowId) return row !== undefined;
  return 'notes' in row && row.notes.some(({ id }) => id === mark);
}

function writtenIn(row: AnyRow, name: string, mark: string): boolean {
  // What is written about a closed case stays: the server will refuse it.
  if (name === 'case.edit' && 'state' in row && row.state === 'closed') return true;
  if ('sharedWith' in row && name.endsWith('share')) {
    return row.sharedWith.some((id) => mark.endsWith(id)) === (name === 'document.share');
  }
  if ('minutes' in row && row.minutes.body === mark) return true;
  return ('title' in row && row.title === mark) || ('post' in row && row.post === mark);
}

/** Reads each entity once. */
function rowsRead(console: SimConsole): (entity: EntityName) => Promise<AnyRow[]> {
  const read = new Map<EntityName, AnyRow[]>();
  return async (entity) => {
    const rows = read.get(entity) ?? (await console.read(entity));
    read.set(entity, rows);
    return rows;
  };
}

function said({ username }: SimConsole, name: string, mark: string): string {
  return `${username}: ${name} ${mark}`;
}
