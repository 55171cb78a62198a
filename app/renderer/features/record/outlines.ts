import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { type Outline, SHIPPED_OUTLINES, type ShippedOutline } from '../../../../sfu-server/protocol/entities/outline.ts';

/** A question set that a recorder may insert. */
export interface UsableOutline {
  /** The row's, or the key of a shipped set. */
  readonly id: string;
  readonly name: string;
  readonly lines: string;
  /** Null: it comes with the console as it is. */
  readonly row: Outline | null;
  /** The shipped set that it is, or in whose place it stands. */
  readonly shipped: ShippedOutline | null;
}

type Place = Pick<Organisation, 'id' | 'path'>;

/**
 * The sets of a centre: the shipped ones in the order of a hearing, each with what the nearest centre has put in its place; then those of
 * its own; then those of the centres above, the nearest first.
 * @param shippedText words of a shipped set in the language of the page
 */
export function usableOutlines(
  rows: Iterable<Outline>,
  organisations: ReadonlyMap<string, Place>,
  own: Place,
  shippedText: (key: ShippedOutline) => { readonly name: string; readonly lines: string },
): UsableOutline[] {
  const pathOf = ({ orgId }: Outline) => (orgId === own.id ? own.path : (organisations.get(orgId)?.path ?? null));
  // Of those below, the centres below have the use.
  const near = [...rows].flatMap((row) => {
    const path = pathOf(row);
    return path !== null && own.path.startsWith(path) ? [{ row, path }] : [];
  });
  near.sort((a, b) => b.path.length - a.path.length || a.row.position - b.row.position || (a.row.id < b.row.id ? -1 : 1));
  const shipped = SHIPPED_OUTLINES.map((key) => {
    const instead = near.find(({ row }) => row.replaces === key)?.row ?? null;
    return instead === null ? { id: key, ...shippedText(key), row: null, shipped: key } : usable(instead);
  });
  return [...shipped, ...near.flatMap(({ row }) => (row.replaces === null ? [usable(row)] : []))];
}

function usable(row: Outline): UsableOutline {
  return { id: row.id, name: row.name, lines: row.lines, row, shipped: row.replaces };
}

/** One line of the record each. */
export function linesOfText(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
