import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../media/clock.ts';
import type { Board, BoardElement, BoardNews, BoardOp, KeptBoard, RoomBoard as RoomBoardState } from '../../protocol/board.ts';
import { MAX_WHITE_PAGES, TELL_MS } from '../../protocol/board.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { ParsedParams, RequestResult } from '../../protocol/requests/index.ts';
import type { Crossing } from '../mediation/crossing.ts';
import type { Wall } from '../mediation/wall.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { StepQueue } from '../step-queue.ts';
import { GATHER_MS, LARGE_ROOM, type RoomVoice } from '../voice.ts';
import type { BoardContents, BoardKeep, BoardWithElements, KeptDocument, StoredBoard } from './board-keep.ts';
import { apart, BoardRights } from './board-rights.ts';
import { BoardVoice } from './board-voice.ts';
import { NewsDesk } from './news-desk.ts';
import { ShownBoard } from './shown-board.ts';
import { Uploads } from './uploads.ts';
import { identityKey } from './viewers.ts';

export interface RoomBoardSurroundings {
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly clock: Clock;
  readonly keep: BoardKeep;
  readonly contents: BoardContents;
  readonly log: BaseLogger;
  readonly hasFloor: (seat: Seat) => boolean;
  /** While it stands nothing that is shown is for everybody, and who is outside sees no boards at all. */
  readonly wall: Wall;
  readonly crossing: Crossing;
  /** What replaces a board and what divides the room take turns. */
  readonly steps: StepQueue;
  /** Boards of a divided room are for those inside, and for nobody afterwards. */
  readonly apart: { opened(boardId: string): Promise<void>; was(boardId: string): boolean };
}

/** What is shown to a room beside its people: one board at a time, to all of them or to some. */
export class RoomBoard {
  readonly #around: RoomBoardSurroundings;
  readonly #uploads: Uploads;
  readonly #desk: NewsDesk;
  readonly #rights: BoardRights;
  readonly #voice: BoardVoice;
  #shown: ShownBoard | null;
  /** Boards that were put away, until they are written. */
  #writing: Promise<unknown> = Promise.resolve();

