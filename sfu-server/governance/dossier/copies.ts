import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { v7 as uuidv7 } from 'uuid';
import type { Printer } from '../../papers/printer.ts';
import type { FiledDossier, UseKind } from '../../protocol/dossier.ts';
import type { Side } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import type { SealKeys } from '../../security/seal/seal-keys.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { DossierRepository, type StoredDossier } from '../../store/dossiers.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { caseFor } from '../case-papers/access.ts';
import type { PaperFiles } from '../case-papers/paper-files.ts';
import { supplementWords } from './docket.ts';
import { exportFolder, papersOf } from './export-folder.ts';
import { fileSafe } from './file-name.ts';
import { type PartyCopy, partyCopyOf } from './party-copy.ts';

/** As long as a dossier takes to be read or fetched over a bad line, ms. */
const TICKET_MS = 2 * 60 * 60 * 1000;
/** Bytes of copies that wait to be fetched; the oldest give way. */
const MOST_BYTES = 512 * 1024 * 1024;
const USE_WORDS: { readonly [K in UseKind]: string } = { view: '查阅', pdf: '导出PDF', folder: '导出卷宗文件夹', party: '为当事人复制' };

export interface CopiesOptions {
  readonly db: Db;
  /** Commits a change of synced rows and tells who has them. */
  readonly change: (work: (trx: Db) => Promise<readonly TouchedRow[]>) => Promise<void>;
  readonly printer: Pick<Printer, 'copy' | 'pages'>;
  readonly keys: SealKeys;
  readonly files: PaperFiles;
  readonly now: () => number;
}

export interface CopyWish {
  readonly dossierId: string;
  readonly kind: UseKind;
  readonly side: Side | null;
  readonly reason: string;
}

interface Copy {
  readonly accountId: string;
  readonly dossierId: string;
  readonly bytes: Uint8Array;
  readonly expiresAt: number;
}

/** Copies of dossiers that somebody has taken out for a reason: each is written down before a byte of it leaves, and bears who, when and why. */
export class Copies {
  readonly #options: CopiesOptions;
  readonly #copies = new Map<string, Copy>();

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `state.conflict` of a destroyed one, `paper.*`, `seal.unavailable` */
  async open({ dossierId, kind, side, reason }: CopyWish, account: Account) {
    const { db, now } = this.#options;
    const kept = await new DossierRepository(db).get(dossierId);
    const { dossier } = kept;
    await caseFor(db, account, dossier.caseId, 'dossier.view');
    mustBeThere(dossier);
    const at = now();
    const party = side === null ? null : partyCopyOf(kept, side);
    const stored = party?.stored ?? kept;
    const pdf = await this.#copy(stored, party, { account, reason, at });
    const folder = kind === 'folder';
    const authority = await this.#options.keys.authority();
    const whole = folder
      ? await buffer(
          await exportFolder(
            stored,
            { bytes: pdf, pages: await this.#options.printer.pages(pdf) },
            (sha256) => this.#options.files.whole(sha256),
            {
              who: account.name,
              when: at,
              why: reason,
              authority,
            },
          ),
        )
      : pdf;
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = at + TICKET_MS;
    try {
      await this.#write(kept, { kind, side, reason, at }, account, () =>
        this.#keep(ticket, { accountId: account.id, dossierId, bytes: whole, expiresAt }),
      );
    } catch (error) {
      this.#copies.delete(ticket);
      throw error;
    }
    const volume = dossier.volume === 1 ? '' : supplementWords(dossier.volume);
    const fileName = `${fileSafe(`${dossier.docket}${volume}${side === null ? '' : '副本'}`)}.${folder ? 'zip' : 'pdf'}`;
    const mediaType = folder ? ('application/zip' as const) : ('application/pdf' as const);
    return { ticket, fileName, mediaType, bytes: whole.byteLength, expiresAt };
  }

  /** @throws Refusal `dossier.ticket` */
  read(ticket: string, offset: number, length: number, accountId: string): Uint8Array {
    const copy = this.#copies.get(ticket);
    if (copy === undefined || copy.accountId !== accountId || copy.expiresAt <= this.#options.now()) {
      throw new Refusal('dossier.ticket', 'Take the dossier out again: this copy is no longer kept.');
    }
    return copy.bytes.subarray(offset, offset + length);
  }

