import { v7 as uuidv7 } from 'uuid';
import type { DossierOrder, DossierPaper } from '../../papers/dossier/dossier.ts';
import type { IdentityRecord } from '../../papers/mediation/form.ts';
import { paperName } from '../../papers/mediation/order.ts';
import type { Printer } from '../../papers/printer.ts';
import type { DossierLine, FiledDossier, Keep } from '../../protocol/dossier.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import { sealPdf } from '../../security/seal/seal.ts';
import type { SealKeys } from '../../security/seal/seal-keys.ts';
import type { Db } from '../../store/database.ts';
import { DossierRepository, type StoredDossier } from '../../store/dossiers.ts';
import { caseFor } from '../case-papers/access.ts';
import { type PaperFiles, sha256Of } from '../case-papers/paper-files.ts';
import { countyYear, takeNumber } from '../number-series.ts';
import { type Contents, contentsOf } from './contents.ts';
import { docketText, nextDocket, supplementWords } from './docket.ts';
import { comparedPictures } from './identity-pictures.ts';
import { absenceWords, hashOf, type Line, linesOf, missingOf } from './lines.ts';
import { besideWords, Materials, UNBOUND, unboundWords } from './material.ts';
import { headOf, reachedAt } from './printed.ts';
import { keptUntil, type Retention, yearsKept } from './retention.ts';
import { keepWords } from './words.ts';

export interface FilingOptions {
  readonly db: Db;
  readonly printer: Pick<Printer, 'assemble' | 'pagesBound'>;
  readonly keys: SealKeys;
  /** Where filed dossiers lie, and every file of them. */
  readonly files: PaperFiles;
  /** Contents of papers, and of attachments, by their hash. */
  readonly readPaper: (sha256: string) => Promise<Uint8Array>;
  readonly readAttachment: (sha256: string) => Promise<Uint8Array>;
  readonly retention: Retention;
  readonly now: () => number;
}

export interface FilingWords {
  readonly keep: Keep;
  readonly checkedByName: string | null;
  readonly remark: string | null;
}

/**
 * Files dossiers (立卷). The number is printed before it is taken: pages, index and seal are made for the next one, and the transaction
 * that takes it writes the dossier's row with it. Cut off anywhere before, nothing was taken; after, all is there. One at a time, so that
 * no two are printed for one number; where a number was taken meanwhile, it is printed anew.
 */
export class Filing {
  readonly #options: FilingOptions;
  #line: Promise<unknown> = Promise.resolve();

  constructor(options: FilingOptions) {
    this.#options = options;
  }

  /**
   * @throws Refusal `row.unknown`, `right.missing`, `state.conflict` while the case runs or where nothing new is to be filed,
   * `dossier.incomplete`, `paper.*`, `seal.unavailable`, `storage.full`
   */
  file(caseId: string, words: FilingWords, account: Account): Promise<FiledDossier> {
    const filed = this.#line.then(() => this.#file(caseId, words, account));
    this.#line = filed.catch(() => undefined);
    return filed;
  }

