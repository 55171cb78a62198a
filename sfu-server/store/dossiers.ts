import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  type Arrangement,
  arrangementSchema,
  DESTRUCTION_STATES,
  type Destruction,
  type DossierLine,
  type DossierUse,
  dossierLineSchema,
  type FiledDossier,
  keepSchema,
  MOST_LISTED,
  useKindSchema,
} from '../protocol/dossier.ts';
import { caseFieldSchema } from '../protocol/entities/case.ts';
import { sideSchema } from '../protocol/entities/mediation.ts';
import { Refusal } from '../protocol/errors.ts';
import type { Db } from './database.ts';
import type { DossierDestructionTable, DossierTable, DossierUseTable } from './dossier-tables.ts';
import { idList } from './id-list.ts';

const namesSchema = z.array(z.string());
const filesSchema = z.array(
  z.object({
    /** Null: it is not in the folder but among the files of the case. */
    file: z.string().nullable(),
    name: z.string(),
    pages: z.tuple([z.number(), z.number()]).nullable(),
    bytes: z.number(),
    sha256: z.string(),
    /** Why it has no pages. */
    remark: z.string().optional(),
  }),
);
/** A file of a dossier, as its manifest has it. */
export type DossierFile = z.infer<typeof filesSchema>[number];
const sourcesSchema = z.record(z.string(), z.string());
const destructionStateSchema = z.enum(DESTRUCTION_STATES);

/** A filed dossier with what only the server needs of it. */
export interface StoredDossier {
  readonly dossier: FiledDossier;
  readonly lines: readonly DossierLine[];
  readonly files: readonly DossierFile[];
  /** By key: hash of what a line was made of. */
  readonly sources: Readonly<Record<string, string>>;
  readonly year: number;
  readonly number: number;
  readonly proposedById: string | null;
}

export interface DossierFilter {
  /** Organisation path whose branch is listed. */
  readonly path: string;
  readonly search: string;
  readonly year: number | null;
  /** UTC ms: those alone whose time is over by then; null: all. */
  readonly dueAt: number | null;
  readonly skip: number;
}

