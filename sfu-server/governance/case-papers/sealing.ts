import { z } from 'zod';
import { paperName } from '../../papers/mediation/order.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import type { Sealer, SealKeys } from '../../security/seal/seal-keys.ts';
import { verifySeals } from '../../security/seal/verify.ts';
import { CasePaperRepository, type StoredPaper } from '../../store/case-papers.ts';
import type { Db } from '../../store/database.ts';
import { type PaperFiles, sha256Of } from './paper-files.ts';
import { finalForm, type PaperInput } from './printed-form.ts';
import { mustBeSealable } from './seal-rules.ts';

export interface SealingOptions {
  readonly db: Db;
  readonly files: PaperFiles;
  readonly printer: Printer;
  readonly keys: SealKeys;
  /** Told that a paper is sealed, or that its seal was given up. */
  readonly changed: (paperId: string) => Promise<void>;
}

/** Why a paper will not be sealed, however often it is tried. */
const NEVER_SEALED: readonly string[] = ['paper.other_committee', 'paper.outdated', 'paper.void'];

/** Written by `CasePapers.make` of what the compiler knows; nobody else writes there. */
const inputSchema = z.custom<PaperInput>((value) => typeof value === 'object' && value !== null && 'form' in value);

/**
 * Finishes seals that were asked for: printed, sealed and set aside on the disk before the paper names the file. Cut off at any step it
 * begins with what lies there, so that one paper never has two sealed files.
 */
export class Sealing {
  readonly #options: SealingOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: SealingOptions) {
    this.#options = options;
  }

  /**
   * The paper with its hands as it will be sealed, once it is certain that it can be: nothing is said to be sealed that cannot be.
   * @param at UTC ms, as it stands on the paper
   * @throws Refusal as `mustBeSealable`, `seal.unavailable`, and what the printer refuses
   */
  async prepare(stored: StoredPaper, at: number): Promise<Uint8Array> {
    await mustBeSealable(this.#options.db, stored);
    const printed = await this.#print(stored, at);
    await this.#options.keys.signer(await this.#sealer(stored));
    return printed;
  }

  /**
   * Asked twice, done once.
   * @param prepared what `prepare` has printed for the time that was kept; null: printed anew
   * @throws Refusal as `prepare`, `storage.full`
   */
  finish(paperId: string, prepared: Uint8Array | null = null): Promise<void> {
    const running =
      this.#running.get(paperId) ??
      this.#finish(paperId, prepared).finally(() => {
        this.#running.delete(paperId);
      });
    this.#running.set(paperId, running);
    return running;
  }

  /** @throws Refusal `server.busy` while a paper is being sealed */
  mustRest(paperId: string): void {
    if (this.#running.has(paperId)) throw new Refusal('server.busy', 'This paper is being sealed just now.', { retryAfterMs: 2000 });
  }

  async settled(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #finish(paperId: string, prepared: Uint8Array | null): Promise<void> {
    const { db, files, printer, changed } = this.#options;
    const stored = await new CasePaperRepository(db).get(paperId);
    if (stored.paper.state !== 'signed' || stored.sealing === null) return;
    const pdf =
      (await this.#setAside(paperId)) ??
      (await this.#make(stored, stored.sealing.at, prepared).catch((error) => this.#giveUp(paperId, error)));
    const sha256 = sha256Of(pdf);
    const pages = await printer.pages(pdf);
    await files.keepAside(paperId, sha256);
    await new CasePaperRepository(db).set(paperId, {
      ...{ state: 'sealed', sealed_sha256: sha256, sealed_bytes: pdf.byteLength, sealed_pages: pages },
    });
    await files.forgetAside(paperId);
    await changed(paperId);
  }

  /** What may not be sealed as it stands is not said to be sealed just now: it can be voided, and the draft written on. */
  async #giveUp(paperId: string, error: unknown): Promise<never> {
    if (error instanceof Refusal && NEVER_SEALED.includes(error.code)) {
      await new CasePaperRepository(this.#options.db).set(paperId, { sealing_at: null, sealing_by_id: null, sealing_by_name: null });
      await this.#options.changed(paperId);
    }
    throw error;
  }

  /** What a run that was cut off has sealed; one that was cut off while writing has sealed nothing. */
  async #setAside(paperId: string): Promise<Uint8Array | null> {
    const { files, keys } = this.#options;
    const aside = await files.aside(paperId);
    if (aside === null) return null;
    const seals = await verifySeals(aside, await keys.authority());
    return seals.at(-1)?.intact === true && seals.at(-1)?.wholeFile === true ? aside : null;
  }

  async #make(stored: StoredPaper, at: number, prepared: Uint8Array | null): Promise<Uint8Array> {
    const { files, keys } = this.#options;
    const { paper, committee } = stored;
    const printed = prepared ?? (await this.prepare(stored, at));
    const reason = `${paperName(paper.form)} 第${paper.version}版`;
    const pdf = await sealPdf(printed, { keys, sealer: await this.#sealer(stored), reason, location: committee, at });
    await files.setAside(paper.id, pdf);
    return pdf;
  }

  async #print({ paper, committee, input }: StoredPaper, at: number): Promise<Uint8Array> {
    const { db, files, printer } = this.#options;
    if (input === null) return files.whole(paper.unsigned.sha256);
    const hands = await new CasePaperRepository(db).hands(paper.id);
    const { signers, version } = paper;
    const final = { signers, version, hands, committee, sealedAt: at, contentHash: paper.unsigned.sha256 };
    return printer.print({ kind: 'mediation', ...finalForm(inputSchema.parse(JSON.parse(input)), final) });
  }

  async #sealer({ paper, committee }: StoredPaper): Promise<Sealer> {
    const query = this.#options.db.selectFrom('cases').select('org_id').where('id', '=', paper.caseId);
    return { id: (await query.executeTakeFirstOrThrow()).org_id, name: committee };
  }
}