  async #file(caseId: string, words: FilingWords, account: Account): Promise<FiledDossier> {
    const { db } = this.#options;
    await caseFor(db, account, caseId, 'case.handle.mediation');
    const plan = await db.transaction().execute((trx) => planOf(trx, caseId, this.#options.now()));
    const made = await this.#make(plan, words, account);
    const id = uuidv7();
    await db.transaction().execute(async (trx) => {
      // Nobody's rights or papers have changed while it was printed.
      await caseFor(trx, account, caseId, 'case.handle.mediation');
      const again = await planOf(trx, caseId, plan.at);
      if (again.fingerprint !== plan.fingerprint) throw new Refusal('state.conflict', 'The papers of the case have changed meanwhile.');
      if (plan.volume === 1 && (await takeNumber(trx, plan.contents.org.id, 'dossier', plan.year)) !== plan.number) {
        throw new Error('The number was taken by somebody else.');
      }
      await new DossierRepository(trx).add({ id, ...made });
    });
    return (await new DossierRepository(db).get(id)).dossier;
  }

  async #make(plan: Plan, { keep, checkedByName, remark }: FilingWords, account: Account) {
    const { printer, files, keys } = this.#options;
    const { contents, lines, at, docket, volume } = plan;
    const papers: DossierPaper[] = [];
    const { readAttachment } = this.#options;
    const materials = new Materials(printer, async ({ name, sha256 }) => whole(await readAttachment(sha256), sha256, name));
    for (const line of lines) papers.push(await this.#paperOf(line, plan, materials, account));
    const { note } = plan;
    if (note !== '') {
      const page = { form: 'note', ...headOf(contents, docket), text: note, by: account.name, at } as const;
      papers.push({ kind: 'printed', paper: page, name: paperName('note'), files: [], remark: '' });
    }
    const period = this.#periodOf(plan, keep);
    const order = orderOf(plan, papers, { ...period, checkedByName, remark }, account.name);
    const dossier = await printer.assemble(order);
    const { org, committee } = contents;
    const reason = `人民调解卷宗 ${docket}${volume === 1 ? '' : ` ${supplementWords(volume)}`}`;
    const sealed = await sealPdf(dossier.pdf, { keys, sealer: { id: org.id, name: committee }, reason, location: org.name, at });
    for (const { bytes } of dossier.files) await files.put(bytes);
    const sha256 = await files.put(sealed);
    const kept: DossierLine[] = dossier.rows.map(({ name, pages: [first, last] }, index) => {
      const { key, form, audience } = lines[index] ?? { key: 'note', form: 'note' as const, audience: 'all' as const };
      return { key, form, name, audience, pages: [first, last] };
    });
    return {
      ...{ case_id: contents.one.id, org_id: org.id, committee, docket, year: plan.year, number: plan.number, volume },
      ...{
        title: contents.one.title,
        field: contents.one.field,
        parties: JSON.stringify(contents.mediation.parties.map(({ name }) => name)),
      },
      ...{ filed_at: at, filed_by_id: account.id, filed_by_name: account.name, checked_by_name: checkedByName },
      ...{ keep: period.keep, keep_until: period.until },
      ...{ pages: dossier.pages, sha256, bytes: sealed.length, lines: JSON.stringify(kept), files: JSON.stringify(dossier.lines) },
      ...{ sources: JSON.stringify(Object.fromEntries(lines.map(({ key, source }) => [key, source]))), state: 'filed' as const },
    };
  }

  async #withPictures(rows: IdentityRecord['rows'], { rooms }: Contents): Promise<IdentityRecord['rows']> {
    const { db, printer } = this.#options;
    const pictures = await comparedPictures(db, printer, rooms);
    return rows.map((row, index) => ({ ...row, ...pictures[index] }));
  }

  /** A supplement is kept as long as its dossier. */
  #periodOf({ first, at, year }: Plan, wanted: Keep): Period {
    const keep = first?.dossier.keep ?? wanted;
    const until = first === null ? keptUntil(this.#options.retention.years[keep], at) : first.dossier.keepUntil;
    return { keep, until, years: yearsKept(until, year) };
  }