  /** @param kept what was shown before a restart */
  constructor(around: RoomBoardSurroundings, kept: BoardWithElements | null) {
    this.#around = around;
    this.#rights = new BoardRights(around);
    this.#voice = new BoardVoice(around.voice, around.seats, this.#rights);
    this.#uploads = new Uploads(around.contents);
    const interval = () => (around.seats.joined.length >= LARGE_ROOM ? GATHER_MS : TELL_MS);
    this.#desk = new NewsDesk({ now: () => around.clock.now(), after: (_ms, tell) => around.clock.after(interval(), tell) }, (news) =>
      this.#tellNews(news),
    );
    this.#shown = kept === null ? null : new ShownBoard(kept, around);
  }

  /** As a seat sees it. */
  state(seat: Seat): RoomBoardState {
    const shown = this.#visible(seat);
    return { presenters: this.#rights.presenters, shown: shown === null ? null : this.#voice.head(shown.stored) };
  }

  /** What is shown to everybody, with all that is drawn on it: what a recording may have of it. Null where it is kept from somebody. */
  get openToAll(): { readonly board: StoredBoard; readonly head: Board; readonly elements: readonly BoardElement[] } | null {
    if (this.#shown === null || !this.#seenByAll) return null;
    const { stored, drawing } = this.#shown;
    return { board: stored, head: this.#voice.head(stored), elements: drawing.elements };
  }

  /** A piece of a document that was shown to everybody. @throws Refusal `attachment.not_there` */
  readContent(sha256: string, offset: number, length: number): Promise<Buffer> {
    return this.#around.contents.read(sha256, offset, length);
  }

  /** @throws Refusal `right.missing`, `room.apart`, those of `Uploads.receive` */
  async upload(seat: Seat, uploadId: string, offset: number, piece: Uint8Array): Promise<number> {
    this.#rights.mustPresent(seat);
    this.#rights.mustBeInside(seat);
    return this.#uploads.receive(seat, uploadId, offset, piece, this.#around.wall.division);
  }

  /**
   * @throws Refusal `right.missing`, `board.taken`, `participant.unknown`, `attachment.not_there`, `attachment.type_refused`; `room.apart`
   * for one who is outside, and where the room has been divided or brought together since it was begun
   */
  async open(seat: Seat, asked: ParsedParams<'board.open'>): Promise<string> {
    const { document, audience, apartSince } = asked;
    const { wall, crossing, steps } = this.#around;
    this.#rights.mustPresent(seat);
    this.#rights.mustBeFree(seat, this.#shown?.stored ?? null);
    if (audience !== null) this.#rights.mustRun(seat);
    crossing.mustBeAsSeen(apartSince);
    this.#rights.mustBeInside(seat);
    const { division } = wall;
    const keys = this.#keysOf(audience);
    const kept = document === null ? null : await this.#uploads.take(seat, document.uploadId, division);
    return steps.run(async () => {
      if (wall.division !== division) throw apart();
      this.#rights.mustBeInside(seat);
      return this.#open(seat, asked, kept, keys);
    });
  }

  async #open(
    seat: Seat,
    { roomId, title, document }: ParsedParams<'board.open'>,
    kept: KeptDocument | null,
    keys: readonly string[] | null,
  ): Promise<string> {
    const board: StoredBoard = {
      id: uuidv7(),
      roomId,
      title,
      document: kept,
      pages: document?.pages ?? 1,
      page: 0,
      presenterKey: identityKey(seat.identity),
      presenterName: seat.name,
      audience: keys,
      openedAt: this.#around.clock.now(),
    };
    const { wall, keep } = this.#around;
    if (wall.stands) await this.#around.apart.opened(board.id);
    await this.#replace(() => keep.show(board));
    if (!this.#rights.admits(seat)) {
      // Put out of the caucus meanwhile.
      this.#show(null);
      await keep.hide(roomId);
      throw apart();
    }
    this.#show(new ShownBoard({ board, elements: [] }, this.#around));
    return board.id;
  }

  /** @throws Refusal `board.unknown` */
  get(seat: Seat, boardId: string): RequestResult<'board.get'> {
    const { drawing } = this.#seen(seat, boardId);
    // What is gathered is in the answer already: it must not come once more with a later version.
    this.#desk.flush();
    return { version: drawing.version, elements: drawing.elements };
  }

  /** A piece of the document. @throws Refusal `board.unknown`, `attachment.not_there` */
  read(seat: Seat, boardId: string, offset: number, length: number): Promise<Buffer> {
    const { document } = this.#seen(seat, boardId).stored;
    if (document === null) throw new Refusal('attachment.not_there', 'This board has no document.');
    return this.#around.contents.read(document.sha256, offset, length);
  }

  /** @throws Refusal `board.unknown`, `right.missing`, `board.full` for more white pages than there may be */
  turn(seat: Seat, boardId: string, page: number): void {
    const board = this.#seen(seat, boardId);
    // Whoever may draw on what another shows also turns its pages, as one who speaks to somebody else's paper does.
    this.#rights.mustPresent(seat);
    const { pages, document } = board.stored;
    if (page === pages && document === null && pages >= MAX_WHITE_PAGES) throw new Refusal('board.full', 'There are no more pages.');
    if (page > pages || (page === pages && document !== null)) throw new Refusal('request.malformed', 'There is no such page.');
    if (page === board.stored.page) return;
    board.change({ page, pages: Math.max(pages, page + 1) });
    this.#desk.flush();
    this.#tell();
  }

  /** @throws Refusal `board.unknown`, `right.missing`, `board.full`, `request.too_many` */
  draw(seat: Seat, boardId: string, ops: readonly BoardOp[]): void {
    const board = this.#seen(seat, boardId);
    this.#rights.mustPresent(seat);
    this.#rights.slowDown(seat, ops.length);
    const artist = { seatId: seat.id, key: identityKey(seat.identity), mayEraseAll: this.#rights.directs(seat, board.stored) };
    for (const op of ops) {
      if (op.op === 'point') {
        this.#desk.add({ op: 'point', by: seat.id, at: op.at });
        continue;
      }
      if (op.op === 'put' && op.element.page >= board.stored.pages) throw new Refusal('request.malformed', 'There is no such page.');
      const news = board.drawing.apply(op, artist);
      if (news !== null) this.#drawn(board, news);
    }
  }

  /** @throws Refusal `board.unknown`, `right.missing` */
  clear(seat: Seat, boardId: string, page: number | null): void {
    const board = this.#directed(seat, boardId);
    const news = board.drawing.clear(page);
    if (news !== null) this.#drawn(board, news);
  }

  /** @throws Refusal `board.unknown`, `right.missing`, `participant.unknown` */
  setAudience(seat: Seat, boardId: string, audience: readonly string[] | null): void {
    this.#rights.mustRun(seat);
    const board = this.#seen(seat, boardId);
    // What was drawn until now is for those who saw it.
    this.#desk.flush();
    board.change({ audience: this.#keysOf(audience) });
    this.#tell();
  }

  /** @throws Refusal `board.unknown`, `right.missing` */
  async close(seat: Seat, boardId: string): Promise<void> {
    this.#directed(seat, boardId);
    await this.#around.steps.run(async () => {
      this.#directed(seat, boardId);
      await this.#replace(() => this.#around.keep.hide(this.#around.voice.roomId));
      this.#show(null);
    });
  }

  /** @throws Refusal `participant.unknown` */
  let(participantId: string, allowed: boolean): void {
    this.#rights.let(this.#around.seats.at('joined', participantId), allowed);
    this.#tell();
  }

  /** Those that were for the whole room. */
  async list(): Promise<KeptBoard[]> {
    const { keep, voice, apart } = this.#around;
    const boards = (await keep.list(voice.roomId)).filter(({ id }) => !apart.was(id));
    return boards.map(({ id, title, document, pages, presenterName, openedAt }) => {
      return {
        id,
        title,
        document: document === null ? null : { mediaType: document.mediaType, size: document.size },
        pages,
        presenterName,
        openedAt,
      };
    });
  }

  /** @throws Refusal `board.unknown`, also for what was shown in a caucus; `room.apart` */
  reopen(boardId: string): Promise<void> {
    const { steps, crossing, apart: boards } = this.#around;
    return steps.run(async () => {
      // What was shown to all would carry marks of a caucus out of it.
      crossing.mustBeTogether();
      if (boards.was(boardId)) throw unknown();
      await this.#reopen(boardId);
    });
  }

  async #reopen(boardId: string): Promise<void> {
    const { keep, voice } = this.#around;
    if (this.#shown?.stored.id === boardId) return;
    // What was drawn on it and is still on its way to the disk must be there before it is read.
    await this.settled();
    const found = await keep.find(voice.roomId, boardId);
    if (found === null) throw unknown();
    await this.#replace(() => keep.show(found.board));
    this.#show(new ShownBoard(found, this.#around));
  }

  /**
   * Puts away what is shown, whoever shows it, as a part of dividing the room. A disk that does not take it is in the log: it must not keep
   * people apart.
   * @returns its id; null where nothing was shown
   */
  async putAway(): Promise<string | null> {
    const { keep, voice, log } = this.#around;
    const boardId = this.#shown?.stored.id ?? null;
    if (boardId === null) return null;
    const failed = (error: unknown) => log.error({ err: error, board: boardId }, 'that a board was put away could not be written');
    await this.#replace(() => keep.hide(voice.roomId)).catch(failed);
    this.#show(null);
    return boardId;
  }

  /** Shows again what was shown before the room was divided, in the place of what was shown inside. Failures as `putAway`. */
  async bringBack(boardId: string | null): Promise<void> {
    await this.putAway();
    const failed = (error: unknown) => this.#around.log.error({ err: error, board: boardId }, 'a board did not come back');
    if (boardId !== null) await this.#reopen(boardId).catch(failed);
  }

  /** Who sees boards is another now: everybody is told what they see. */
  viewersChanged(): void {
    this.#tell();
  }

  /** A seat has another role now: what it sees is told. */
  roleChanged(seat: Seat): void {
    seat.sitter?.notify('board.changed', { roomId: this.#around.voice.roomId, board: this.state(seat) });
  }

  /** Somebody sits down or comes back; the others are told where it concerns what is shown. */
  came(seat: Seat): void {
    const { presenterKey, audience } = this.#shown?.stored ?? { presenterKey: '', audience: null };
    const key = identityKey(seat.identity);
    if (key === presenterKey || audience?.includes(key) === true || this.#rights.isLet(seat)) this.#tell(seat);
  }

  /** A seat was given up. */
  gone(seat: Seat): void {
    this.#uploads.gone(seat).catch((error: unknown) => this.#around.log.warn({ err: error }, 'an upload could not be removed'));
    this.came(seat);
  }

  /** Fulfilled when all that was drawn is on the disk. */
  async settled(): Promise<void> {
    await Promise.all([this.#writing, this.#shown?.settled()]);
  }

  /** Nothing more is told. */
  dispose(): void {
    this.#desk.close();
    this.#writing = this.settled();
  }

  /** Writes what comes in the place of what is shown. */
  async #replace(write: () => Promise<void>): Promise<void> {
    await (this.#shown === null ? write() : this.#shown.replaced(write));
  }

  #show(board: ShownBoard | null): void {
    this.#desk.flush();
    const before = this.#shown;
    if (before !== null) this.#writing = Promise.all([this.#writing, before.settled()]);
    this.#shown = board;
    this.#tell();
  }

  #drawn(board: ShownBoard, news: BoardNews): void {
    this.#desk.add(news);
    board.drawn();
  }

  /** What the seat sees, or null. */
  #visible(seat: Seat): ShownBoard | null {
    return this.#shown !== null && this.#rights.sees(seat, this.#shown.stored) ? this.#shown : null;
  }

  #seen(seat: Seat, boardId: string): ShownBoard {
    const board = this.#visible(seat);
    if (board?.stored.id !== boardId) throw unknown();
    return board;
  }

  #directed(seat: Seat, boardId: string): ShownBoard {
    const board = this.#seen(seat, boardId);
    if (!this.#rights.directs(seat, board.stored)) throw new Refusal('right.missing', 'Only its presenter and the hosts do that.');
    return board;
  }

  #keysOf(audience: readonly string[] | null): readonly string[] | null {
    if (audience === null) return null;
    return [...new Set(audience.map((id) => identityKey(this.#around.seats.at('joined', id).identity)))];
  }

  /** Everybody who is in the room sees what is shown. */
  get #seenByAll(): boolean {
    return this.#shown !== null && this.#shown.stored.audience === null && !this.#around.wall.stands;
  }

  #tell(except?: Seat): void {
    this.#voice.tell(this.#shown, this.#seenByAll, except);
  }

  #tellNews(news: BoardNews[]): void {
    if (this.#shown !== null) this.#voice.tellNews(this.#shown, this.#seenByAll, news);
  }
}

function unknown(): Refusal {
  return new Refusal('board.unknown', 'There is no such board here.');
}
