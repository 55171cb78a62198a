import { type AnyRow, ENTITY_NAMES, type EntityName, type RowChange } from '../protocol/entities/index.ts';
import { Refusal } from '../protocol/errors.ts';
import type { ParsedParams, RequestResult } from '../protocol/requests/index.ts';
import type { Account } from '../protocol/session.ts';
import { MAX_MESSAGE_BYTES, SCHEMA_VERSION } from '../protocol/version.ts';
import { AccountRepository } from '../store/accounts.ts';
import { type Branch, branchOf, sees } from '../store/branch.ts';
import { entriesAfter, headVersion, type LogEntry, type TouchedRow, trimmedThrough } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';
import { lastMutationWithin } from '../store/mutation-results.ts';
import { countOfBranch, pageOfBranch, placementsOf } from '../store/placement.ts';
import { rememberedNumbers } from '../store/remembered-mutations.ts';
import { READERS } from '../store/rows.ts';
import { ownProgress } from './data-core.ts';

/** Most JSON of rows in one answer, UTF-16 units. Chinese takes three bytes a unit: with the rest it stays below the socket's limit. */
const MOST_JSON = MAX_MESSAGE_BYTES / 4;

/** What consoles read: everything once, then what changes. */
export class Feed {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @throws Refusal `right.missing` where the client is another account's */
  async pull(params: ParsedParams<'sync.pull'>, account: Account): Promise<RequestResult<'sync.pull'>> {
    if (params.schemaVersion !== SCHEMA_VERSION) return { kind: 'snapshotRequired', reason: 'schema' };
    return this.#db.transaction().execute(async (trx) => {
      await ownProgress(trx, params.clientId, account);
      const head = await headVersion(trx);
      if (params.cursor > head) return { kind: 'snapshotRequired', reason: 'unknownCursor' };
      if (params.cursor < (await new AccountRepository(trx).scopeVersion(account.id))) {
        return { kind: 'snapshotRequired', reason: 'scopeChanged' };
      }
      if (params.cursor < (await trimmedThrough(trx))) return { kind: 'snapshotRequired', reason: 'logTrimmed' };
      const branch = branchOf(account);
      const entries = branch === null || params.cursor === head ? [] : await entriesAfter(trx, params.cursor, branch, params.limit);
      const changes = branch === null ? { sent: [], through: null } : await changesOf(trx, entries, branch);
      // Entries beyond the last one sent are invisible to this account, unless the page was full.
      const more = changes.through !== null || entries.length === params.limit;
      const cursor = more ? (changes.through ?? entries.at(-1)?.version ?? head) : head;
      return {
        kind: 'changes' as const,
        changes: changes.sent,
        cursor,
        more,
        lastMutation: await lastMutationWithin(trx, params.clientId, cursor),
      };
    });
  }

  /** See the request `sync.remembers`. Of another account's client nothing is said. */
  async remembers({ clientId, numbers }: ParsedParams<'sync.remembers'>, account: Account): Promise<RequestResult<'sync.remembers'>> {
    return { numbers: await rememberedNumbers(this.#db, account.id, clientId, numbers) };
  }

  /** Rows that were touched just now, as they are, for whoever reads `branch`; null where they are too many for one message. */
  async rowsOf(touched: readonly TouchedRow[], branch: Branch): Promise<RowChange[] | null> {
    return this.#db.transaction().execute(async (trx) => {
      const entries = touched.map(({ entity, id }, index) => ({ entity, rowId: id, version: index }));
      const { sent, through } = await changesOf(trx, entries, branch);
      return through === null ? sent : null;
    });
  }

  /** @throws Refusal `auth.changed` where the account was moved or disabled a moment ago and its session is only about to end */
  async snapshot(params: ParsedParams<'sync.snapshot'>, account: Account): Promise<RequestResult<'sync.snapshot'>> {
    return this.#db.transaction().execute(async (trx) => {
      // Else a copy of the old branch would get a cursor from after the move, and never be told to go.
      if (!(await new AccountRepository(trx).stands(account))) throw new Refusal('auth.changed', 'The account was changed; sign in again.');
      const answer = { schemaVersion: SCHEMA_VERSION, cursor: await headVersion(trx) };
      const branch = branchOf(account);
      if (branch === null) return { ...answer, rows: [], next: null, total: 0 };
      let total = 0;
      if (params.after === null) for (const entity of ENTITY_NAMES) total += await countOfBranch(trx, entity, branch);
      const { rows, next } = await snapshotPage(trx, branch, params.after, params.limit);
      return { ...answer, rows, next, total };
    });
  }
}

type Position = { entity: EntityName; id: string | null };

async function snapshotPage(
  trx: Db,
  branch: Branch,
  after: Position | null,
  limit: number,
): Promise<{ rows: RowChange[]; next: Position | null }> {
  const rows: RowChange[] = [];
  let json = 0;
  const first = after === null ? 0 : ENTITY_NAMES.indexOf(after.entity);
  for (const entity of ENTITY_NAMES.slice(first)) {
    let last = entity === after?.entity ? after.id : null;
    const page = await pageOfBranch(trx, entity, branch, last, limit - rows.length);
    const read = await readAll(
      trx,
      entity,
      page.map(({ id }) => id),
    );
    for (const { id } of page) {
      const row = read.get(id);
      if (row === undefined) continue;
      json += JSON.stringify(row).length;
      if (json > MOST_JSON && rows.length > 0) return { rows, next: { entity, id: last } };
      rows.push(put(entity, row));
      last = id;
    }
    if (rows.length >= limit) return { rows, next: { entity, id: last } };
  }
  return { rows, next: null };
}

/**
 * The rows that entries speak of, each once, as it is now. `through` is the last entry that fits into one message; null
 * where all do.
 */
async function changesOf(trx: Db, entries: readonly LogEntry[], branch: Branch): Promise<{ sent: RowChange[]; through: number | null }> {
  const visible = await visibleRows(trx, entries, branch);
  const seen = new Set<string>();
  const sent: RowChange[] = [];
  let json = 0;
  let through: number | null = null;
  for (const { entity, rowId, version } of entries) {
    const key = `${entity}/${rowId}`;
    if (!seen.has(key)) {
      const row = visible.get(key);
      json += row === undefined ? key.length : JSON.stringify(row).length;
      if (json > MOST_JSON && through !== null) return { sent, through };
      sent.push(row === undefined ? { op: 'delete', entity, id: rowId } : put(entity, row));
      seen.add(key);
    }
    through = version;
  }
  return { sent, through: null };
}

/** Of the rows that entries speak of, those that exist and are to be seen now. */
async function visibleRows(trx: Db, entries: readonly LogEntry[], branch: Branch): Promise<Map<string, AnyRow>> {
  const rows = new Map<string, AnyRow>();
  for (const entity of ENTITY_NAMES) {
    const ids = new Set(entries.filter((entry) => entry.entity === entity).map((entry) => entry.rowId));
    const placements = await placementsOf(trx, entity, [...ids]);
    const visible = new Set(placements.filter(({ guard, path }) => sees(branch, guard, path)).map(({ id }) => id));
    for (const [id, row] of await readAll(trx, entity, [...visible])) rows.set(`${entity}/${id}`, row);
  }
  return rows;
}

async function readAll(trx: Db, entity: EntityName, ids: readonly string[]): Promise<Map<string, AnyRow>> {
  if (ids.length === 0) return new Map();
  const rows: AnyRow[] = await READERS[entity](trx, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

function put(entity: EntityName, row: AnyRow): RowChange {
  // An entity and a row read by its own reader belong together; the pair cannot be told apart by types.
  return { op: 'put', entity, row } as RowChange;
}