  /** It was destroyed: copies that nobody has fetched yet go with it. */
  gone(dossierId: string): void {
    for (const [ticket, copy] of this.#copies) if (copy.dossierId === dossierId) this.#copies.delete(ticket);
  }

  async #copy(stored: StoredDossier, party: PartyCopy | null, { account, reason, at }: { account: Account; reason: string; at: number }) {
    const { printer, keys, files } = this.#options;
    const { dossier } = stored;
    const copy = await printer.copy({
      pdf: await files.whole(dossier.sha256),
      numbered: dossier.pages,
      watermark: { who: `${account.organisation.name} ${account.name}`, when: at, why: reason },
      leaveOut: party?.leaveOut ?? [],
      lines: stored.lines,
      index: party?.index ?? null,
      attached: { name: 'papers.json', bytes: Buffer.from(JSON.stringify(papersOf(stored), null, 2)) },
    });
    // Of the committee that has filed it, as a copy: what is changed in it afterwards shows.
    const sealer = { id: dossier.orgId, name: dossier.committee };
    return sealPdf(copy, { keys, sealer, reason: `卷宗副本 ${dossier.docket} 事由：${reason}`, location: account.organisation.name, at });
  }

  /**
   * In the register, and in the course of the case where everybody who handles it reads it.
   * @param keep called within the transaction: a destruction that comes after it finds the copy and takes it away
   */
  async #write(
    { dossier }: StoredDossier,
    use: Omit<CopyWish, 'dossierId'> & { readonly at: number },
    account: Account,
    keep: () => void,
  ): Promise<void> {
    const { kind, side, reason, at } = use;
    await this.#options.change(async (trx) => {
      // Neither has changed while the copy was printed.
      await caseFor(trx, account, dossier.caseId, 'dossier.view');
      mustBeThere((await new DossierRepository(trx).get(dossier.id)).dossier);
      const name = { by_id: account.id, by_name: account.name, org_name: account.organisation.name };
      await new DossierRepository(trx).addUse({ id: uuidv7(), dossier_id: dossier.id, kind, side, reason, at, ...name });
      const text = `${USE_WORDS[kind]}卷宗${dossier.docket}${dossier.volume === 1 ? '' : supplementWords(dossier.volume)}，事由：${reason}`;
      const touched = await noteOnCase(trx, { caseId: dossier.caseId, text, at, account });
      keep();
      return touched;
    });
  }

  #keep(ticket: string, copy: Copy): void {
    const now = this.#options.now();
    for (const [old, { expiresAt }] of this.#copies) if (expiresAt <= now) this.#copies.delete(old);
    this.#copies.set(ticket, copy);
    let bytes = [...this.#copies.values()].reduce((sum, one) => sum + one.bytes.byteLength, 0);
    for (const [old, one] of this.#copies) {
      if (bytes <= MOST_BYTES || old === ticket) break;
      this.#copies.delete(old);
      bytes -= one.bytes.byteLength;
    }
  }
}

function mustBeThere({ state }: FiledDossier): void {
  if (state === 'destroyed') throw new Refusal('state.conflict', 'This dossier was destroyed.');
}

/** Looking at a closed case does not open it: the note has no state. The register keeps all; the course of a case takes only so many. */
export async function noteOnCase(
  trx: Db,
  { caseId, text, at, account }: { caseId: string; text: string; at: number; account: Pick<Account, 'id' | 'name'> },
): Promise<readonly TouchedRow[]> {
  const { n } = await trx
    .selectFrom('case_notes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  if (n >= MOST_NOTES) return [];
  const by = { by_account_id: account.id, by_name: account.name };
  await trx
    .insertInto('case_notes')
    .values({ id: uuidv7(), case_id: caseId, at, ...by, state: null, text })
    .execute();
  const places = await placementsOf(trx, 'case', [caseId]);
  return touchedPlaces('case', caseId, { before: places, after: places });
}

/** Room for what people write themselves, below what a case takes at most. */
const MOST_NOTES = 300;
