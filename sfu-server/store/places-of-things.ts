import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import type { Db } from './database.ts';

/** Something that a trace is about, by its kind. Kinds that belong to no organisation are never found. */
export interface Thing {
  readonly type: string;
  readonly id: string;
}

/** To which organisation a thing belongs, and what people call it without telling its content. */
export interface Place {
  readonly orgPath: string;
  readonly label: string | null;
}

/** One statement for any number of ids, so that it is prepared once. */
const within = 'in (select value from json_each(?))';
const located = (table: string, label: string) =>
  `select t.id, o.path, ${label} as label from ${table} t join organisations o on o.id = t.org_id where t.id ${within}`;

const QUERIES: ReadonlyMap<string, string> = new Map([
  // Stands for what is to be made in it, which has no name of its own yet.
  ['organisation', `select id, path, null as label from organisations where id ${within}`],
  ['account', located('accounts', 't.name')],
  [
    'username',
    `select t.username as id, o.path, t.name as label from accounts t join organisations o on o.id = t.org_id where t.username ${within}`,
  ],
  [
    'signIn',
    `select s.id, o.path, t.name as label from sign_ins s join accounts t on t.id = s.account_id
      join organisations o on o.id = t.org_id where s.id ${within}`,
  ],
  ['camera', located('cameras', 't.name')],
  ['event', located('events', 't.number')],
  ['room', located('rooms', 't.title')],
  ['recording', located('recordings', 't.title')],
  ['case', located('cases', 't.number')],
  ['mediation', located('cases', 't.number')],
  ['agreement', located('cases', 't.number')],
  [
    'record',
    `select r.id, o.path, c.number as label from records r join cases c on c.id = r.case_id
      join organisations o on o.id = c.org_id where r.id ${within}`,
  ],
  [
    'casePaper',
    `select p.id, o.path, c.number as label from case_papers p join cases c on c.id = p.case_id
      join organisations o on o.id = c.org_id where p.id ${within}`,
  ],
  [
    'casePaperSigner',
    `select s.id, o.path, c.number as label from case_paper_signers s join case_papers p on p.id = s.paper_id
      join cases c on c.id = p.case_id join organisations o on o.id = c.org_id where s.id ${within}`,
  ],
  [
    'dossier',
    `select d.id, o.path, d.docket as label from dossiers d join cases c on c.id = d.case_id
      join organisations o on o.id = c.org_id where d.id ${within}`,
  ],
  ['studio', located('studios', 't.name')],
  ['mediator', located('mediators', 't.name')],
  ['outline', located('outlines', 't.name')],
  ['contact', located('contacts', 't.name')],
  ['department', located('departments', 't.name')],
  [
    'jointCall',
    `select j.id, o.path, c.number as label from joint_calls j join cases c on c.id = j.case_id
      join organisations o on o.id = c.org_id where j.id ${within}`,
  ],
  // Of an office: without the case that it was made from.
  [
    'libraryEntry',
    `select l.id, o.path, null as label from library_entries l join cases c on c.id = l.case_id
      join organisations o on o.id = c.org_id where l.id ${within}`,
  ],
  // Where it comes from, not the places that it is shared with.
  ['document', located('documents', 't.number')],
  ['meeting', located('meetings', 't.title')],
  ['task', located('tasks', 't.number')],
  [
    'attachment',
    `select a.id, o.path, coalesce(e.number, c.number, d.number, m.title, p.name) as label from attachments a
      left join events e on a.owner_entity = 'event' and e.id = a.owner_id
      left join cases c on a.owner_entity = 'case' and c.id = a.owner_id
      left join documents d on a.owner_entity = 'document' and d.id = a.owner_id
      left join meetings m on a.owner_entity = 'meeting' and m.id = a.owner_id
      left join mediators p on a.owner_entity = 'mediator' and p.id = a.owner_id
      join organisations o on o.id = coalesce(e.org_id, c.org_id, d.org_id, m.org_id, p.org_id) where a.id ${within}`,
  ],
  // A row that is gone, as VERSION/ID: where it stood says the change that took it away, at or shortly before that version.
  [
    'goneRow',
    `select j.value as id, coalesce(c.path, c.path_before) as path, null as label from json_each(?) j
      join change_log c on c.version between cast(j.value as integer) - 500 and cast(j.value as integer)
        and c.row_id = substr(j.value, instr(j.value, '/') + 1)`,
  ],
]);

/** Of these neither the organisation nor the name changes while a server runs. A case goes up to the next centre. */
const LASTING: ReadonlySet<string> = new Set(['organisation', 'camera', 'event', 'document', 'task', 'room']);
const MOST_KEPT = 20_000;

const rowsSchema = z.array(z.object({ id: z.string(), path: z.string(), label: z.string().nullable() }));

/** Says to whom things belong. What lasts is kept in memory: every change that consoles send asks. */
export class PlacesOfThings {
  readonly #db: Db;
  readonly #kept = new Map<string, Place>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** In the order of `things`, null for what is not there; at once where all is known. */
  of(things: readonly Thing[]): readonly (Place | null)[] | Promise<readonly (Place | null)[]> {
    const unknown = things.filter((thing) => QUERIES.has(thing.type) && !this.#kept.has(keyOf(thing)));
    if (unknown.length === 0) return things.map((thing) => this.#kept.get(keyOf(thing)) ?? null);
    return this.#read(unknown).then((found) => things.map((thing) => found.get(keyOf(thing)) ?? this.#kept.get(keyOf(thing)) ?? null));
  }

  async #read(things: readonly Thing[]): Promise<Map<string, Place>> {
    const found = new Map<string, Place>();
    for (const [type, ofType] of Map.groupBy(things, (thing) => thing.type)) {
      const query = QUERIES.get(type);
      if (query === undefined) continue;
      const ids = JSON.stringify([...new Set(ofType.map(({ id }) => id))]);
      const { rows } = await this.#db.executeQuery(CompiledQuery.raw(query, [ids]));
      for (const { id, path, label } of rowsSchema.parse(rows)) {
        const key = keyOf({ type, id });
        const place = { orgPath: path, label };
        found.set(key, place);
        if (LASTING.has(type)) this.#keep(key, place);
      }
    }
    return found;
  }

  #keep(key: string, place: Place): void {
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= MOST_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    this.#kept.set(key, place);
  }
}

function keyOf({ type, id }: Thing): string {
  return `${type} ${id}`;
}
