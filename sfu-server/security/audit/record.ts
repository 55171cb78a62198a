import type { ErrorCode } from '../../protocol/errors.ts';
import type { Identity } from '../identity.ts';
import type { AuditAction } from './actions.ts';

/** Who did it. `system` is the server itself, or somebody at its own command line. */
export interface AuditActor {
  readonly kind: 'account' | 'guest' | 'nobody' | 'system';
  readonly accountId: string | null;
  readonly name: string;
  readonly orgPath: string | null;
}

export const TARGET_TYPES = [
  'account',
  'agreement',
  'attachment',
  'camera',
  'case',
  'casePaper',
  'record',
  'studio',
  'mediator',
  'contact',
  'department',
  'jointCall',
  'libraryEntry',
  'document',
  'dossier',
  'event',
  'invitation',
  'mediation',
  'meeting',
  'outline',
  'participant',
  'recording',
  'room',
  'signIn',
  'server',
  'task',
] as const;

export interface AuditTarget {
  readonly type: (typeof TARGET_TYPES)[number];
  readonly id: string;
}

/** To whom a target belonged when it was touched: those who may audit that branch see the entry, whoever did it. */
export interface TargetPlace {
  readonly orgPath: string;
  /** What people call it, without what only those who may see it know: a camera's name, an event's number; null for none. */
  readonly label: string | null;
}

/** What else is worth keeping. Never a password, a token or a whole invitation code: the trail is exported and read. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that somebody did, or was refused. */
export interface AuditRecord {
  readonly actor: AuditActor;
  /** The other end's address; null where it was this machine's own command line. */
  readonly remoteAddress: string | null;
  readonly action: AuditAction;
  readonly target?: AuditTarget | null;
  readonly targetPlace?: TargetPlace | null;
  readonly detail?: AuditDetail;
  readonly outcome: 'done' | ErrorCode;
}

/** What a layer needs that has something to record. */
export interface AuditSink {
  /** @returns when it lies on the disk, or when that has failed for now (it is kept and tried again); never rejects */
  record(record: AuditRecord): Promise<void>;
}

export const SYSTEM: AuditActor = { kind: 'system', accountId: null, name: 'server', orgPath: null };
const NOBODY: AuditActor = { kind: 'nobody', accountId: null, name: '', orgPath: null };

export function actorOf(identity: Identity | null): AuditActor {
  if (identity === null) return NOBODY;
  if (identity.kind === 'guest') return { kind: 'guest', accountId: null, name: identity.name, orgPath: null };
  const { id, name, organisation } = identity.account;
  return { kind: 'account', accountId: id, name, orgPath: organisation.path };
}

/** Enough of an invitation's code to tell it from others, too little to get in with. */
export function codeMark(code: string): string {
  return code.slice(0, 8);
}
