import { type Kysely, sql } from 'kysely';

/** Mediations with their parties, conflicts, letters and hearings. Every case of that kind has one, those from before too. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table mediations (
    id text primary key references cases (id),
    source text not null,
    request text not null,
    amount_fen integer check (amount_fen >= 0),
    simple integer not null check (simple in (0, 1)),
    mediator_id text references accounts (id),
    mediator_name text,
    assistants text not null,
    suspended_at integer,
    suspended_by_name text,
    suspension_reason text,
    suspension_left_ms integer,
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create index mediations_by_mediator on mediations (mediator_id) where mediator_id is not null`.execute(db);
  await sql`create table mediation_parties (
    id text primary key,
    mediation_id text not null references mediations (id),
    position integer not null,
    body text not null
  ) strict`.execute(db);
  await sql`create index mediation_parties_by_mediation on mediation_parties (mediation_id, position)`.execute(db);
  await sql`create table mediation_declarations (
    mediation_id text not null references mediations (id),
    account_id text not null references accounts (id),
    name text not null,
    reason text not null,
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    primary key (mediation_id, account_id)
  ) strict, without rowid`.execute(db);
  await sql`create table mediation_transfers (
    id text primary key,
    mediation_id text not null references mediations (id),
    kind text not null check (kind in ('escalation', 'handover')),
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    from_org_id text references organisations (id),
    to_org_id text references organisations (id),
    reason text not null,
    body text,
    receipt text,
    check ((kind = 'escalation') = (from_org_id is not null and to_org_id is not null)),
    check ((kind = 'handover') = (body is not null))
  ) strict`.execute(db);
  await sql`create index mediation_transfers_by_mediation on mediation_transfers (mediation_id, at)`.execute(db);
  await sql`create index mediation_transfers_by_origin on mediation_transfers (from_org_id) where from_org_id is not null`.execute(db);
  await sql`create table mediation_sessions (
    id text primary key,
    mediation_id text not null references mediations (id),
    starts_at integer not null,
    duration_min integer not null check (duration_min > 0),
    place text,
    room_id text references rooms (id),
    cancel_reason text,
    planned_by_id text not null references accounts (id),
    planned_by_name text not null
  ) strict`.execute(db);
  await sql`create index mediation_sessions_by_mediation on mediation_sessions (mediation_id, starts_at)`.execute(db);
  await sql`insert into mediations (id, source, request, amount_fen, simple, assistants, updated_at)
    select id, '{"kind":"application","from":null,"originNumber":null,"originName":null,"helped":"none"}', '', null, 0, '[]', updated_at
    from cases where kind = 'mediation'`.execute(db);
  await guardsByKind(db);
}

/** Cases and their files were told under one right; now under that of their kind. What is gone stays told to nobody. */
async function guardsByKind(db: Kysely<never>): Promise<void> {
  await sql`update change_log set guard = (select kind from cases where id = row_id)
    where entity = 'case' and row_id in (select id from cases)`.execute(db);
  await sql`update change_log set guard = (select c.kind from attachments a join cases c on c.id = a.owner_id where a.id = row_id)
    where entity = 'attachment' and guard = 'case' and row_id in (select id from attachments where owner_entity = 'case')`.execute(db);
}
