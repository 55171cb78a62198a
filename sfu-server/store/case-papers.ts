import type { Selectable } from 'kysely';
import { z } from 'zod';
import {
  type CasePaper,
  type Hand,
  type KeptPdf,
  type PaperAudience,
  type PaperForm,
  type PaperSigner,
  paperAudienceSchema,
  paperFormSchema,
  paperStateSchema,
  SIGNER_STATES,
  type SignerWords,
} from '../protocol/case-paper.ts';
import { Refusal } from '../protocol/errors.ts';
import type { Account } from '../protocol/session.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';
import type { CasePaperSignatureTable, CasePaperSignerTable, CasePaperTable } from './tables.ts';

const signerStateSchema = z.enum(SIGNER_STATES);

/** A paper with what only the server knows of it. */
export interface StoredPaper {
  readonly paper: CasePaper;
  readonly committee: string;
  /** JSON of what it is printed from; null for files that were brought. */
  readonly input: string | null;
  readonly roomId: string | null;
  readonly sealing: { readonly at: number; readonly byId: string; readonly byName: string } | null;
  /** By signer: who signs there, by the mediator's word. */
  readonly persons: ReadonlyMap<string, string>;
}

export interface NewPaper {
  readonly id: string;
  readonly caseId: string;
  readonly form: PaperForm;
  readonly subject: string | null;
  readonly title: string;
  readonly audience: PaperAudience;
  readonly committee: string;
  readonly input: string | null;
  readonly unsigned: KeptPdf;
  readonly state: 'draft' | 'signed';
  readonly signers: readonly (SignerWords & { readonly id: string })[];
  readonly madeAt: number;
  readonly by: Pick<Account, 'id' | 'name'>;
}

/** Who has signed: under which name and address, on which seat, checked by whom. */
export const signatorySchema = z.object({
  key: z.string(),
  name: z.string(),
  remoteAddress: z.string().nullable(),
  roomId: z.string().nullable(),
  seat: z.object({ capacity: z.string(), side: z.string(), identity: z.unknown().nullable() }).nullable(),
});
export type Signatory = z.infer<typeof signatorySchema>;

export interface NewSignature {
  readonly signerId: string;
  readonly paperId: string;
  readonly at: number;
  readonly sha256: string;
  readonly nonce: string;
  readonly pagesShown: readonly number[];
  readonly hand: Hand;
  readonly signatory: Signatory;
  readonly recording: PaperSigner['recording'];
}

/** A hand as it was drawn, to be printed at its place. */
export interface KeptHand {
  readonly signerId: string;
  readonly at: number;
  /** PNG, Base64. */
  readonly picture: string;
}

