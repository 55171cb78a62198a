import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { request } from '../../../bridge/requests.ts';

export interface AuditQuery {
  /** UTC ms; `to` is not included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly person: string;
  readonly action: string;
  /** Path of the organisation to whose things it was done; empty for all. */
  readonly targetPath: string;
}

const EXPORT_PAGE = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The beginning of a day in the county's zone, which knows no summer time, UTC ms. @param day `2026-11-22` */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

/** The days from the first to the last, both whole. */
export function daysBetween(first: string, last: string): Pick<AuditQuery, 'from' | 'to'> {
  return { from: dayStart(first), to: dayStart(last) + DAY_MS };
}

/**
 * Reads all entries that fit. Rejects with `Refusal`.
 * @param progress told how many have come so far
 */
export async function readAll(bridge: Bridge, query: AuditQuery, progress: (count: number) => void): Promise<AuditEntryView[]> {
  const entries: AuditEntryView[] = [];
  let before: number | null = null;
  do {
    const page: RequestResult<'audit.export'> = await request(bridge, 'audit.export', { ...query, before, limit: EXPORT_PAGE });
    entries.push(...page.entries);
    progress(entries.length);
    before = page.next;
  } while (before !== null);
  return entries;
}

/** Hands a file to the person. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Whoever saves it has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
