import type SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';

/** Where each kind of change is written, once for each time that it is applied; see `markOf`. */
const WRITES: readonly (readonly [table: string, on: string, mark: string])[] = [
  ...['events', 'event_notes', 'cases', 'case_notes', 'documents', 'contacts', 'meetings', 'tasks', 'task_notes'].map(
    (table) => [table, 'insert', 'new.id'] as const,
  ),
  ['cases', 'update of title', 'new.title'],
  ['documents', 'update of title', 'new.title'],
  ['contacts', 'update of post', 'new.post'],
  ['meetings', 'update of title', 'new.title'],
  ['meetings', 'update of minutes_body', 'new.minutes_body'],
];

const NUMBERED = ['events', 'cases', 'documents', 'tasks'] as const;

/** Has the database note every write by itself, in the transaction of the write: what is deleted later stays noted. */
export function installWitness(sqlite: SqliteDatabase.Database): void {
  sqlite.exec('create table witnessed (mark text not null); create table witnessed_numbers (number text not null)');
  WRITES.forEach(([table, on, mark], index) => {
    sqlite.exec(`create trigger witness_${index} after ${on} on ${table} begin insert into witnessed values (${mark}); end`);
  });
  for (const table of NUMBERED) {
    sqlite.exec(`create trigger number_${table} after insert on ${table} begin insert into witnessed_numbers values (new.number); end`);
  }
}

/** How often a change has been applied for good. */
export function timesApplied(sqlite: SqliteDatabase.Database, mark: string): number {
  return z.number().parse(sqlite.prepare('select count(*) from witnessed where mark = ?').pluck().get(mark));
}

/** Numbers of events, cases, documents and tasks, as they were given; `晶泉调〔2026〕12号` is the 12th of a series. */
export function seriesGiven(sqlite: SqliteDatabase.Database): ReadonlyMap<string, readonly number[]> {
  const numbers = z.array(z.string()).parse(sqlite.prepare('select number from witnessed_numbers order by rowid').pluck().all());
  const series = new Map<string, number[]>();
  for (const number of numbers) {
    const [, name, n] = /^(.*〕)(\d+)号$/.exec(number) ?? [];
    if (name === undefined) throw new Error(`"${number}" is no number of a paper.`);
    series.set(name, [...(series.get(name) ?? []), Number(n)]);
  }
  return series;
}