  async #paperOf(line: Line, { contents, docket, at }: Plan, materials: Materials, { name: by }: Account): Promise<DossierPaper> {
    const { name, kept, input, files, audience } = line;
    const remark = audience === 'all' ? '' : '一方材料';
    const head = headOf(contents, docket);
    if (kept !== null) {
      const { sha256 } = kept.pdf;
      const file = { fileName: kept.fileName, bytes: whole(await this.#options.readPaper(sha256), sha256, kept.fileName) };
      if (!kept.brought || (await materials.pagesOf(file)) !== null) return { kind: 'given', name, files: [file], remark };
      const page = { form: 'note', ...head, text: unboundWords(name, sha256), by, at } as const;
      return { kind: 'printed', paper: page, name, files: [], beside: [{ ...file, remark: UNBOUND }], remark };
    }
    if (input === null) throw new Error(`The line “${name}” is made of nothing.`);
    const material = await materials.of(files);
    const { said } = material;
    const listed =
      input.form === 'evidence'
        ? { ...input, rows: input.rows.map((row, index) => ({ ...row, ...said[index] })) }
        : input.form === 'identity'
          ? { ...input, rows: await this.#withPictures(input.rows, contents) }
          : input;
    const words = [remark, besideWords(material)].filter((part) => part !== '').join('；');
    const { files: bound, beside, elsewhere } = material;
    return { kind: 'printed', paper: { ...listed, ...head }, name, files: bound, beside, elsewhere, remark: words };
  }
}

interface Period {
  readonly keep: Keep;
  /** UTC ms; null: for good. */
  readonly until: number | null;
  readonly years: number | null;
}

/** What is going to be filed, and under which number. */
interface Plan {
  readonly contents: Contents;
  readonly lines: readonly Line[];
  readonly note: string;
  readonly volume: number;
  /** The dossier that a supplement belongs to. */
  readonly first: StoredDossier | null;
  readonly year: number;
  readonly number: number;
  readonly docket: string;
  readonly at: number;
  /** Of all that is printed: another one is another dossier. */
  readonly fingerprint: string;
}

async function planOf(trx: Db, caseId: string, at: number): Promise<Plan> {
  const dossiers = new DossierRepository(trx);
  const contents = await contentsOf(trx, caseId);
  if (contents.outcome === null)
    throw new Refusal('state.conflict', 'The case still runs: its dossier is filed when it has come to a result.');
  const arrangement = await dossiers.arrangement(caseId);
  const filed = await dossiers.ofCase(caseId);
  const [first = null] = filed;
  if (first?.dossier.state === 'destroyed') throw new Refusal('state.conflict', 'The dossier of this case was destroyed.');
  const all = linesOf(contents, arrangement, filed);
  const lines = all.filter(({ leftOut }) => !leftOut);
  const open = lines.find(({ state }) => state === 'open');
  if (open !== undefined)
    throw new Refusal('dossier.incomplete', `“${open.name}” is not signed and sealed yet: finish it or leave it out.`);
  const absences = first === null ? arrangement.absences : [];
  const missing = missingOf(lines, absences, contents.outcome, first !== null);
  if (missing.length > 0) throw new Refusal('dossier.incomplete', `Missing: ${missing.map(paperName).join('、')}.`);
  if (lines.length === 0) throw new Refusal('state.conflict', 'There is nothing that is not filed yet.');
  const year = first?.year ?? countyYear(at);
  const number = first?.number ?? (await nextDocket(trx, contents.org.id, year));
  const docket = first?.dossier.docket ?? docketText(contents.org.shortName, year, number);
  const note = absenceWords(absences);
  const volume = filed.length + 1;
  const fingerprint = hashOf(JSON.stringify([lines.map(({ key, source }) => [key, source]), note, volume, docket]));
  return { contents, lines, note, volume, first, year, number, docket, at, fingerprint };
}

function orderOf(
  { contents, docket, volume, at }: Plan,
  papers: readonly DossierPaper[],
  words: Omit<FilingWords, 'keep'> & Period,
  filedBy: string,
): DossierOrder {
  const { one, mediation } = contents;
  const head = headOf(contents, docket);
  const people = [mediation.mediator, ...mediation.assistants].flatMap((person) => person?.name ?? []);
  const remark = [volume === 1 ? '' : supplementWords(volume), words.remark ?? ''].filter((part) => part !== '').join('　');
  return {
    cover: {
      ...head,
      mediators: people,
      from: reachedAt(one.notes, ['handling', 'accepted']) ?? one.registeredAt,
      to: reachedAt(one.notes, ['settled', 'failed', 'withdrawn', 'refused', 'closed']) ?? at,
      filedBy,
      filedAt: at,
      keep: keepWords(words.keep, words.years),
      remark: remark === '' ? null : remark,
    },
    papers,
    checkedBy: words.checkedByName,
    watermark: null,
  };
}

/** What lies on the disk is what was signed: a byte that has changed there does not go into a dossier. */
function whole(bytes: Uint8Array, sha256: string, name: string): Uint8Array {
  if (sha256Of(bytes) !== sha256) throw new Refusal('paper.unreadable', `“${name}” on the disk is not what it was.`);
  return bytes;
}
