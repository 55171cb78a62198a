import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { GivenFile } from '../../papers/dossier/dossier.ts';
import { runsOf } from '../../papers/glyphs/coverage.ts';
import { paperName } from '../../papers/mediation/order.ts';
import { isPngWithin } from '../../papers/pictures.ts';
import type { Printer } from '../../papers/printer.ts';
import {
  type CasePaper,
  type Hand,
  isFullySigned,
  isHand,
  type KeptPdf,
  nextSigners,
  PAD_HEIGHT,
  PAD_WIDTH,
  PAPER_TRANSITIONS,
  type PaperAudience,
  type PaperForm,
  type PaperSigner,
  type PaperState,
  type SealVerdict,
  type SignerWords,
} from '../../protocol/case-paper.ts';
import { partySchema } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Side } from '../../protocol/mediation-room.ts';
import type { Account } from '../../protocol/session.ts';
import type { SealKeys } from '../../security/seal/seal-keys.ts';
import { verifySeals } from '../../security/seal/verify.ts';
import { CasePaperRepository, type NewPaper, type Signatory, type StoredPaper } from '../../store/case-papers.ts';
import type { Db } from '../../store/database.ts';
import { caseFor, readableCase } from './access.ts';
import { committeeName } from './committee.ts';
import { type PaperFiles, sha256Of } from './paper-files.ts';
import { type PaperInput, unsignedForm } from './printed-form.ts';
import { allShown, type Reading, Readings } from './readings.ts';
import { mustBeSealable } from './seal-rules.ts';
import { Sealing } from './sealing.ts';

export interface CasePapersOptions {
  readonly db: Db;
  readonly files: PaperFiles;
  readonly printer: Printer;
  readonly keys: SealKeys;
  readonly log: BaseLogger;
  readonly now?: () => number;
}

export interface MakeOptions {
  /** Who signs, in the order of the lines. */
  readonly signers: readonly SignerWords[];
  readonly audience: PaperAudience;
  readonly by: Account;
  /** What tells several papers of one form apart (a session, a party, a recipient), at most 60 characters; each has versions of its own. */
  readonly subject?: string | null;
  /** The form's own name where it is left out. */
  readonly title?: string;
}

export interface AddOptions extends Pick<MakeOptions, 'audience' | 'by'> {
  readonly form: PaperForm;
  readonly subject: string | null;
  readonly title: string;
  readonly files: readonly GivenFile[];
  /** It bears hands already, on paper. */
  readonly signed: boolean;
}

/** Somebody who signs: by an account, by a seat that the mediator has assigned, or as a party by their own link. */
export interface Signing extends Signatory {
  readonly accountId: string | null;
  readonly partyId: string | null;
}

export interface SignWords {
  readonly nonce: string;
  readonly sha256: string;
  readonly pagesShown: readonly number[];
  readonly hand: Hand;
}

/** Where a paper is signed. */
export interface SigningPlace {
  readonly roomId: string | null;
  /** Case that the room is a hearing of; null: of none. */
  readonly roomCaseId?: string | null;
  readonly inOrder: boolean;
}

/** A seat of a room, as far as it matters who signs from it. */
export interface SigningSeat {
  /** `personKey`. */
  readonly person: string;
  readonly isAccount: boolean;
  /** Whom the seat is or speaks for; null where that is not known. */
  readonly partyId: string | null;
  readonly side: Side;
}

/** Told of each paper that is new or has changed, with the rooms whose table it was taken from. Does not reject. */
export type PaperListener = (changed: StoredPaper, leftRoomId: string | null) => void;

/**
 * Papers of mediations (文书): printed or brought, signed by hand one after another, sealed. What is signed is the unsigned PDF, by its
 * hash; what is sealed is printed anew with the hands at their places. Every change is one transaction, and what was signed or sealed
 * stays (see the triggers of migration 0017).
 */
export class CasePapers {
  readonly #options: CasePapersOptions;
  readonly #now: () => number;
  readonly #readings: Readings;
  readonly #sealing: Sealing;
  readonly #listeners = new Set<PaperListener>();

  constructor(options: CasePapersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#readings = new Readings(this.#now);
    this.#sealing = new Sealing({ ...options, changed: (paperId) => this.#tell(paperId) });
  }

