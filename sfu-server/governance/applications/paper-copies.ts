import { v7 as uuidv7 } from 'uuid';
import { Refusal } from '../../protocol/errors.ts';
import type { PaperCopy } from '../../protocol/party.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { DAY_MS } from '../case-limits.ts';
import { presentCase } from '../mutations/case-change.ts';
import { hashOfCode, type LinkedParty, newCode } from './party-links.ts';
import { papersFor } from './party-view.ts';

/** As long as it takes to open a file that one has just asked for. */
const OWN_COPY_MS = 10 * 60_000;

/** What a copy's link gives. */
export interface CopiedPaper {
  readonly copyId: string;
  readonly caseId: string;
  readonly paperId: string;
  readonly title: string;
  /** Of the sealed file, lower case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

interface NewCopy {
  readonly caseId: string;
  readonly paperId: string;
  readonly partyId: string | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly validMs: number;
}

/** Links to sealed papers, each for a time; every download is counted. */
export class PaperCopies {
  readonly #db: Db;
  readonly #now: () => number;

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** @throws Refusal `row.unknown`, `right.missing`; `state.conflict` where it is not sealed */
  async issue(paperId: string, days: number, account: Account): Promise<{ copy: PaperCopy; path: string }> {
    const paper = await this.#db.selectFrom('case_papers').select(['case_id', 'state']).where('id', '=', paperId).executeTakeFirst();
    if (paper === undefined) throw new Refusal('row.unknown', 'This paper does not exist.');
    await presentCase({ trx: this.#db, account, now: this.#now() }, paper.case_id);
    if (paper.state !== 'sealed') throw new Refusal('state.conflict', 'Only sealed papers are given out.');
    return this.#make({ caseId: paper.case_id, paperId, partyId: null, by: account, validMs: days * DAY_MS });
  }

  /** A party's own copy, for minutes. @throws Refusal `row.unknown` also for papers that are not theirs */
  async own(linked: LinkedParty, paperId: string): Promise<{ path: string; expiresAt: number }> {
    const { caseId, party, keeperId } = linked;
    const papers = await papersFor(this.#db, caseId, party.side);
    if (!papers.some(({ id }) => id === paperId)) throw new Refusal('row.unknown', 'This paper does not exist.');
    const by = { id: keeperId, name: party.name };
    const { copy, path } = await this.#make({ caseId, paperId, partyId: party.id, by, validMs: OWN_COPY_MS });
    return { path, expiresAt: copy.expiresAt };
  }

  /** Given out by the centre, newest first. @throws Refusal as `presentCase` */
  async list(caseId: string, account: Account): Promise<PaperCopy[]> {
    await presentCase({ trx: this.#db, account, now: this.#now() }, caseId);
    const rows = await this.#db
      .selectFrom('paper_copies')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('party_id', 'is', null)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      paperId: row.paper_id,
      madeAt: row.made_at,
      madeByName: row.made_by_name,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      downloads: row.downloads,
      lastAt: row.last_at,
    }));
  }

  /** @throws Refusal `row.unknown`, `right.missing` */
  async revoke(id: string, account: Account): Promise<void> {
    const row = await this.#db.selectFrom('paper_copies').select('case_id').where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new Refusal('row.unknown', 'This copy does not exist.');
    await presentCase({ trx: this.#db, account, now: this.#now() }, row.case_id);
    await this.#db
      .updateTable('paper_copies')
      .set({ revoked_at: this.#now() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
  }

  /** @throws Refusal `party_link.unknown`, `party_link.expired` */
  async open(code: string): Promise<CopiedPaper> {
    const row = await this.#db
      .selectFrom('paper_copies')
      .innerJoin('case_papers', 'case_papers.id', 'paper_copies.paper_id')
      .select(['paper_copies.id', 'paper_copies.case_id', 'paper_id', 'expires_at', 'revoked_at', 'title', 'sealed_sha256', 'sealed_bytes'])
      .where('code_hash', '=', hashOfCode(code))
      .executeTakeFirst();
    if (row === undefined || row.sealed_sha256 === null) throw new Refusal('party_link.unknown', 'This link does not exist.');
    if (row.revoked_at !== null || row.expires_at <= this.#now()) {
      throw new Refusal('party_link.expired', 'This link is no longer valid.');
    }
    const paper = { paperId: row.paper_id, title: row.title, sha256: row.sealed_sha256, bytes: row.sealed_bytes ?? 0 };
    return { copyId: row.id, caseId: row.case_id, ...paper };
  }

  async downloaded(copyId: string): Promise<void> {
    await this.#db
      .updateTable('paper_copies')
      .set((eb) => ({ downloads: eb('downloads', '+', 1), last_at: this.#now() }))
      .where('id', '=', copyId)
      .execute();
  }

  async #make({ caseId, paperId, partyId, by, validMs }: NewCopy): Promise<{ copy: PaperCopy; path: string }> {
    const [id, code, madeAt] = [uuidv7(), newCode(), this.#now()];
    const expiresAt = madeAt + validMs;
    const who = { party_id: partyId, made_by_id: by.id, made_by_name: by.name };
    const unused = { revoked_at: null, downloads: 0, last_at: null };
    await this.#db
      .insertInto('paper_copies')
      .values({
        id,
        case_id: caseId,
        paper_id: paperId,
        code_hash: hashOfCode(code),
        made_at: madeAt,
        ...who,
        expires_at: expiresAt,
        ...unused,
      })
      .execute();
    const copy = { id, paperId, madeAt, madeByName: by.name, expiresAt, revokedAt: null, downloads: 0, lastAt: null };
    return { copy, path: `/copy/${code}` };
  }
}
