import { type Kysely, sql } from 'kysely';

/** Dossiers of mediations with the register of their uses and of what was destroyed. The database refuses to change what was filed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table dossier_drafts (
    case_id text primary key references cases (id),
    arrangement text not null,
    updated_at integer not null,
    updated_by_name text not null
  ) strict`.execute(db);
  await sql`create table dossiers (
    id text primary key,
    case_id text not null references cases (id),
    org_id text not null references organisations (id),
    committee text not null,
    docket text not null,
    year integer not null,
    number integer not null check (number > 0),
    volume integer not null check (volume > 0),
    title text not null,
    field text,
    parties text not null,
    filed_at integer not null,
    filed_by_id text not null references accounts (id),
    filed_by_name text not null,
    checked_by_name text,
    keep text not null check (keep in ('permanent', 'long', 'short')),
    keep_until integer,
    pages integer not null check (pages > 0),
    sha256 text not null,
    bytes integer not null,
    lines text not null,
    files text not null,
    sources text not null,
    state text not null check (state in ('filed', 'destroyed')),
    unique (org_id, year, number, volume),
    unique (case_id, volume),
    check ((keep = 'permanent') = (keep_until is null))
  ) strict`.execute(db);
  await sql`create index dossiers_by_filed_at on dossiers (filed_at)`.execute(db);
  await sql`create table dossier_uses (
    id text primary key,
    dossier_id text not null references dossiers (id),
    kind text not null check (kind in ('view', 'pdf', 'folder', 'party')),
    side text,
    reason text not null,
    at integer not null,
    by_id text not null references accounts (id),
    by_name text not null,
    org_name text not null,
    check ((kind = 'party') = (side is not null))
  ) strict`.execute(db);
  await sql`create index dossier_uses_by_dossier on dossier_uses (dossier_id, at)`.execute(db);
  await sql`create table dossier_destructions (
    id text primary key,
    dossier_id text not null references dossiers (id),
    state text not null check (state in ('proposed', 'declined', 'done')),
    reason text not null,
    proposed_at integer not null,
    proposed_by_id text not null references accounts (id),
    proposed_by_name text not null,
    decided_at integer,
    decided_by_id text references accounts (id),
    decided_by_name text,
    check ((state = 'proposed') = (decided_at is null)),
    check (decided_by_id is null or decided_by_id <> proposed_by_id)
  ) strict`.execute(db);
  await sql`create unique index dossier_destructions_open on dossier_destructions (dossier_id) where state <> 'declined'`.execute(db);
  await keep(db);
}

async function keep(db: Kysely<never>): Promise<void> {
  await sql`create trigger dossiers_stay before delete on dossiers
    begin select raise(abort, 'dossiers are not deleted'); end`.execute(db);
  const columns = `id case_id org_id committee docket year number volume title field parties filed_at filed_by_id filed_by_name
    checked_by_name keep keep_until pages sha256 bytes lines files sources`.split(/\s+/);
  await sql`create trigger dossiers_unchanged before update of ${sql.join(columns.map((name) => sql.ref(name)))} on dossiers
    begin select raise(abort, 'a filed dossier does not change'); end`.execute(db);
  await sql`create trigger dossiers_destroyed_by_two before update of state on dossiers
    when old.state <> 'filed' or new.state <> 'destroyed'
      or not exists (select 1 from dossier_destructions where dossier_id = old.id and state = 'done')
    begin select raise(abort, 'a dossier is destroyed by two persons, once'); end`.execute(db);
  await sql`create trigger dossier_uses_unchanged before update on dossier_uses
    begin select raise(abort, 'the register of uses does not change'); end`.execute(db);
  await sql`create trigger dossier_uses_stay before delete on dossier_uses
    begin select raise(abort, 'the register of uses does not shrink'); end`.execute(db);
  await sql`create trigger dossier_destructions_decided_stay before update on dossier_destructions
    when old.state <> 'proposed' or new.dossier_id is not old.dossier_id or new.reason is not old.reason
      or new.proposed_by_id is not old.proposed_by_id or new.proposed_at is not old.proposed_at
    begin select raise(abort, 'what was decided about a dossier does not change'); end`.execute(db);
  await sql`create trigger dossier_destructions_stay before delete on dossier_destructions
    begin select raise(abort, 'records of destruction are not deleted'); end`.execute(db);
  await sql`create trigger dossier_destructions_after_their_time before update on dossier_destructions
    when new.state = 'done' and not exists (select 1 from dossiers where id = old.dossier_id and keep_until <= new.decided_at)
    begin select raise(abort, 'a dossier is kept until its time is over'); end`.execute(db);
}
