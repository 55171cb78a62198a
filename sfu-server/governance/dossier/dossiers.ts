import { rm } from 'node:fs/promises';
import type { Printer } from '../../papers/printer.ts';
import type { Arrangement, DossierDraft, FiledDossier } from '../../protocol/dossier.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import type { SealKeys } from '../../security/seal/seal-keys.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { DossierRepository } from '../../store/dossiers.ts';
import { caseFor, readableCase } from '../case-papers/access.ts';
import type { PaperFiles } from '../case-papers/paper-files.ts';
import { contentsOf } from './contents.ts';
import { Copies, type CopyWish } from './copies.ts';
import { Destructions } from './destruction.ts';
import { Filing, type FilingWords } from './filing.ts';
import { linesOf, missingOf } from './lines.ts';
import { proposedKeep, RETENTION, type Retention } from './retention.ts';

export interface DossiersOptions {
  readonly db: Db;
  readonly change: (work: (trx: Db) => Promise<readonly TouchedRow[]>) => Promise<void>;
  readonly printer: Pick<Printer, 'assemble' | 'copy' | 'pages' | 'pagesBound' | 'warm'>;
  readonly keys: SealKeys;
  readonly files: PaperFiles;
  /** Contents of papers, and of attachments, by their hash. */
  readonly readPaper: (sha256: string) => Promise<Uint8Array>;
  readonly readAttachment: (sha256: string) => Promise<Uint8Array>;
  /** Where a content of a dossier lies. */
  readonly pathOf: (sha256: string) => string;
  readonly retention?: Retention;
  readonly now?: () => number;
}

/** Dossiers (卷宗): what would lie in one, filing, taking out, and their end. */
export class Dossiers {
  readonly #db: Db;
  readonly #files: PaperFiles;
  readonly #filing: Filing;
  readonly #copies: Copies;
  readonly #destructions: Destructions;
  readonly #now: () => number;
  readonly #printer: DossiersOptions['printer'];
  readonly #retention: Retention;

  constructor(options: DossiersOptions) {
    const { db, files, retention = RETENTION, now = Date.now } = options;
    this.#db = db;
    this.#files = files;
    this.#now = now;
    this.#printer = options.printer;
    this.#retention = retention;
    this.#filing = new Filing({ ...options, retention, now });
    this.#copies = new Copies({ ...options, now });
    const forget = async (sha256s: readonly string[]) => {
      for (const sha256 of sha256s) if (!(await this.#names(sha256))) await rm(options.pathOf(sha256), { force: true });
    };
    this.#destructions = new Destructions({ ...options, forget, now });
  }

  /** @throws Refusal `row.unknown` */
  async ofCase(caseId: string, account: Account): Promise<{ draft: DossierDraft; dossiers: FiledDossier[] }> {
    const found = await this.#db.transaction().execute(async (trx) => {
      await readableCase(trx, account, caseId);
      const dossiers = new DossierRepository(trx);
      const contents = await contentsOf(trx, caseId);
      const arrangement = await dossiers.arrangement(caseId);
      const filed = await dossiers.ofCase(caseId);
      const lines = linesOf(contents, arrangement, filed);
      const absences = filed.length === 0 ? arrangement.absences : [];
      const draft: DossierDraft = {
        lines: lines.map(({ key, form, name, audience, origin, state, pages, leftOut }) => ({
          ...{ key, form, name, audience, origin, state, pages, leftOut },
        })),
        missing: missingOf(lines, absences, contents.outcome, filed.length > 0),
        absences,
        volume: filed.length + 1,
        ended: contents.outcome !== null,
        retention: { years: this.#retention.years, proposed: proposedKeep(this.#retention, contents.one.field) },
      };
      return { draft, dossiers: filed.map(({ dossier }) => dossier) };
    });
    // Whoever looks at what would be filed is about to file it; where the thread fails, filing says so.
    if (found.draft.ended && found.draft.lines.length > 0) void this.#printer.warm().catch(() => undefined);
    return found;
  }

  /** @throws Refusal `row.unknown`, `right.missing` */
  async arrange(caseId: string, arrangement: Arrangement, account: Account): Promise<{ draft: DossierDraft; dossiers: FiledDossier[] }> {
    await this.#db.transaction().execute(async (trx) => {
      await caseFor(trx, account, caseId, 'case.handle.mediation');
      await new DossierRepository(trx).arrange(caseId, arrangement, account.name, this.#now());
    });
    return this.ofCase(caseId, account);
  }

  /** See `Filing.file`. */
  file(caseId: string, words: FilingWords, account: Account): Promise<FiledDossier> {
    return this.#filing.file(caseId, words, account);
  }

  /** Those of the account's branch. @throws Refusal `right.missing` */
  async list(
    { search, year, due, skip }: { search: string; year: number | null; due: boolean; skip: number },
    account: Account,
  ): Promise<RequestResult<'dossier.list'>> {
    const { path } = account.organisation;
    if (!isAllowed(account.role, 'case.read.mediation', path, path))
      throw new Refusal('right.missing', 'This account reads no mediations.');
    const dueAt = due ? this.#now() : null;
    const { dossiers, total } = await new DossierRepository(this.#db).list({ path, search, year, dueAt, skip });
    return { dossiers: dossiers.map(({ dossier }) => dossier), total };
  }

  /** @throws Refusal `row.unknown` */
  async get(dossierId: string, account: Account): Promise<RequestResult<'dossier.get'>> {
    const dossiers = new DossierRepository(this.#db);
    const { dossier, lines } = await dossiers.get(dossierId);
    await readableCase(this.#db, account, dossier.caseId);
    return { dossier, lines: [...lines], uses: await dossiers.uses(dossierId) };
  }

  /** See `Copies.open`. */
  open(wish: CopyWish, account: Account): Promise<RequestResult<'dossier.open'>> {
    return this.#copies.open(wish, account);
  }

  /** See `Copies.read`. */
  read(ticket: string, offset: number, length: number, account: Account): Uint8Array {
    return this.#copies.read(ticket, offset, length, account.id);
  }

  /** See `Destructions.propose`. */
  propose(dossierId: string, reason: string, account: Account): Promise<FiledDossier> {
    return this.#destructions.propose(dossierId, reason, account);
  }

  /** See `Destructions.decide`. */
  async decide(dossierId: string, approve: boolean, account: Account): Promise<FiledDossier> {
    const decided = await this.#destructions.decide(dossierId, approve, account);
    if (approve) this.#copies.gone(dossierId);
    return decided;
  }

  /** Removes what a filing has left behind that was cut off, or a destruction that was. */
  async sweep(): Promise<number> {
    const now = this.#now();
    return (await this.#files.sweepParts(now)) + (await this.#files.sweep((sha256) => this.#names(sha256), now));
  }

  #names(sha256: string): Promise<boolean> {
    return new DossierRepository(this.#db).names(sha256);
  }
}
