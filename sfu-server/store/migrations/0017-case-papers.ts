import { type Kysely, sql } from 'kysely';

/** Papers of cases with who signs them and the hands they were signed with. What was signed and sealed does not change: the database refuses it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table case_papers (
    id text primary key,
    case_id text not null references cases (id),
    form text not null,
    subject text not null,
    title text not null,
    version integer not null check (version > 0),
    state text not null check (state in ('draft', 'signing', 'signed', 'sealed', 'void')),
    audience text not null check (audience in ('all', 'applicant', 'respondent', 'third')),
    committee text not null,
    input text,
    unsigned_sha256 text not null,
    unsigned_bytes integer not null,
    unsigned_pages integer not null,
    made_at integer not null,
    made_by_id text not null references accounts (id),
    made_by_name text not null,
    in_order integer not null check (in_order in (0, 1)),
    room_id text references rooms (id),
    void_reason text,
    sealing_at integer,
    sealing_by_id text references accounts (id),
    sealing_by_name text,
    sealed_sha256 text,
    sealed_bytes integer,
    sealed_pages integer,
    unique (case_id, form, subject, version),
    check ((state = 'sealed') = (sealed_sha256 is not null)),
    check ((state = 'void') = (void_reason is not null))
  ) strict`.execute(db);
  await sql`create index case_papers_by_room on case_papers (room_id) where room_id is not null`.execute(db);
  await sql`create index case_papers_by_unsigned on case_papers (unsigned_sha256)`.execute(db);
  await sql`create index case_papers_by_sealed on case_papers (sealed_sha256) where sealed_sha256 is not null`.execute(db);
  await sql`create index case_papers_being_sealed on case_papers (state) where state = 'signed' and sealing_at is not null`.execute(db);
  await sql`create table case_paper_signers (
    id text primary key,
    paper_id text not null references case_papers (id),
    position integer not null,
    role text not null,
    name text not null,
    party_id text,
    account_id text references accounts (id),
    person text,
    state text not null check (state in ('waiting', 'signed', 'declined')),
    refusal_reason text,
    refusal_by_name text,
    refused_at integer,
    unique (paper_id, position),
    check ((state = 'declined') = (refusal_reason is not null))
  ) strict`.execute(db);
  await sql`create table case_paper_signatures (
    signer_id text primary key references case_paper_signers (id),
    paper_id text not null references case_papers (id),
    at integer not null,
    sha256 text not null,
    nonce text not null unique,
    pages_shown text not null,
    strokes text not null,
    picture text not null,
    signatory text not null,
    recording_id text,
    recording_offset_ms integer
  ) strict`.execute(db);
  await sql`create index case_paper_signatures_by_paper on case_paper_signatures (paper_id)`.execute(db);
  await keep(db);
}

async function keep(db: Kysely<never>): Promise<void> {
  await sql`create trigger case_papers_sealed_stay before update of id, case_id, form, subject, title, version, state, audience, committee,
      input, unsigned_sha256, unsigned_bytes, unsigned_pages, made_at, made_by_id, made_by_name, in_order, void_reason, sealing_at,
      sealing_by_id, sealing_by_name, sealed_sha256, sealed_bytes, sealed_pages on case_papers
    when old.state in ('sealed', 'void')
    begin select raise(abort, 'a sealed or void paper does not change'); end`.execute(db);
  await sql`create trigger case_papers_content_stays before update on case_papers
    when new.unsigned_sha256 is not old.unsigned_sha256 or new.input is not old.input or new.case_id is not old.case_id
      or new.form is not old.form or new.version is not old.version or new.audience is not old.audience
    begin select raise(abort, 'the content of a paper does not change'); end`.execute(db);
  await sql`create trigger case_papers_stay before delete on case_papers
    begin select raise(abort, 'papers are not deleted'); end`.execute(db);
  await sql`create trigger case_paper_signers_named_stay before update on case_paper_signers
    when old.state <> 'waiting' or new.role is not old.role or new.name is not old.name or new.party_id is not old.party_id
      or new.account_id is not old.account_id or new.paper_id is not old.paper_id
    begin select raise(abort, 'who has signed or refused does not change'); end`.execute(db);
  await sql`create trigger case_paper_signers_stay before delete on case_paper_signers
    begin select raise(abort, 'signers are not deleted'); end`.execute(db);
  await sql`create trigger case_paper_signatures_unchanged before update on case_paper_signatures
    begin select raise(abort, 'a signature does not change'); end`.execute(db);
  await sql`create trigger case_paper_signatures_stay before delete on case_paper_signatures
    begin select raise(abort, 'a signature is not deleted'); end`.execute(db);
  await sql`create trigger case_paper_signatures_of_what_is_signed before insert on case_paper_signatures
    when (select state from case_papers where id = new.paper_id) <> 'signing'
      or (select unsigned_sha256 from case_papers where id = new.paper_id) <> new.sha256
    begin select raise(abort, 'only what is being signed takes signatures'); end`.execute(db);
}
