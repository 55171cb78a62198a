import type { Generated } from 'kysely';
import type { DossierDestructionTable, DossierDraftTable, DossierTable, DossierUseTable } from './dossier-tables.ts';
import type { DepartmentTable, JointCallPersonTable, JointCallTable } from './joint-tables.ts';
import type { LibraryCaseTable, LibraryEntryTable, LibraryVersionTable } from './library-tables.ts';

/** JSON kept as text: what is written is a string, parsed by zod where it is read. */
type Json = string;
type Flag = 0 | 1;

export interface MetaTable {
  key: string;
  value: string;
}

export interface OrganisationTable {
  id: string;
  parent_id: string | null;
  level: 'county' | 'township' | 'village';
  name: string;
  /** Short name used in numbers: 晶泉. */
  short_name: string;
  code: string;
  path: string;
}

export interface AccountTable {
  id: string;
  username: string;
  password_hash: string;
  name: string;
  role: string;
  org_id: string;
  disabled: Flag;
  demo: Flag;
  created_at: number;
  /** The password was given by an administrator: nothing else may be done before it is changed. */
  must_change_password: Generated<Flag>;
  last_sign_in_at: Generated<number | null>;
  /** Version of the change log at which the account's branch last changed; cursors from before it need a snapshot. */
  scope_version: Generated<number>;
}