  /** Finishes the seals that the last stop of the server has cut off. What cannot be sealed now waits until somebody presses again. */
  async resume(): Promise<void> {
    for (const { paper } of await new CasePaperRepository(this.#options.db).beingSealed()) {
      await this.#sealing.finish(paper.id).catch((error: unknown) => {
        this.#options.log.error({ err: error, paper: paper.id }, 'a seal that was cut off could not be finished');
      });
    }
  }

  onChanged(listener: PaperListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws Refusal `row.unknown` */
  async list(caseId: string, account: Account): Promise<CasePaper[]> {
    await readableCase(this.#options.db, account, caseId);
    return (await this.#papers().ofCase(caseId)).map(({ paper }) => paper);
  }

  /** A paper of a case that the account may read. @throws Refusal `row.unknown` */
  async get(paperId: string, account: Account): Promise<StoredPaper> {
    const stored = await this.#papers().get(paperId);
    await readableCase(this.#options.db, account, stored.paper.caseId);
    return stored;
  }

  /** Whoever asks has been admitted to it already. @throws Refusal `row.unknown` */
  find(paperId: string): Promise<StoredPaper> {
    return this.#papers().get(paperId);
  }

  /** Papers that a party has a hand in, of those made for its eyes. */
  async ofParty(caseId: string, partyId: string): Promise<CasePaper[]> {
    return (await this.#papers().ofParty(caseId, partyId)).map(({ paper }) => paper);
  }

  /** What a room is signing. */
  inRoom(roomId: string): Promise<StoredPaper | null> {
    return this.#papers().inRoom(roomId);
  }

  /** @throws Refusal `attachment.not_there` */
  piece(paper: CasePaper, which: 'unsigned' | 'sealed', offset: number, length: number): Promise<Buffer> {
    return this.#options.files.piece(this.#pdf(paper, which).sha256, offset, length);
  }

  /** The whole PDF. @throws Refusal `attachment.not_there` */
  content(paper: CasePaper, which: 'unsigned' | 'sealed'): Promise<Buffer> {
    return this.#options.files.whole(this.#pdf(paper, which).sha256);
  }

  /**
   * Prints a paper to be signed and keeps it as the next version of its form and subject. Older versions that are not sealed are void
   * from now on, and with them their signing.
   * @throws Refusal `row.unknown`, `right.missing`, `paper.no_glyph`, `paper.unreadable`, `storage.full`, `server.busy`
   */
  async make(caseId: string, input: PaperInput, { signers, audience, by, subject = null, title }: MakeOptions): Promise<CasePaper> {
    await caseFor(this.#options.db, by, caseId, 'case.handle.mediation');
    const { committee } = input;
    const words = { caseId, form: input.form, subject, title: title ?? paperName(input.form), audience, committee };
    const lines = signers.map((signer) => ({ ...signer, id: uuidv7() }));
    // The version stands on the paper: it is printed again in the rare case that another took the number meanwhile.
    for (;;) {
      const version = (await this.#newestVersion(words)) + 1;
      const pdf = await this.#options.printer.print({ kind: 'mediation', ...unsignedForm(input, lines, version) });
      const unsigned = await this.#keep(pdf);
      const paper = { ...words, input: JSON.stringify(input), unsigned, state: 'draft' as const, signers: lines };
      const made = await this.#add({ ...paper, id: uuidv7(), madeAt: this.#now(), by }, version);
      if (made !== null) return made;
    }
  }

  /** Takes files in as a paper. @throws Refusal as `make`, `paper.encrypted` */
  async add(caseId: string, { form, subject, title, audience, files, signed, by }: AddOptions): Promise<CasePaper> {
    const { orgName } = await caseFor(this.#options.db, by, caseId, 'case.handle.mediation');
    const unsigned = await this.#keep(await this.#options.printer.bundle(files));
    const state = signed ? ('signed' as const) : ('draft' as const);
    const words = { caseId, form, subject, title, audience, committee: committeeName(orgName), input: null };
    const added = await this.#add({ ...words, id: uuidv7(), unsigned, state, signers: [], madeAt: this.#now(), by }, null);
    if (added === null) throw new Error('A version was asked for that nobody has named.');
    return added;
  }

  /**
   * Asks for signatures, in a room where one is named. Asked again it only moves there.
   * @throws Refusal `row.unknown` also for a room of another case, `right.missing`, `paper.void`, `state.conflict` where nobody signs it
   */
  async openSigning(paperId: string, { roomId, roomCaseId = null, inOrder }: SigningPlace, by: Account): Promise<CasePaper> {
    let left: string[] = [];
    const opened = await this.#change(paperId, by, async (papers, { paper }) => {
      if (roomId !== null) mustBeOf(paper, roomCaseId);
      if (paper.state !== 'signing') mustBecome(paper, 'signing');
      if (paper.signers.length === 0) throw new Refusal('state.conflict', 'This paper has nobody who signs it.');
      if (roomId !== null) left = await papers.clearRoom(roomId);
      const order = paper.state === 'draft' ? { in_order: inOrder ? 1 : 0 } : {};
      await papers.set(paperId, { state: 'signing', room_id: roomId, ...order });
    });
    for (const other of left) if (other !== paperId) await this.#tell(other);
    return opened;
  }

  /** Takes the paper off a room's table. @throws Refusal `row.unknown`, `right.missing` */
  async putAway(roomId: string, by: Account): Promise<void> {
    const stored = await this.#papers().inRoom(roomId);
    if (stored === null) return;
    await caseFor(this.#options.db, by, stored.paper.caseId, 'case.handle.mediation');
    await this.#papers().set(stored.paper.id, { room_id: null });
    await this.#tell(stored.paper.id, roomId);
  }

  /**
   * Says who of a room signs on a line.
   * @param seat null: nobody of the room
   * @throws Refusal `row.unknown` also for a room of another case, `right.missing`, `paper.already_signed`; `paper.not_signer` where the
   * line or the seat is an account's, or the seat is of another party or side
   */
  async assign(paperId: string, signerId: string, seat: SigningSeat | null, roomCaseId: string | null, by: Account): Promise<CasePaper> {
    const side = await this.sideOf(signerIn((await this.find(paperId)).paper, signerId));
    return this.#change(paperId, by, async (papers, { paper }) => {
      mustBeOf(paper, roomCaseId);
      const signer = signerIn(paper, signerId);
      if (signer.state !== 'waiting') throw alreadySigned();
      if (seat !== null && !maySignFor(seat, signer, side)) {
        throw new Refusal('paper.not_signer', 'This line is for somebody else to sign.');
      }
      await papers.setSigner(signerId, { person: seat?.person ?? null });
    });
  }

  /** On which side the party of a line is; null where the line is no party's. */
  async sideOf({ partyId }: Pick<PaperSigner, 'partyId'>): Promise<Side | null> {
    if (partyId === null) return null;
    const row = await this.#options.db.selectFrom('mediation_parties').select('body').where('id', '=', partyId).executeTakeFirst();
    return row === undefined ? null : partySchema.pick({ side: true }).parse(JSON.parse(row.body)).side;
  }

  /** Lines on which somebody may sign. */
  ownSigners({ paper, persons }: StoredPaper, who: Pick<Signing, 'key' | 'accountId' | 'partyId'>): PaperSigner[] {
    return paper.signers.filter((signer) => isOwn(signer, persons.get(signer.id), who));
  }

  /** @throws Refusal `row.unknown`, `paper.not_signer`, and whatever keeps from signing just now: see `sign` */
  async beginSigning(signerId: string, who: Signing): Promise<Reading> {
    const stored = await this.#papers().ofSigner(signerId);
    const signer = this.#mustSign(stored, signerId, who);
    const { id: paperId, unsigned } = stored.paper;
    const reading = this.#readings.begin({ paperId, signerId: signer.id, ...unsigned, key: who.key, roomId: who.roomId });
    this.#listen(stored, null);
    return reading;
  }

  /** Lines of a paper whose signers have begun to read it and have not signed yet. */
  readers({ id, signers }: CasePaper): string[] {
    const waiting = new Set(signers.filter(({ state }) => state === 'waiting').map((signer) => signer.id));
    return this.#readings.readers(id).filter((signerId) => waiting.has(signerId));
  }

  /** Which paper a signer is of. @throws Refusal `row.unknown` */
  ofSigner(signerId: string): Promise<StoredPaper> {
    return this.#papers().ofSigner(signerId);
  }

  /** The room in which somebody has begun to read with this nonce, or has signed with it; null also where nobody has. */
  async roomOf(nonce: string): Promise<string | null> {
    return this.#readings.roomOf(nonce) ?? (await this.#papers().signedWith(nonce))?.signatory.roomId ?? null;
  }

  /** A piece of what somebody has begun to read. @throws Refusal `paper.not_read`, `attachment.not_there` */
  readPiece(nonce: string, signerId: string, key: string, offset: number, length: number): Promise<Buffer> {
    return this.#options.files.piece(this.#readings.find(nonce, signerId, key).sha256, offset, length);
  }

  /**
   * Takes a signature: bound to who signs, when, the hash of what was read to its end, and the place in the recording. One that comes
   * again, because its answer was lost, is answered as before.
   * @throws Refusal `paper.not_signer`, `paper.void`, `paper.not_signing`, `paper.already_signed`, `paper.not_your_turn`, `paper.changed`,
   * `paper.not_read`, `paper.hand_too_short`, `paper.unreadable`
   */
  async sign(signerId: string, words: SignWords, who: Signing, recording: PaperSigner['recording']): Promise<CasePaper> {
    const { accountId: _account, partyId: _party, ...signatory } = who;
    const signed = await this.#options.db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const stored = await papers.ofSigner(signerId);
      const before = await papers.signedWith(words.nonce);
      if (before?.signerId === signerId && before.signatory.key === who.key) return stored;
      this.#mustSign(stored, signerId, who);
      const { paper } = stored;
      const reading = this.#readings.find(words.nonce, signerId, who.key);
      mustBeRead(paper, reading, words);
      const { nonce, pagesShown, hand, sha256 } = words;
      await papers.sign({ signerId, paperId: paper.id, at: this.#now(), sha256, nonce, pagesShown, hand, signatory, recording });
      return this.#afterHand(papers, paper.id);
    });
    this.#readings.end(words.nonce);
    this.#listen(signed, null);
    return signed.paper;
  }

  /** Somebody says that they do not sign, and why. @throws Refusal as `sign` */
  async decline(signerId: string, reason: string, who: Signing): Promise<CasePaper> {
    const stored = await this.#papers().ofSigner(signerId);
    this.#mustSign(stored, signerId, who);
    return this.#refuse(signerId, reason, who.name);
  }

  /** The mediator notes that somebody does not sign (拒签). @throws Refusal `row.unknown`, `right.missing`, `paper.not_signing`, `paper.already_signed` */
  async signOff(signerId: string, reason: string, by: Account): Promise<CasePaper> {
    const { paper } = await this.#papers().ofSigner(signerId);
    await caseFor(this.#options.db, by, paper.caseId, 'case.handle.mediation');
    return this.#refuse(signerId, reason, by.name);
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `paper.void`, `state.conflict` for a sealed one, `server.busy` while it is being sealed */
  async void(paperId: string, reason: string, by: Account): Promise<CasePaper> {
    await caseFor(this.#options.db, by, (await this.find(paperId)).paper.caseId, 'case.handle.mediation');
    return this.outdate(paperId, reason);
  }

  /** What it says does not hold any more, whoever has brought that about. @throws Refusal as `void`, but for the right */
  async outdate(paperId: string, reason: string): Promise<CasePaper> {
    const { before, after } = await this.#options.db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const stored = await papers.get(paperId);
      mustBecome(stored.paper, 'void');
      this.#sealing.mustRest(paperId);
      await papers.set(paperId, { state: 'void', void_reason: reason, room_id: null });
      return { before: stored, after: await papers.get(paperId) };
    });
    this.#listen(after, before.roomId);
    return after.paper;
  }

  /**
   * Prints with all hands and seals with the committee's certificate. Once asked for it is finished, also after a stop of the server;
   * asked again, the same file is the answer.
   * @throws Refusal `row.unknown`, `right.missing`, `storage.full`, and as `Sealing.prepare`
   */
  async seal(paperId: string, by: Account): Promise<CasePaper> {
    const { db } = this.#options;
    const stored = await this.#papers().get(paperId);
    await caseFor(db, by, stored.paper.caseId, 'case.seal');
    if (stored.paper.state === 'sealed') return stored.paper;
    const at = this.#now();
    const printed = stored.sealing === null ? await this.#sealing.prepare(stored, at) : null;
    const isFirst = await db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const now = await papers.get(paperId);
      await caseFor(trx, by, now.paper.caseId, 'case.seal');
      if (now.paper.state === 'sealed' || now.sealing !== null) return false;
      await mustBeSealable(trx, now);
      await papers.set(paperId, { sealing_at: at, sealing_by_id: by.id, sealing_by_name: by.name });
      return true;
    });
    // Of two at once the time of the first stands on the paper.
    await this.#sealing.finish(paperId, isFirst ? printed : null);
    return (await this.#papers().get(paperId)).paper;
  }

  /** What the seals of a PDF come to, and which paper of ours it is. @param account null: whatever it is, it is not named */
  async verify(pdf: Uint8Array, account: Account | null): Promise<{ sha256: string; seals: SealVerdict[]; paper: CasePaper | null }> {
    const sha256 = sha256Of(pdf);
    const seals = await verifySeals(pdf, await this.#options.keys.authority());
    const stored = account === null ? null : await this.#papers().byHash(sha256);
    const readable = stored === null || account === null ? null : await this.get(stored.paper.id, account).catch(() => null);
    return { sha256, seals, paper: readable?.paper ?? null };
  }

  /** Removes files that no paper names. */
  sweep(): Promise<number> {
    return this.#options.files.sweep((sha256) => this.#papers().names(sha256));
  }

  /** Resolves when nothing is being sealed any more. */
  async close(): Promise<void> {
    await this.#sealing.settled();
    this.#listeners.clear();
  }

  #papers(): CasePaperRepository {
    return new CasePaperRepository(this.#options.db);
  }

  #pdf(paper: CasePaper, which: 'unsigned' | 'sealed'): KeptPdf {
    const pdf = paper[which];
    if (pdf === null) throw new Refusal('attachment.not_there', 'This paper is not sealed.');
    return pdf;
  }

  async #keep(pdf: Uint8Array): Promise<KeptPdf> {
    const pages = await this.#options.printer.pages(pdf);
    return { sha256: await this.#options.files.put(pdf), bytes: pdf.byteLength, pages };
  }

  async #newestVersion({ caseId, form, subject }: Pick<NewPaper, 'caseId' | 'form' | 'subject'>): Promise<number> {
    const ofKind = (await this.#papers().ofCase(caseId)).filter(({ paper }) => paper.form === form && paper.subject === subject);
    return Math.max(0, ...ofKind.map(({ paper }) => paper.version));
  }

  /** @param version that was printed; null: any @returns null where another paper took that version meanwhile */
  async #add(paper: NewPaper, version: number | null): Promise<CasePaper | null> {
    const replaced: { id: string; roomId: string | null }[] = [];
    const taken = await this.#options.db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const before = (await papers.ofCase(paper.caseId)).filter(
        ({ paper: one }) => one.form === paper.form && one.subject === paper.subject,
      );
      if (version !== null && before.some(({ paper: one }) => one.version >= version)) return true;
      for (const { paper: old, roomId } of before) {
        if (!PAPER_TRANSITIONS[old.state].includes('void')) continue;
        this.#sealing.mustRest(old.id);
        const reason = `第${(version ?? old.version + 1).toString()}版取代`;
        await papers.set(old.id, { state: 'void', void_reason: reason, room_id: null });
        replaced.push({ id: old.id, roomId });
      }
      await papers.add(paper);
      return false;
    });
    if (taken) return null;
    for (const { id, roomId } of replaced) await this.#tell(id, roomId);
    const stored = await this.#papers().get(paper.id);
    this.#listen(stored, null);
    return stored.paper;
  }

  /** One change of a paper by whoever handles its case. */
  async #change(
    paperId: string,
    by: Account,
    work: (papers: CasePaperRepository, stored: StoredPaper) => Promise<void>,
  ): Promise<CasePaper> {
    const { before, after } = await this.#options.db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const stored = await papers.get(paperId);
      await caseFor(trx, by, stored.paper.caseId, 'case.handle.mediation');
      await work(papers, stored);
      return { before: stored, after: await papers.get(paperId) };
    });
    this.#listen(after, before.roomId === after.roomId ? null : before.roomId);
    return after.paper;
  }

  async #refuse(signerId: string, reason: string, byName: string): Promise<CasePaper> {
    // It is printed on the sealed paper: what no font has would keep that from ever being sealed.
    runsOf(reason);
    const refused = await this.#options.db.transaction().execute(async (trx) => {
      const papers = new CasePaperRepository(trx);
      const { paper } = await papers.ofSigner(signerId);
      mustBeSigning(paper);
      if (signerIn(paper, signerId).state !== 'waiting') throw alreadySigned();
      await papers.setSigner(signerId, { state: 'declined', refusal_reason: reason, refusal_by_name: byName, refused_at: this.#now() });
      return this.#afterHand(papers, paper.id);
    });
    this.#listen(refused, null);
    return refused.paper;
  }

  async #afterHand(papers: CasePaperRepository, paperId: string): Promise<StoredPaper> {
    const { paper } = await papers.get(paperId);
    if (isFullySigned(paper.form, paper.signers)) await papers.set(paperId, { state: 'signed' });
    return papers.get(paperId);
  }

  #mustSign({ paper, persons }: StoredPaper, signerId: string, who: Signing): PaperSigner {
    const signer = signerIn(paper, signerId);
    if (!isOwn(signer, persons.get(signerId), who)) throw new Refusal('paper.not_signer', 'Somebody else signs here.');
    if (signer.state !== 'waiting') throw alreadySigned();
    mustBeSigning(paper);
    if (!nextSigners(paper).includes(signer)) throw new Refusal('paper.not_your_turn', 'Somebody else signs before.');
    return signer;
  }

  async #tell(paperId: string, leftRoomId: string | null = null): Promise<void> {
    this.#listen(await this.#papers().get(paperId), leftRoomId);
  }

  #listen(changed: StoredPaper, leftRoomId: string | null): void {
    for (const listener of this.#listeners) listener(changed, leftRoomId);
  }
}

