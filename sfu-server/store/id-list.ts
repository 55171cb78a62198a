import { type RawBuilder, sql } from 'kysely';

/** Ids for the right side of an `in`: one parameter and one text of SQL however many they are, so that it is prepared once. */
export function idList(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
}
