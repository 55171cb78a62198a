import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLine } from '../../protocol/csv.ts';
import type { AuditStore } from './audit-store.ts';
import { type AuditEntry, entrySchema } from './entry.ts';

const PAGE = 1000;

/** Which entries, by when they were recorded: UTC ms, `to` not included. */
export interface AuditFilter {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const COLUMNS: readonly (readonly [title: string, value: (entry: AuditEntry) => string | number | null])[] = [
  ['seq', (entry) => entry.seq],
  ['form', (entry) => entry.form],
  ['time_utc', (entry) => timeText(entry.at)],
  ['actor_kind', (entry) => entry.actor_kind],
  ['actor_name', (entry) => entry.actor_name],
  ['actor_account_id', (entry) => entry.actor_account_id],
  ['actor_org_path', (entry) => entry.actor_org_path],
  ['remote_address', (entry) => entry.remote_address],
  ['action', (entry) => entry.action],
  ['target_type', (entry) => entry.target_type],
  ['target_id', (entry) => entry.target_id],
  ['target_label', (entry) => entry.target_label],
  ['target_org_path', (entry) => entry.target_org_path],
  ['outcome', (entry) => entry.outcome],
  ['detail', (entry) => entry.detail],
  ['previous_hash', (entry) => entry.previous_hash],
  ['hash', (entry) => entry.hash],
];

/** What a CSV file begins with: the byte order mark and the titles. */
function csvHeader(): string {
  return BYTE_ORDER_MARK + csvLine(COLUMNS.map(([title]) => title));
}

/** Lines of a CSV file. */
function csvOf(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => csvLine(COLUMNS.map(([, value]) => value(entry)))).join('');
}

/**
 * Writes entries as CSV that Chinese Excel opens as it is. The stream is not ended.
 * @returns how many entries
 */
export async function exportCsv(store: AuditStore, stream: Writable, filter: AuditFilter = {}): Promise<number> {
  let count = 0;
  let after = 0;
  await write(stream, csvHeader());
  for (;;) {
    const page = entrySchema.array().parse(store.page(after, PAGE, filter));
    const last = page.at(-1);
    if (last === undefined) return count;
    await write(stream, csvOf(page));
    count += page.length;
    after = last.seq;
  }
}

/** ISO 8601; a time that no calendar has (a forged row) as its number, so that it is exported like the rest. */
function timeText(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}

async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
