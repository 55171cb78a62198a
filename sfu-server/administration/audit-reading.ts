import { Refusal } from '../protocol/errors.ts';
import type { AuditEntryView } from '../protocol/requests/administration.ts';
import type { ParsedParams, RequestResult } from '../protocol/requests/index.ts';
import { isAllowed } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';
import { AuditStore } from '../security/audit/audit-store.ts';
import { type AuditEntry, entrySchema } from '../security/audit/entry.ts';
import { HeadFile } from '../security/audit/head-file.ts';
import { verifyTrail } from '../security/audit/verify.ts';
import { branchAt } from '../store/branch.ts';

type Page = ParsedParams<'audit.list'>;
type Verification = RequestResult<'audit.verify'>;

/** The audit trail for those who may read it. It never writes: that somebody has looked is recorded by the gateway. */
export class AuditReading implements Disposable {
  readonly #store: AuditStore;
  readonly #headFile: HeadFile;
  readonly #now: () => number;
  #verification: Verification | null = null;
  #verifying: Promise<Verification> | null = null;

  /** @param dir the data folder, in which the trail is open already @throws AuditUnavailable */
  constructor(dir: string, now: () => number = Date.now) {
    this.#headFile = new HeadFile(dir);
    this.#store = AuditStore.open(dir, 'read');
    this.#now = now;
  }

  /** @throws Refusal `right.missing` */
  list(params: Page, actor: Account): RequestResult<'audit.list'> {
    const { entries, next } = this.#page(params, actor);
    return { entries: entries.map(viewOf), next };
  }

  /** One walk at a time, however many ask. @throws Refusal `right.missing` */
  async verify(fresh: boolean, actor: Account): Promise<Verification> {
    checkMayRead(actor);
    if (!fresh && this.#verification !== null) return this.#verification;
    this.#verifying ??= this.#walk().finally(() => {
      this.#verifying = null;
    });
    return this.#verifying;
  }

  [Symbol.dispose](): void {
    this.#store.close();
  }

  async #walk(): Promise<Verification> {
    // Read before the walk: the trail grows meanwhile, and the head with it.
    const { entries, broken } = await verifyTrail(this.#store, this.#headFile.read());
    this.#verification = { verifiedAt: this.#now(), entries, broken };
    return this.#verification;
  }

  #page(params: Page, actor: Account): { entries: AuditEntry[]; next: number | null } {
    checkMayRead(actor);
    const { path, parentId } = actor.organisation;
    // What guests, strangers and the server itself do belongs to no branch: the top organisation sees all.
    const branch = parentId === null ? null : branchAt(path);
    const { rows, next } = this.#store.newest({ ...params, branch, target: params.targetPath === '' ? null : branchAt(params.targetPath) });
    return { entries: entrySchema.array().parse(rows), next };
  }
}

function checkMayRead({ role, organisation: { path } }: Account): void {
  if (!isAllowed(role, 'audit.read', path, path)) throw new Refusal('right.missing', 'The audit trail is for administrators.');
}

function viewOf(entry: AuditEntry): AuditEntryView {
  return {
    seq: entry.seq,
    at: entry.at,
    actorKind: entry.actor_kind,
    actorName: entry.actor_name,
    actorOrgPath: entry.actor_org_path,
    remoteAddress: entry.remote_address,
    action: entry.action,
    targetType: entry.target_type,
    targetId: entry.target_id,
    targetOrgPath: entry.target_org_path,
    targetLabel: entry.target_label,
    detail: entry.detail,
    outcome: entry.outcome,
    hash: entry.hash,
  };
}