/** Papers of cases, their signers and signatures. Works within the transaction that it is given. */
export class CasePaperRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** All of a case, oldest first. */
  async ofCase(caseId: string): Promise<StoredPaper[]> {
    return this.#whole(await this.#db.selectFrom('case_papers').selectAll().where('case_id', '=', caseId).orderBy('id').execute());
  }

  /** @throws Refusal `row.unknown` */
  async get(paperId: string): Promise<StoredPaper> {
    return one(await this.#whole(await this.#db.selectFrom('case_papers').selectAll().where('id', '=', paperId).execute()));
  }

  /** The paper that a signer signs. @throws Refusal `row.unknown` */
  async ofSigner(signerId: string): Promise<StoredPaper> {
    const row = await this.#db.selectFrom('case_paper_signers').select('paper_id').where('id', '=', signerId).executeTakeFirst();
    if (row === undefined) throw unknown();
    return this.get(row.paper_id);
  }

  /** What a room is signing; null where that is nothing. */
  async inRoom(roomId: string): Promise<StoredPaper | null> {
    const rows = await this.#db.selectFrom('case_papers').selectAll().where('room_id', '=', roomId).execute();
    return (await this.#whole(rows))[0] ?? null;
  }

  /** Papers whose seal was asked for and is not there. */
  async beingSealed(): Promise<StoredPaper[]> {
    const query = this.#db.selectFrom('case_papers').selectAll().where('state', '=', 'signed').where('sealing_at', 'is not', null);
    return this.#whole(await query.execute());
  }

  /** Those on which a party has something to do or has done it. */
  async ofParty(caseId: string, partyId: string): Promise<StoredPaper[]> {
    return (await this.ofCase(caseId)).filter(({ paper }) => paper.signers.some((signer) => signer.partyId === partyId));
  }

  /** The paper that this PDF is. */
  async byHash(sha256: string): Promise<StoredPaper | null> {
    const query = this.#db.selectFrom('case_papers').selectAll();
    const rows = await query.where((eb) => eb.or([eb('sealed_sha256', '=', sha256), eb('unsigned_sha256', '=', sha256)])).execute();
    return (await this.#whole(rows)).at(-1) ?? null;
  }

  /** Whether a paper has this content. */
  async names(sha256: string): Promise<boolean> {
    return (await this.byHash(sha256)) !== null;
  }

  /** Adds the next version of its form and subject. @returns its number */
  async add(paper: NewPaper): Promise<number> {
    const { id, caseId, form, title, audience, committee, input, unsigned, state, madeAt, by } = paper;
    const subject = paper.subject ?? '';
    const newest = await this.#db
      .selectFrom('case_papers')
      .select(({ fn }) => fn.max<number | null>('version').as('version'))
      .where('case_id', '=', caseId)
      .where('form', '=', form)
      .where('subject', '=', subject)
      .executeTakeFirst();
    const version = (newest?.version ?? 0) + 1;
    await this.#db
      .insertInto('case_papers')
      .values({
        ...{ id, case_id: caseId, form, subject, title, version, state, audience, committee, input },
        ...{ unsigned_sha256: unsigned.sha256, unsigned_bytes: unsigned.bytes, unsigned_pages: unsigned.pages },
        ...{ made_at: madeAt, made_by_id: by.id, made_by_name: by.name, in_order: 1, room_id: null, void_reason: null },
        ...{ sealing_at: null, sealing_by_id: null, sealing_by_name: null, sealed_sha256: null, sealed_bytes: null, sealed_pages: null },
      })
      .execute();
    const nothing = { person: null, state: 'waiting', refusal_reason: null, refusal_by_name: null, refused_at: null };
    const signers = paper.signers.map((signer, position) => ({
      ...{ id: signer.id, paper_id: id, position, role: signer.role, name: signer.name },
      ...{ party_id: signer.partyId, account_id: signer.accountId, ...nothing },
    }));
    if (signers.length > 0) await this.#db.insertInto('case_paper_signers').values(signers).execute();
    return version;
  }

  async set(paperId: string, changed: Partial<CasePaperTable>): Promise<void> {
    await this.#db.updateTable('case_papers').set(changed).where('id', '=', paperId).execute();
  }

  /** Takes whatever a room was signing off its table. @returns the papers */
  async clearRoom(roomId: string): Promise<string[]> {
    const rows = await this.#db.selectFrom('case_papers').select('id').where('room_id', '=', roomId).execute();
    for (const { id } of rows) await this.#db.updateTable('case_papers').set({ room_id: null }).where('id', '=', id).execute();
    return rows.map(({ id }) => id);
  }

  async setSigner(signerId: string, changed: Partial<CasePaperSignerTable>): Promise<void> {
    await this.#db.updateTable('case_paper_signers').set(changed).where('id', '=', signerId).execute();
  }

  async sign({ signerId, paperId, at, sha256, nonce, pagesShown, hand, signatory, recording }: NewSignature): Promise<void> {
    await this.#db
      .insertInto('case_paper_signatures')
      .values({
        ...{ signer_id: signerId, paper_id: paperId, at, sha256, nonce, picture: hand.picture },
        ...{ pages_shown: JSON.stringify(pagesShown), strokes: JSON.stringify(hand.strokes), signatory: JSON.stringify(signatory) },
        ...{ recording_id: recording?.id ?? null, recording_offset_ms: recording?.offsetMs ?? null },
      })
      .execute();
    await this.setSigner(signerId, { state: 'signed' });
  }

  /** What was signed with a nonce; null: nothing. */
  async signedWith(nonce: string): Promise<{ readonly signerId: string; readonly signatory: Signatory } | null> {
    const query = this.#db.selectFrom('case_paper_signatures').select(['signer_id', 'signatory']).where('nonce', '=', nonce);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : { signerId: row.signer_id, signatory: signatorySchema.parse(JSON.parse(row.signatory)) };
  }

  async hands(paperId: string): Promise<KeptHand[]> {
    const rows = await this.#db
      .selectFrom('case_paper_signatures')
      .select(['signer_id', 'at', 'picture'])
      .where('paper_id', '=', paperId)
      .execute();
    return rows.map((row) => ({ signerId: row.signer_id, at: row.at, picture: row.picture }));
  }

  async #whole(rows: readonly Selectable<CasePaperTable>[]): Promise<StoredPaper[]> {
    const ids = rows.map(({ id }) => id);
    const [signers, signatures] = [
      await this.#db.selectFrom('case_paper_signers').selectAll().where('paper_id', 'in', idList(ids)).orderBy('position').execute(),
      await this.#db.selectFrom('case_paper_signatures').selectAll().where('paper_id', 'in', idList(ids)).execute(),
    ];
    const of = Map.groupBy(signers, (signer) => signer.paper_id);
    const signed = new Map(signatures.map((signature) => [signature.signer_id, signature]));
    return rows.map((row) => storedOf(row, of.get(row.id) ?? [], signed));
  }
}

type Signed = ReadonlyMap<string, Selectable<CasePaperSignatureTable>>;

function storedOf(row: Selectable<CasePaperTable>, signers: readonly Selectable<CasePaperSignerTable>[], signed: Signed): StoredPaper {
  const state = paperStateSchema.parse(row.state);
  const sealing =
    row.sealing_at === null || row.sealing_by_id === null
      ? null
      : { at: row.sealing_at, byId: row.sealing_by_id, byName: row.sealing_by_name ?? '' };
  const { sealed_sha256: sha256, sealed_bytes: bytes, sealed_pages: pages } = row;
  const isSealed = sha256 !== null && bytes !== null && pages !== null && sealing !== null;
  const paper: CasePaper = {
    id: row.id,
    caseId: row.case_id,
    form: paperFormSchema.parse(row.form),
    subject: row.subject === '' ? null : row.subject,
    title: row.title,
    version: row.version,
    state,
    brought: row.input === null,
    unsigned: { sha256: row.unsigned_sha256, bytes: row.unsigned_bytes, pages: row.unsigned_pages },
    sealed: isSealed ? { sha256, bytes, pages, at: sealing.at, byName: sealing.byName, committee: row.committee } : null,
    madeAt: row.made_at,
    madeByName: row.made_by_name,
    audience: paperAudienceSchema.parse(row.audience),
    inOrder: row.in_order === 1,
    signers: signers.map((signer) => signerOf(signer, signed.get(signer.id))),
    sealing: state === 'signed' && sealing !== null,
    voidReason: row.void_reason,
  };
  const persons = new Map(signers.flatMap(({ id, person }) => (person === null ? [] : [[id, person] as const])));
  return { paper, committee: row.committee, input: row.input, roomId: row.room_id, sealing, persons };
}

function signerOf(row: Selectable<CasePaperSignerTable>, signature: Selectable<CasePaperSignatureTable> | undefined): PaperSigner {
  const { recording_id: recordingId = null, recording_offset_ms: offsetMs = null } = signature ?? {};
  const refused = row.refusal_reason !== null && row.refused_at !== null;
  return {
    ...{ id: row.id, role: row.role, name: row.name, partyId: row.party_id, accountId: row.account_id },
    state: signerStateSchema.parse(row.state),
    signedAt: signature?.at ?? null,
    recording: recordingId === null || offsetMs === null ? null : { id: recordingId, offsetMs },
    refusal: refused ? { reason: row.refusal_reason ?? '', byName: row.refusal_by_name ?? '', at: row.refused_at ?? 0 } : null,
    assigned: row.person !== null,
  };
}

function one(papers: readonly StoredPaper[]): StoredPaper {
  const [paper] = papers;
  if (paper === undefined) throw unknown();
  return paper;
}

function unknown(): Refusal {
  return new Refusal('row.unknown', 'There is no such paper.');
}
