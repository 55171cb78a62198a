import { v7 as uuidv7 } from 'uuid';
import { LIBRARY_TEXTS, type LibraryWords } from '../../protocol/entities/library-case.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { LibraryEntry, LibraryFinding, OpenedEntry } from '../../protocol/library.ts';
import { isAllowed, RIGHTS } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import { branchAt } from '../../store/branch.ts';
import { readCases } from '../../store/case-rows.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { LibraryRepository, type StoredEntry } from '../../store/library.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { findingsIn } from './anonymise.ts';
import { knownOfCase } from './case-people.ts';
import { firstDraft } from './first-draft.ts';
import type { Known } from './known.ts';

export interface LibraryOptions {
  readonly db: Db;
  readonly change: (work: (trx: Db) => Promise<readonly TouchedRow[]>) => Promise<void>;
  readonly now?: () => number;
}

const MOST_FINDINGS = 500;

/** Makes cases of the library (案例库): a draft without names, written by one person, approved by another, given to everybody. */
export class Library {
  readonly #db: Db;
  readonly #change: LibraryOptions['change'];
  readonly #now: () => number;

  constructor({ db, change, now = Date.now }: LibraryOptions) {
    this.#db = db;
    this.#change = change;
    this.#now = now;
  }

  /** @throws Refusal `right.missing` */
  async entries(account: Account): Promise<LibraryEntry[]> {
    if (RIGHTS[account.role]['library.write'] === undefined)
      throw new Refusal('right.missing', 'This account makes no cases of the library.');
    const { root, end } = branchAt(account.organisation.path);
    return (await new LibraryRepository(this.#db).within(root, end)).map(({ entry }) => entry);
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `library.not_over` */
  async draft(caseId: string, account: Account): Promise<OpenedEntry> {
    await this.#change(async (trx) => {
      await mustWriteOf(trx, caseId, account);
      const library = new LibraryRepository(trx);
      if ((await library.ofCase(caseId)) !== null) return [];
      const [kase] = await readCases(trx, [caseId]);
      const [mediation] = await readMediations(trx, [caseId]);
      if (kase === undefined || mediation === undefined) throw new Refusal('row.unknown', 'This case is not mediated.');
      if (kase.state !== 'closed') throw new Refusal('library.not_over', 'Only a closed case becomes a case of the library.');
      const [agreement] = await readAgreements(trx, [caseId]);
      const words = firstDraft(kase, mediation, agreement, await knownOfCase(trx, caseId));
      const by = { at: this.#now(), by: account };
      const id = uuidv7();
      await library.create(id, caseId, by);
      await library.write(id, 1, words, by);
      return [];
    });
    const stored = await new LibraryRepository(this.#db).ofCase(caseId);
    if (stored === null) throw new Error(`The entry of case ${caseId} was not kept.`);
    return opened(this.#db, stored);
  }

  /** @throws Refusal `row.unknown` */
  async open(entryId: string, account: Account): Promise<OpenedEntry> {
    return this.#db.transaction().execute(async (trx) => opened(trx, await ownEntry(trx, entryId, account)));
  }

  /** @throws Refusal `row.unknown`; `state.conflict` where another text was written since `base` */
  write(entryId: string, base: number, words: LibraryWords, account: Account): Promise<OpenedEntry> {
    return this.#step(entryId, account, base, async (library, { entry }) => {
      await library.write(entry.id, base + 1, words, { at: this.#now(), by: account });
      return [];
    });
  }

  /** @throws Refusal `row.unknown`, `state.conflict`, `library.two_persons`, `library.names_left` */
  approve(entryId: string, number: number, account: Account): Promise<OpenedEntry> {
    return this.#step(entryId, account, number, async (library, { entry, words, casePath }, trx) => {
      mustWait(entry);
      if (entry.latest.writtenById === account.id) throw new Refusal('library.two_persons', 'Somebody else approves what one has written.');
      const left = findingsOf(words, await knownOfCase(trx, entry.caseId)).filter(({ sure }) => sure);
      if (left.length > 0) throw new Refusal('library.names_left', `${left.length} names, numbers or places still stand in it.`);
      const by = { at: this.#now(), by: account };
      await library.approve(entry.id, number, by);
      return [await library.publish(entry, words, casePath, by.at)];
    });
  }

  /** @throws Refusal `row.unknown`, `state.conflict` */
  sendBack(entryId: string, number: number, words: string, account: Account): Promise<OpenedEntry> {
    return this.#step(entryId, account, number, async (library, { entry }) => {
      mustWait(entry);
      await library.sendBack(entry.id, number, words, { at: this.#now(), by: account });
      return [];
    });
  }

  /** @throws Refusal `row.unknown`; `state.conflict` where it is given to nobody */
  withdraw(entryId: string, reason: string, account: Account): Promise<OpenedEntry> {
    return this.#step(entryId, account, null, async (library, { entry }) => {
      if (entry.publishedId === null) throw new Refusal('state.conflict', 'This entry is not published.');
      return [await library.withdraw(entry.id, entry.publishedId, reason, { at: this.#now(), by: account })];
    });
  }

  /** Runs one step on the newest text, which has to be `number` where one is given. */
  async #step(
    entryId: string,
    account: Account,
    number: number | null,
    take: (library: LibraryRepository, stored: StoredEntry, trx: Db) => Promise<readonly TouchedRow[]>,
  ): Promise<OpenedEntry> {
    await this.#change(async (trx) => {
      const stored = await ownEntry(trx, entryId, account);
      if (number !== null && stored.entry.latest.number !== number) {
        throw new Refusal('state.conflict', 'Somebody has written another text meanwhile.');
      }
      return take(new LibraryRepository(trx), stored, trx);
    });
    return this.open(entryId, account);
  }
}

/** @throws Refusal `state.conflict` where it was approved or sent back already */
function mustWait({ latest }: LibraryEntry): void {
  if (latest.state !== 'draft') throw new Refusal('state.conflict', `This text is "${latest.state}" already.`);
}

async function opened(db: Db, { entry, words }: StoredEntry): Promise<OpenedEntry> {
  const findings = findingsOf(words, await knownOfCase(db, entry.caseId));
  const versions = await new LibraryRepository(db).versions(entry.id);
  return { entry, words, findings: findings.slice(0, MOST_FINDINGS), versions };
}

function findingsOf(texts: LibraryWords, known: Known): LibraryFinding[] {
  const all = LIBRARY_TEXTS.flatMap((field) =>
    findingsIn(texts[field], known).map(({ kind, words, sure }): LibraryFinding => ({ field, kind, words, sure })),
  );
  return all.sort((a, b) => Number(b.sure) - Number(a.sure));
}

/** @throws Refusal `row.unknown` also for entries of cases that the account may not see */
async function ownEntry(trx: Db, entryId: string, { role, organisation }: Account): Promise<StoredEntry> {
  const stored = await new LibraryRepository(trx).find(entryId);
  if (stored === null || !isAllowed(role, 'library.write', organisation.path, stored.casePath)) {
    throw new Refusal('row.unknown', 'There is no such entry.');
  }
  return stored;
}

/** @throws Refusal `row.unknown`, `right.missing` */
async function mustWriteOf(trx: Db, caseId: string, { role, organisation }: Account): Promise<void> {
  const row = await trx
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['path', 'kind'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined || row.kind !== 'mediation' || !isAllowed(role, 'case.read.mediation', organisation.path, row.path)) {
    throw new Refusal('row.unknown', 'There is no such mediation.');
  }
  if (!isAllowed(role, 'library.write', organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account makes no cases of the library.');
  }
}
