import { z } from 'zod';
import { paperName } from '../../papers/mediation/order.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import type { SealKeys } from '../../security/seal/seal-keys.ts';
import { verifySeals } from '../../security/seal/verify.ts';
import { CasePaperRepository, type StoredPaper } from '../../store/case-papers.ts';
import type { Db } from '../../store/database.ts';
import { type PaperFiles, sha256Of } from './paper-files.ts';
import { finalForm, type PaperInput } from './printed-form.ts';

export interface SealingOptions {
  readonly db: Db;
  readonly files: PaperFiles;
  readonly printer: Printer;
  readonly keys: SealKeys;
  readonly sealed: (paperId: string) => Promise<void>;
}

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

  /** Asked twice, done once. @throws Refusal `seal.unavailable`, `storage.full`, and what the printer refuses */
  finish(paperId: string): Promise<void> {
    const running =
      this.#running.get(paperId) ??
      this.#finish(paperId).finally(() => {
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

  async #finish(paperId: string): Promise<void> {
    const { db, files, printer, sealed } = this.#options;
    const stored = await new CasePaperRepository(db).get(paperId);
    if (stored.paper.state !== 'signed' || stored.sealing === null) return;
    const pdf = (await this.#setAside(paperId)) ?? (await this.#make(stored));
    const sha256 = sha256Of(pdf);
    const pages = await printer.pages(pdf);
    await files.keepAside(paperId, sha256);
    await new CasePaperRepository(db).set(paperId, {
      ...{ state: 'sealed', sealed_sha256: sha256, sealed_bytes: pdf.byteLength, sealed_pages: pages },
    });
    await files.forgetAside(paperId);
    await sealed(paperId);
  }

  /** What a run that was cut off has sealed; one that was cut off while writing has sealed nothing. */
  async #setAside(paperId: string): Promise<Uint8Array | null> {
    const { files, keys } = this.#options;
    const aside = await files.aside(paperId);
    if (aside === null) return null;
    const seals = await verifySeals(aside, await keys.authority());
    return seals.at(-1)?.intact === true && seals.at(-1)?.wholeFile === true ? aside : null;
  }

  async #make({ paper, committee, input, sealing }: StoredPaper): Promise<Uint8Array> {
    const { db, files, printer, keys } = this.#options;
    const at = sealing?.at ?? 0;
    const hands = await new CasePaperRepository(db).hands(paper.id);
    const { signers, version } = paper;
    const final = { signers, version, hands, committee, sealedAt: at, contentHash: paper.unsigned.sha256 };
    const printed =
      input === null
        ? await files.whole(paper.unsigned.sha256)
        : await printer.print({ kind: 'mediation', ...finalForm(inputSchema.parse(JSON.parse(input)), final) });
    const { org_id: orgId } = await db.selectFrom('cases').select('org_id').where('id', '=', paper.caseId).executeTakeFirstOrThrow();
    const reason = `${paperName(paper.form)} 第${version}版`;
    const pdf = await sealPdf(printed, { keys, sealer: { id: orgId, name: committee }, reason, location: committee, at });
    await files.setAside(paper.id, pdf);
    return pdf;
  }
}
