import { type Kysely, sql } from 'kysely';

/** What parties do without an account: codes of centres, links of parties, what they bring and how they rate, copies of papers. Of links only hashes are kept. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table application_codes (
    id text primary key,
    org_id text not null references organisations (id),
    code text not null unique,
    made_at integer not null,
    made_by_id text not null references accounts (id),
    made_by_name text not null,
    revoked_at integer
  ) strict`.execute(db);
  await sql`create unique index application_codes_standing on application_codes (org_id) where revoked_at is null`.execute(db);
  await sql`create table party_links (
    id text primary key,
    case_id text not null references cases (id),
    party_id text not null,
    code_hash text not null unique,
    made_at integer not null,
    made_by_id text not null references accounts (id),
    made_by_name text not null,
    expires_at integer not null,
    revoked_at integer,
    last_used_at integer,
    room_id text references rooms (id),
    invitation_code text references invitations (code),
    check ((room_id is null) = (invitation_code is null))
  ) strict`.execute(db);
  await sql`create index party_links_by_case on party_links (case_id, made_at)`.execute(db);
  await sql`create table party_materials (
    attachment_id text primary key references attachments (id) on delete cascade,
    case_id text not null references cases (id),
    party_id text not null
  ) strict`.execute(db);
  await sql`create index party_materials_by_party on party_materials (case_id, party_id)`.execute(db);
  await sql`create table party_ratings (
    case_id text not null references cases (id),
    party_id text not null,
    mediator_id text references accounts (id),
    stars integer not null check (stars between 1 and 5),
    words text not null,
    at integer not null,
    primary key (case_id, party_id)
  ) strict, without rowid`.execute(db);
  await sql`create index party_ratings_by_mediator on party_ratings (mediator_id, at) where mediator_id is not null`.execute(db);
  await sql`create table paper_copies (
    id text primary key,
    case_id text not null references cases (id),
    paper_id text not null references case_papers (id),
    party_id text,
    code_hash text not null unique,
    made_at integer not null,
    made_by_id text not null references accounts (id),
    made_by_name text not null,
    expires_at integer not null,
    revoked_at integer,
    downloads integer not null check (downloads >= 0),
    last_at integer
  ) strict`.execute(db);
  await sql`create index paper_copies_by_case on paper_copies (case_id, made_at)`.execute(db);
}