/** One sign-in; it lasts as long as its refresh tokens are used in time. */
export interface SignInTable {
  id: string;
  account_id: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

/** Every refresh token of a sign-in, hashed. A used one that is seen again ends the sign-in (stolen or replayed). */
export interface RefreshTokenTable {
  hash: string;
  sign_in_id: string;
  used_at: number | null;
}

export interface GridTable {
  id: string;
  org_id: string;
  name: string;
  code: string;
  ring: Json;
  lat: number;
  lng: number;
  worker_name: string | null;
  households: number;
}

export interface CameraTable {
  id: string;
  org_id: string;
  grid_id: string | null;
  name: string;
  code: string;
  kind: 'fixed' | 'ptz' | 'checkpoint' | 'high';
  lat: number;
  lng: number;
  key_point: Flag;
  /** RTSP address with its password; never leaves the server. */
  source_url: string | null;
}

export interface EventTable {
  id: string;
  org_id: string;
  grid_id: string | null;
  number: string;
  title: string;
  detail: string;
  kind: string;
  level: number;
  state: string;
  lat: number;
  lng: number;
  reported_by_id: string;
  reported_by_name: string;
  reported_at: number;
  received_at: number;
  updated_at: number;
  due_at: number | null;
}

export interface EventNoteTable {
  id: string;
  event_id: string;
  at: number;
  by_account_id: string;
  by_name: string;
  state: string | null;
  text: string;
}

export interface CaseTable {
  id: string;
  org_id: string;
  grid_id: string | null;
  number: string;
  kind: string;
  title: string;
  applicant_name: string;
  respondent_name: string | null;
  phone: string | null;
  facts: string;
  field: string | null;
  state: string;
  handler_name: string | null;
  registered_by_id: string;
  registered_by_name: string;
  registered_at: number;
  received_at: number;
  updated_at: number;
  due_at: number | null;
}

export interface CaseNoteTable {
  id: string;
  case_id: string;
  at: number;
  by_account_id: string;
  by_name: string;
  state: string | null;
  text: string;
}

/** What a mediation has beside its case, whose id it has. */
export interface MediationTable {
  id: string;
  source: Json;
  request: string;
  amount_fen: number | null;
  simple: Flag;
  mediator_id: string | null;
  mediator_name: string | null;
  assistants: Json;
  suspended_at: number | null;
  suspended_by_name: string | null;
  suspension_reason: string | null;
  /** Of the limit that ran, ms. */
  suspension_left_ms: number | null;
  updated_at: number;
}

export interface MediationPartyTable {
  id: string;
  mediation_id: string;
  position: number;
  /** `partySchema`. */
  body: Json;
}

export interface MediationDeclarationTable {
  mediation_id: string;
  account_id: string;
  name: string;
  reason: string;
  at: number;
  by_account_id: string;
  by_name: string;
}

/** `escalation` has both organisations, `handover` a body (`handoverWordsSchema`) and in time a receipt (`receiptSchema`). */
export interface MediationTransferTable {
  id: string;
  mediation_id: string;
  kind: 'escalation' | 'handover';
  at: number;
  by_account_id: string;
  by_name: string;
  from_org_id: string | null;
  to_org_id: string | null;
  reason: string;
  body: Json | null;
  receipt: Json | null;
}

export interface MediationSessionTable {
  id: string;
  mediation_id: string;
  starts_at: number;
  duration_min: number;
  place: string | null;
  room_id: string | null;
  cancel_reason: string | null;
  planned_by_id: string;
  planned_by_name: string;
}

/** The record of a hearing; once confirmed, neither it nor what belongs to it changes (triggers). */
export interface RecordTable {
  id: string;
  case_id: string;
  session_id: string | null;
  state: string;
  opened_at: number;
  opened_by_id: string;
  opened_by_name: string;
  read_back_at: number | null;
  result: string;
  confirmed_at: number | null;
  confirmed_by_id: string | null;
  confirmed_by_name: string | null;
  updated_at: number;
}

export interface RecordLineTable {
  id: string;
  record_id: string;
  position: number;
  speaker: string;
  speaker_name: string | null;
  text: string;
  at: number;
  recording_id: string | null;
  /** ms. */
  offset_ms: number | null;
  apart_with: string | null;
  by_account_id: string;
  by_name: string;
}

/** Grows only. */
export interface RecordCorrectionTable {
  id: Generated<number>;
  line_id: string;
  was: string;
  by_account_id: string;
  by_name: string;
  at: number;
}

/** Grows only. */
export interface RecordConfirmationTable {
  id: string;
  record_id: string;
  /** Who confirms on a seat: `personKey`; null where it was noted. */
  person: string | null;
  /** Whose word it is; null for somebody who is no party, and for what was confirmed before 0024. */
  party_id: string | null;
  name: string;
  side: string | null;
  way: 'seat' | 'aloud';
  by_name: string;
  at: number;
}

/** Which record a room is being read to, and at which line. */
export interface RoomReadBackTable {
  room_id: string;
  record_id: string;
  line_id: string | null;
}

/** A question set of a centre (询问提纲). */
export interface OutlineTable {
  id: string;
  org_id: string;
  name: string;
  lines: string;
  /** Key of the shipped set in whose place it stands. */
  replaces: string | null;
  position: number;
  updated_at: number;
}

/** The draft of a mediation's agreement and what came of it; its id is the case's. */
export interface AgreementTable {
  id: string;
  facts: string;
  performance: string;
  copies: number;
  /** `clauseSchema`, in their order. */
  clauses: Json;
  /** `dutySchema`, by the day. */
  duties: Json;
  /** Whether no version has this text. */
  unsaved: Flag;
  /** Who wrote last. */
  written_by_id: string | null;
  written_by_name: string | null;
  written_at: number | null;
  finished: Json | null;
  effective_at: number | null;
  /** `confirmationSchema`. */
  confirmation: Json | null;
  updated_at: number;
  updated_by_name: string | null;
}

export interface AgreementVersionTable {
  agreement_id: string;
  number: number;
  /** `agreementTextSchema`. */
  body: Json;
  at: number;
  by_account_id: string;
  by_name: string;
  reason: string;
  note: string;
}

export interface AgreementOutcomeTable {
  id: string;
  agreement_id: string;
  duty_id: string;
  /** `outcomeSchema`. */
  body: Json;
  noted_at: number;
  by_account_id: string;
}

export interface AgreementFollowUpTable {
  id: string;
  agreement_id: string;
  /** `followUpSchema`. */
  body: Json;
  noted_at: number;
  by_account_id: string;
}

/** The 解纷码 of a centre; one stands, those before it were revoked. */
export interface ApplicationCodeTable {
  id: string;
  org_id: string;
  code: string;
  made_at: number;
  made_by_id: string;
  made_by_name: string;
  revoked_at: number | null;
}

/** A party's own link; of its code only the hash. */
export interface PartyLinkTable {
  id: string;
  case_id: string;
  party_id: string;
  code_hash: string;
  made_at: number;
  made_by_id: string;
  made_by_name: string;
  expires_at: number;
  revoked_at: number | null;
  last_used_at: number | null;
  /** The seat that it was last given, with the invitation. */
  room_id: string | null;
  invitation_code: string | null;
}

/** Which party has brought an attachment of a case: for its side and the centre alone. */
export interface PartyMaterialTable {
  attachment_id: string;
  case_id: string;
  party_id: string;
}

export interface PartyRatingTable {
  case_id: string;
  party_id: string;
  /** Whoever mediated then. */
  mediator_id: string | null;
  stars: number;
  words: string;
  at: number;
}

/** A link to a sealed paper; `party_id` where a party has asked for it on their own page. */
export interface PaperCopyTable {
  id: string;
  case_id: string;
  paper_id: string;
  party_id: string | null;
  code_hash: string;
  made_at: number;
  made_by_id: string;
  made_by_name: string;
  expires_at: number;
  revoked_at: number | null;
  downloads: number;
  last_at: number | null;
}

export interface StudioTable {
  id: string;
  org_id: string;
  name: string;
  /** A mediator's; no foreign key, as mediators name studios. */
  leader_id: string | null;
  /** `disputeFieldsSchema`. */
  fields: Json;
  words: string;
  active: Flag;
  updated_at: number;
}

export interface MediatorTable {
  id: string;
  org_id: string;
  account_id: string | null;
  studio_id: string | null;
  name: string;
  kind: string;
  committee: string | null;
  /** `disputeFieldsSchema`. */
  fields: Json;
  /** `dutyWeekSchema`. */
  duty: Json;
  certificate: string | null;
  languages: Json;
  phone: string | null;
  words: string;
  /** One of its attachments. */
  photo_id: string | null;
  active: Flag;
  updated_at: number;
}

export interface ContactTable {
  id: string;
  org_id: string;
  name: string;
  post: string;
  phone: string;
  is_duty: Flag;
  role: string | null;
  updated_at: number;
}

export interface DocumentTable {
  id: string;
  org_id: string;
  number: string;
  title: string;
  kind: string;
  body: string;
  issued_by_id: string;
  issued_by_name: string;
  issued_at: number;
  received_at: number;
  updated_at: number;
}

/** Organisations whose branches see a document, beside its own. */
export interface DocumentShareTable {
  document_id: string;
  org_id: string;
}

/** A file of another row as it was announced; the content lies in the data folder under its hash. */
export interface AttachmentTable {
  id: string;
  owner_entity: 'event' | 'case' | 'document' | 'meeting' | 'mediator';
  owner_id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  created_by_id: string;
  created_by_name: string;
  created_at: number;
  complete: Flag;
}

export interface MeetingTable {
  id: string;
  org_id: string;
  series_id: string | null;
  /** Changed or cancelled by itself: changes of its series pass it over. */
  alone: Flag;
  title: string;
  kind: string;
  starts_at: number;
  duration_min: number;
  agenda: Json;
  state: string;
  room_id: string | null;
  cancel_reason: string | null;
  chair: string;
  attendees: string;
  absentees: string;
  recorder: string;
  minutes_body: string;
  minutes_number: string | null;
  signed_by_id: string | null;
  signed_by_name: string | null;
  /** From then on triggers keep minutes and decisions as they are. */
  signed_at: number | null;
  planned_by_id: string;
  planned_by_name: string;
  planned_at: number;
  received_at: number;
  updated_at: number;
}

/** Organisations that a meeting invites, beside its own. */
export interface MeetingOrgTable {
  meeting_id: string;
  org_id: string;
}

/** People whom a meeting invites, as people of the organisation at which they sat then. */
export interface MeetingPersonTable {
  meeting_id: string;
  account_id: string;
  org_id: string;
  name: string;
}

export interface MeetingAnswerTable {
  meeting_id: string;
  org_id: string;
  answer: string;
  words: string;
  by_account_id: string;
  by_name: string;
  at: number;
}

export interface TaskTable {
  id: string;
  meeting_id: string;
  org_id: string;
  owner_org_id: string;
  number: string;
  meeting_title: string;
  title: string;
  detail: string;
  person_name: string | null;
  due_at: number;
  state: string;
  decided_by_id: string;
  decided_by_name: string;
  decided_at: number;
  received_at: number;
  updated_at: number;
}

export interface TaskNoteTable {
  id: string;
  task_id: string;
  at: number;
  by_account_id: string;
  by_name: string;
  state: string | null;
  text: string;
}

/** The next number of a series, per organisation and year; taken in the transaction that uses it, so no gaps. */
export interface NumberSeriesTable {
  org_id: string;
  series: string;
  year: number;
  next: number;
}

/** Which row changed, in the order in which consoles learn of it. The row itself is read when it is sent. */
export interface ChangeLogTable {
  version: Generated<number>;
  entity: string;
  row_id: string;
  /** Organisation path of the row after the change; null when it was deleted. */
  path: string | null;
  /** Path before it, where the row was moved or deleted: who saw it there has to drop it. */
  path_before: string | null;
  /** The entity by whose right it is told: its own, or that of the row that it belongs to. */
  guard: string;
  at: number;
}

/** What became of each mutation, so that a second sending is answered from memory. */
export interface MutationTable {
  client_id: string;
  number: number;
  account_id: string;
  name: string;
  result: Json;
  /** Version of the log after it; 0 where refused. */
  version: number;
  applied_at: number;
}

export interface IdentityPictureTable {
  id: string;
  room_id: string;
  person: string;
  name: string;
  base64: string;
  at: number;
  kind: Generated<'document' | 'face'>;
}

export interface RoomTable {
  id: string;
  kind: string;
  title: string;
  access: 'line' | 'invited';
  org_id: string;
  invited_org_ids: Json;
  created_by_id: string;
  created_by_name: string;
  created_at: number;
  ended_at: number | null;
  /** `roomDecisionsSchema`. */
  decisions: Json | null;
}

export interface InvitationTable {
  code: string;
  room_id: string;
  label: string;
  created_by_id: string;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
}

export interface ChatTable {
  id: string;
  room_id: string;
  participant_id: string;
  name: string;
  text: string;
  at: number;
  /** JSON of a file; null where the message is words. */
  file: string | null;
}

export interface RollCallTable {
  id: string;
  room_id: string;
  title: string;
  started_at: number;
  started_by_id: string;
  started_by_name: string;
  closed_at: number | null;
  signed_at: number | null;
  signed_by_id: string | null;
  signed_by_name: string | null;
}

export interface RollCallEntryTable {
  id: string;
  sheet_id: string;
  position: number;
  org_id: string | null;
  account_id: string | null;
  name: string;
  group_name: string;
  state: string;
  by_name: string | null;
  at: number | null;
  note: string;
}

/** What was recorded in a room; the contents lie in the data folder under the recording's id. */
export interface RecordingTable {
  id: string;
  room_id: string;
  kind: string;
  title: string;
  org_id: string;
  started_by_id: string;
  started_by_name: string;
  started_at: number;
  ended_at: number | null;
  state: string;
  end_reason: string | null;
  failure: string | null;
  duration_ms: number | null;
  bytes: number | null;
  sha256: string | null;
  chapters: Generated<Json>;
  people: Generated<Json>;
  tracks: Generated<Json>;
}

/** What was shown in a room; the content of a document lies in the data folder under its hash. */
export interface BoardTable {
  id: string;
  room_id: string;
  title: string;
  media_type: string | null;
  size: number | null;
  sha256: string | null;
  pages: number;
  page: number;
  presenter_key: string;
  presenter_name: string;
  audience: Json | null;
  opened_at: number;
  shown: number;
}

export interface BoardElementTable {
  board_id: string;
  id: string;
  by_key: string;
  body: Json;
}

/** One version of a paper of a case; `input` is what it is printed from, null for a file that was brought. */
export interface CasePaperTable {
  id: string;
  case_id: string;
  form: string;
  /** Empty where there is one of the form. */
  subject: string;
  title: string;
  version: number;
  state: string;
  audience: string;
  committee: string;
  input: Json | null;
  unsigned_sha256: string;
  unsigned_bytes: number;
  unsigned_pages: number;
  made_at: number;
  made_by_id: string;
  made_by_name: string;
  in_order: number;
  /** The room that is signing it. */
  room_id: string | null;
  void_reason: string | null;
  /** When somebody has asked for the seal: the time that stands in it, however often it is begun again. */
  sealing_at: number | null;
  sealing_by_id: string | null;
  sealing_by_name: string | null;
  sealed_sha256: string | null;
  sealed_bytes: number | null;
  sealed_pages: number | null;
}

export interface CasePaperSignerTable {
  id: string;
  paper_id: string;
  position: number;
  role: string;
  name: string;
  party_id: string | null;
  account_id: string | null;
  /** Who signs here, by the mediator's word: outlives seats, as of `personKey`. */
  person: string | null;
  state: string;
  refusal_reason: string | null;
  refusal_by_name: string | null;
  refused_at: number | null;
}

export interface CasePaperSignatureTable {
  signer_id: string;
  paper_id: string;
  at: number;
  /** Of the PDF that was signed. */
  sha256: string;
  nonce: string;
  pages_shown: Json;
  strokes: Json;
  /** PNG, Base64. */
  picture: string;
  signatory: Json;
  recording_id: string | null;
  recording_offset_ms: number | null;
}

export interface Tables {
  departments: DepartmentTable;
  joint_calls: JointCallTable;
  joint_call_people: JointCallPersonTable;
  library_cases: LibraryCaseTable;
  library_entries: LibraryEntryTable;
  library_versions: LibraryVersionTable;
  identity_pictures: IdentityPictureTable;
  dossier_drafts: DossierDraftTable;
  dossiers: DossierTable;
  dossier_uses: DossierUseTable;
  dossier_destructions: DossierDestructionTable;
  case_papers: CasePaperTable;
  case_paper_signers: CasePaperSignerTable;
  case_paper_signatures: CasePaperSignatureTable;
  recordings: RecordingTable;
  meta: MetaTable;
  organisations: OrganisationTable;
  accounts: AccountTable;
  sign_ins: SignInTable;
  refresh_tokens: RefreshTokenTable;
  grids: GridTable;
  cameras: CameraTable;
  events: EventTable;
  event_notes: EventNoteTable;
  number_series: NumberSeriesTable;
  cases: CaseTable;
  case_notes: CaseNoteTable;
  mediations: MediationTable;
  mediation_parties: MediationPartyTable;
  mediation_declarations: MediationDeclarationTable;
  mediation_transfers: MediationTransferTable;
  mediation_sessions: MediationSessionTable;
  records: RecordTable;
  record_lines: RecordLineTable;
  record_corrections: RecordCorrectionTable;
  record_confirmations: RecordConfirmationTable;
  room_read_backs: RoomReadBackTable;
  outlines: OutlineTable;
  agreements: AgreementTable;
  agreement_versions: AgreementVersionTable;
  agreement_outcomes: AgreementOutcomeTable;
  agreement_follow_ups: AgreementFollowUpTable;
  application_codes: ApplicationCodeTable;
  party_links: PartyLinkTable;
  party_materials: PartyMaterialTable;
  party_ratings: PartyRatingTable;
  paper_copies: PaperCopyTable;
  studios: StudioTable;
  mediators: MediatorTable;
  contacts: ContactTable;
  documents: DocumentTable;
  document_shares: DocumentShareTable;
  meetings: MeetingTable;
  meeting_orgs: MeetingOrgTable;
  meeting_people: MeetingPersonTable;
  meeting_answers: MeetingAnswerTable;
  tasks: TaskTable;
  task_notes: TaskNoteTable;
  attachments: AttachmentTable;
  change_log: ChangeLogTable;
  mutations: MutationTable;
  rooms: RoomTable;
  invitations: InvitationTable;
  chat_messages: ChatTable;
  roll_calls: RollCallTable;
  roll_call_entries: RollCallEntryTable;
  boards: BoardTable;
  board_elements: BoardElementTable;
}