function isOwn(signer: PaperSigner, person: string | undefined, who: Pick<Signing, 'key' | 'accountId' | 'partyId'>): boolean {
  if (signer.accountId !== null) return signer.accountId === who.accountId;
  if (person !== undefined && person === who.key) return true;
  return signer.partyId !== null && signer.partyId === who.partyId;
}

/** Whether a line may be given to a seat: who has an account signs by it alone, and nobody signs for another party or the other side. */
export function maySignFor({ isAccount, partyId, side }: SigningSeat, signer: PaperSigner, signerSide: Side | null): boolean {
  if (isAccount || signer.accountId !== null) return false;
  if (signer.partyId === null) return true;
  if (partyId !== null) return partyId === signer.partyId;
  return side === 'none' || signerSide === null || side === signerSide;
}

function mustBeOf(paper: CasePaper, roomCaseId: string | null): void {
  if (paper.caseId !== roomCaseId) throw new Refusal('row.unknown', 'This room is not of the case of this paper.');
}

function signerIn(paper: CasePaper, signerId: string): PaperSigner {
  const signer = paper.signers.find(({ id }) => id === signerId);
  if (signer === undefined) throw new Refusal('row.unknown', 'This paper has no such signer.');
  return signer;
}

function mustBecome(paper: CasePaper, next: PaperState): void {
  if (paper.state === 'void') throw voided();
  if (!PAPER_TRANSITIONS[paper.state].includes(next)) {
    throw new Refusal('state.conflict', `A paper that is ${paper.state} does not become ${next}.`);
  }
}

function mustBeSigning(paper: CasePaper): void {
  if (paper.state === 'void') throw voided();
  if (paper.state !== 'signing') throw new Refusal('paper.not_signing', 'This paper is not being signed.');
}

function mustBeRead(paper: CasePaper, reading: Reading, { sha256, pagesShown, hand }: SignWords): void {
  if (sha256 !== paper.unsigned.sha256 || reading.sha256 !== sha256) {
    throw new Refusal('paper.changed', 'This is not the paper that was read.');
  }
  if (!allShown(pagesShown, paper.unsigned.pages)) throw new Refusal('paper.not_read', 'Not every page has been shown.');
  if (!isHand(hand.strokes)) throw new Refusal('paper.hand_too_short', 'This is too little for a signature.');
  if (!isPngWithin(Buffer.from(hand.picture, 'base64'), { width: PAD_WIDTH, height: PAD_HEIGHT }))
    throw new Refusal('paper.unreadable', 'The picture of the signature is damaged.');
}

function alreadySigned(): Refusal {
  return new Refusal('paper.already_signed', 'Here somebody has signed, or refused to, already.');
}

function voided(): Refusal {
  return new Refusal('paper.void', 'This paper is void: there is a newer version, or it was taken back.');
}
