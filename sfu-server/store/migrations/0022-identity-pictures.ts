import { type Kysely, sql } from 'kysely';

/** Pictures of documents that people showed in a mediation, for whoever handles it only. What was shown is not changed afterwards. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table identity_pictures (
    id text primary key,
    room_id text not null references rooms (id),
    person text not null,
    name text not null,
    base64 text not null,
    at integer not null
  ) strict`.execute(db);
  await sql`create index identity_pictures_by_room on identity_pictures (room_id, person, at)`.execute(db);
  await sql`create trigger identity_pictures_stay before update on identity_pictures
    begin select raise(abort, 'a picture that was shown is not changed'); end`.execute(db);
  await sql`create index mediation_sessions_by_room on mediation_sessions (room_id) where room_id is not null`.execute(db);
}