/** Dossiers, their drafts, their uses and their end. Works within the transaction that it is given. */
export class DossierRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async arrangement(caseId: string): Promise<Arrangement> {
    const row = await this.#db.selectFrom('dossier_drafts').select('arrangement').where('case_id', '=', caseId).executeTakeFirst();
    return row === undefined ? { order: [], leftOut: [], absences: [] } : arrangementSchema.parse(JSON.parse(row.arrangement));
  }

  /** @param at UTC ms */
  async arrange(caseId: string, arrangement: Arrangement, byName: string, at: number): Promise<void> {
    const values = { arrangement: JSON.stringify(arrangement), updated_at: at, updated_by_name: byName };
    await this.#db
      .insertInto('dossier_drafts')
      .values({ case_id: caseId, ...values })
      .onConflict((conflict) => conflict.column('case_id').doUpdateSet(values))
      .execute();
  }

  /** Volumes of a case, the dossier first. */
  async ofCase(caseId: string): Promise<StoredDossier[]> {
    return this.#whole(await this.#db.selectFrom('dossiers').selectAll().where('case_id', '=', caseId).orderBy('volume').execute());
  }

  /** @throws Refusal `row.unknown` */
  async get(id: string): Promise<StoredDossier> {
    const [found] = await this.#whole(await this.#db.selectFrom('dossiers').selectAll().where('id', '=', id).execute());
    if (found === undefined) throw new Refusal('row.unknown', 'There is no such dossier.');
    return found;
  }

  async list({ path, search, year, dueAt, skip }: DossierFilter): Promise<{ dossiers: StoredDossier[]; total: number }> {
    let query = this.#db
      .selectFrom('dossiers')
      .innerJoin('cases', 'cases.id', 'dossiers.case_id')
      .innerJoin('organisations', 'organisations.id', 'cases.org_id')
      .where(sql<boolean>`substr(organisations.path, 1, length(${path})) = ${path}`);
    if (search !== '') {
      const wanted = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      const like = (column: 'docket' | 'dossiers.title' | 'parties') => sql<boolean>`${sql.ref(column)} like ${wanted} escape '\\'`;
      query = query.where((eb) => eb.or([like('docket'), like('dossiers.title'), like('parties')]));
    }
    if (year !== null) query = query.where('dossiers.year', '=', year);
    if (dueAt !== null) query = query.where('keep_until', '<=', dueAt).where('dossiers.state', '=', 'filed');
    const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await query
      .selectAll('dossiers')
      .orderBy('filed_at', 'desc')
      .orderBy('dossiers.id', 'desc')
      .limit(MOST_LISTED)
      .offset(skip)
      .execute();
    return { dossiers: await this.#whole(rows), total };
  }

  async add(row: DossierTable): Promise<void> {
    await this.#db.insertInto('dossiers').values(row).execute();
  }

  async addUse(row: DossierUseTable): Promise<void> {
    await this.#db.insertInto('dossier_uses').values(row).execute();
  }

  /** Newest first. */
  async uses(dossierId: string): Promise<DossierUse[]> {
    const rows = await this.#db
      .selectFrom('dossier_uses')
      .selectAll()
      .where('dossier_id', '=', dossierId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(500)
      .execute();
    return rows.map((row) => ({
      ...{ id: row.id, kind: useKindSchema.parse(row.kind), side: row.side === null ? null : sideSchema.parse(row.side) },
      ...{ reason: row.reason, at: row.at, byName: row.by_name, orgName: row.org_name },
    }));
  }

  async propose(row: DossierDestructionTable): Promise<void> {
    await this.#db.insertInto('dossier_destructions').values(row).execute();
  }

  async decide(id: string, state: 'declined' | 'done', by: { readonly id: string; readonly name: string }, at: number): Promise<void> {
    const decided = { state, decided_at: at, decided_by_id: by.id, decided_by_name: by.name };
    await this.#db.updateTable('dossier_destructions').set(decided).where('id', '=', id).execute();
  }

  async setDestroyed(dossierId: string): Promise<void> {
    await this.#db.updateTable('dossiers').set({ state: 'destroyed' }).where('id', '=', dossierId).execute();
  }

  /** Whether a dossier that is not destroyed has this content. */
  async names(sha256: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('dossiers')
      .select('id')
      .where('state', '=', 'filed')
      .where((eb) => eb.or([eb('sha256', '=', sha256), sql<boolean>`instr(files, ${sha256}) > 0`]))
      .executeTakeFirst();
    return row !== undefined;
  }

  async #whole(rows: readonly Selectable<DossierTable>[]): Promise<StoredDossier[]> {
    const destructions = await this.#db
      .selectFrom('dossier_destructions')
      .selectAll()
      .where('dossier_id', 'in', idList(rows.map(({ id }) => id)))
      .orderBy('proposed_at')
      .orderBy('id')
      .execute();
    // Of several, the last: those before it were declined.
    const of = new Map(destructions.map((row) => [row.dossier_id, row]));
    return rows.map((row) => stored(row, of.get(row.id) ?? null));
  }
}

function stored(row: Selectable<DossierTable>, destruction: Selectable<DossierDestructionTable> | null): StoredDossier {
  const dossier: FiledDossier = {
    ...{ id: row.id, caseId: row.case_id, orgId: row.org_id, committee: row.committee, docket: row.docket, volume: row.volume },
    title: row.title,
    field: row.field === null ? null : caseFieldSchema.parse(row.field),
    parties: namesSchema.parse(JSON.parse(row.parties)),
    ...{ filedAt: row.filed_at, filedByName: row.filed_by_name, checkedByName: row.checked_by_name },
    keep: keepSchema.parse(row.keep),
    ...{ keepUntil: row.keep_until, pages: row.pages, sha256: row.sha256, bytes: row.bytes, state: row.state },
    destruction: destruction === null ? null : destructionOf(destruction),
  };
  return {
    dossier,
    lines: z.array(dossierLineSchema).parse(JSON.parse(row.lines)),
    files: filesSchema.parse(JSON.parse(row.files)),
    sources: sourcesSchema.parse(JSON.parse(row.sources)),
    year: row.year,
    number: row.number,
    proposedById: destruction?.proposed_by_id ?? null,
  };
}

function destructionOf(row: Selectable<DossierDestructionTable>): Destruction {
  return {
    ...{ id: row.id, state: destructionStateSchema.parse(row.state), reason: row.reason },
    ...{ proposedAt: row.proposed_at, proposedByName: row.proposed_by_name },
    ...{ decidedAt: row.decided_at, decidedByName: row.decided_by_name },
  };
}
