import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditDetail, AuditRecord } from './record.ts';

/** An entry as it is stored; the names are the columns'. */
export const entrySchema = z.object({
  /** 1, 2, 3 … without gaps. */
  seq: z.number().int().positive(),
  /** Which form its hash was taken in; entries keep the one they were written with. */
  form: z.union([z.literal(1), z.literal(2)]),
  /** UTC ms. */
  at: z.number().int(),
  actor_kind: z.string(),
  actor_account_id: z.string().nullable(),
  actor_name: z.string(),
  actor_org_path: z.string().nullable(),
  remote_address: z.string().nullable(),
  action: z.string(),
  target_type: z.string().nullable(),
  target_id: z.string().nullable(),
  /** Organisation to which the target belonged then; null in entries of form 1, and where it belongs to none. */
  target_org_path: z.string().nullable(),
  /** What people called the target then (a camera's name, an event's number); null in entries of form 1. */
  target_label: z.string().nullable(),
  /** JSON, keys in order. */
  detail: z.string(),
  outcome: z.string(),
  previous_hash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof entrySchema>;

/** The end of a chain: the last entry's number and hash. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

/** The form of new entries. */
const FORM = 2;
/** Stand in what is hashed, so that an entry of one form can never be mistaken for one of the other. */
const FORM_MARKS = { 1: 'shilian-audit-1', 2: 'shilian-audit-2' } as const;
/** Longest name, id or address, UTF-16 units; and longest detail. Strangers choose some of them. */
const LONGEST_TEXT = 200;
const LONGEST_DETAIL = 4000;

/** Makes a record the next entry of the chain that ends with `previous`. */
export function seal(record: AuditRecord, at: number, previous: Head): AuditEntry {
  const { actor, target } = record;
  const entry: Omit<AuditEntry, 'hash'> = {
    seq: previous.seq + 1,
    form: FORM,
    at,
    actor_kind: actor.kind,
    actor_account_id: textOrNull(actor.accountId),
    actor_name: text(actor.name),
    actor_org_path: textOrNull(actor.orgPath),
    remote_address: textOrNull(record.remoteAddress),
    action: record.action,
    target_type: target?.type ?? null,
    target_id: textOrNull(target?.id ?? null),
    target_org_path: textOrNull(record.targetPlace?.orgPath ?? null),
    target_label: textOrNull(record.targetPlace?.label ?? null),
    detail: detailText(record.detail ?? {}),
    outcome: record.outcome,
    previous_hash: previous.hash,
  };
  return { ...entry, hash: hashOf(entry) };
}

/**
 * SHA-256, hex, over the UTF-8 of a JSON array of all columns in their order, the hash before included. An array has one
 * form only, and JSON's quotes keep two columns from running into each other. Form 1 had no place of the target: an entry of
 * it in which one stands has no hash that fits.
 */
export function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const place = [entry.target_org_path, entry.target_label];
  const canonical = JSON.stringify([
    FORM_MARKS[entry.form],
    entry.seq,
    entry.at,
    entry.actor_kind,
    entry.actor_account_id,
    entry.actor_name,
    entry.actor_org_path,
    entry.remote_address,
    entry.action,
    entry.target_type,
    entry.target_id,
    ...(entry.form === 1 && place.every((column) => column === null) ? [] : place),
    entry.detail,
    entry.outcome,
    entry.previous_hash,
  ]);
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

function text(value: string): string {
  // Half a surrogate pair would come back from SQLite as another character, and the hash would not fit any more.
  return value.slice(0, LONGEST_TEXT).toWellFormed();
}

function textOrNull(value: string | null): string | null {
  return value === null ? null : text(value);
}

function detailText(detail: AuditDetail): string {
  const keys = Object.keys(detail).sort();
  const json = JSON.stringify(Object.fromEntries(keys.map((key) => [key, clipped(detail[key])])));
  return json.length <= LONGEST_DETAIL ? json : JSON.stringify({ clipped: json.slice(0, LONGEST_DETAIL / 2).toWellFormed() });
}

function clipped(value: AuditDetail[string] | undefined): AuditDetail[string] | undefined {
  return typeof value === 'string' ? value.slice(0, LONGEST_DETAIL / 4).toWellFormed() : value;
}
