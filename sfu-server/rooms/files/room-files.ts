import { v7 as uuidv7 } from 'uuid';
import type { ContentFiles } from '../../attachments/content-files.ts';
import { kindOfContent } from '../../attachments/content-kind.ts';
import type { Clock } from '../../media/clock.ts';
import { MAX_PART_BYTES, mediaTypeOfName, type UploadState } from '../../protocol/attachment.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import type { RoomFile } from '../../protocol/room-file.ts';
import { type Asker, type Identity, pageKey } from '../../security/identity.ts';
import type { RoomFileBytes, RoomFileTotals } from '../../store/room-files.ts';
import type { RoomRepository } from '../../store/rooms.ts';
import { mayJoin } from '../access.ts';
import type { RoomService } from '../room-service.ts';
import { FileTickets, TICKET_MS } from './file-tickets.ts';

/** Files that one seat has on their way at a time. */
const MOST_AT_ONCE = 3;
/** What all files of a room may come to, bytes: a hundred large ones. */
export const ROOM_BYTES = 2 * 1024 ** 3;
/** What one seat may send to it, bytes. */
export const SEAT_BYTES = 500 * 1024 ** 2;
const DAY_MS = 24 * 60 * 60 * 1000;

type Somebody = Asker & { readonly identity: Identity };

/** What one may do with a ticket. */
export interface FilePass {
  readonly fileId: string;
  readonly roomId: string;
  readonly asker: Somebody;
  /** Whose it is while it is on its way up; null for reading. */
  readonly seatId: string | null;
  readonly file: RoomFile;
  /** Null for a file on its way up. */
  readonly sha256: string | null;
}

export interface RoomFilesOptions {
  readonly rooms: Pick<RoomService, 'postFile' | 'mayPost'> & {
    find(roomId: string, asker: Somebody): { mustSit(asker: Asker): { readonly id: string } } | null;
  };
  readonly store: Pick<RoomRepository, 'findFile' | 'findEnded'>;
  readonly totals: Pick<RoomFileTotals, 'bytes' | 'contents'>;
  readonly files: ContentFiles;
  readonly clock: Clock;
}

/** Files that are sent to rooms: announced by a seat, taken in parts, looked at, and only then told to the room; kept with its record. */
export class RoomFiles {
  readonly #options: RoomFilesOptions;
  readonly #tickets: FileTickets<FilePass>;
  readonly #writing = new Set<string>();

  constructor(options: RoomFilesOptions) {
    this.#options = options;
    this.#tickets = new FileTickets(options.clock);
  }

  /** @throws Refusal `room.not_joined`, `room.may_not_chat`, `room.files_full`, `attachment.type_refused`, `attachment.too_many` */
  async announce(
    roomId: string,
    name: string,
    size: number,
    asker: Somebody,
    apartSince: number | null = null,
  ): Promise<RequestResult<'room.fileAnnounce'>> {
    this.#options.rooms.mayPost(roomId, asker, apartSince);
    const mediaType = mediaTypeOfName(name);
    if (mediaType === null) throw new Refusal('attachment.type_refused', 'Files of this kind are not accepted.');
    const seatId = this.#seatOf(roomId, asker);
    const kept = await this.#options.totals.bytes(roomId, seatId);
    // From here to the ticket at one go: announcements that come together are counted one after the other.
    const given = this.#giveWay(asker);
    this.#mustFit(roomId, seatId, kept, size);
    const fileId = uuidv7();
    const ticket = this.#tickets.give({ fileId, roomId, asker, seatId, file: { id: fileId, name, mediaType, size }, sha256: null });
    if (given !== null) await this.#options.files.forget(given);
    return { fileId, ticket };
  }

  /**
   * For those who sit in the room; once it has ended, for every account that might have come in.
   * @throws Refusal `room.unknown`, `room.not_joined`, `row.unknown`
   */
  async open(roomId: string, fileId: string, asker: Somebody): Promise<RequestResult<'room.fileOpen'>> {
    await this.#mustRead(roomId, asker);
    const found = await this.#options.store.findFile(roomId, fileId);
    if (found === null) throw new Refusal('row.unknown', 'There is no such file in this room.');
    const { sha256, ...file } = found;
    return { file, ticket: this.#tickets.give({ fileId, roomId, asker, seatId: null, file, sha256 }) };
  }

  /** @throws Refusal `right.missing` */
  pass(ticket: string, fileId: string): FilePass {
    const pass = this.#tickets.find(ticket, fileId);
    if (pass === null) throw new Refusal('right.missing', 'This ticket is for no such file, or has run out.');
    return pass;
  }

  async uploadState({ fileId, file }: FilePass): Promise<UploadState> {
    return { offset: await this.#options.files.received(fileId), size: file.size, complete: false };
  }

  /**
   * Takes the next part. With the last one the content is looked at; what is not what its name says is dropped, and the ticket with it.
   * @throws Refusal `attachment.wrong_offset`, `attachment.type_mismatch`, `attachment.type_refused`, `request.too_large`, `storage.full`,
   * `server.busy`, and, where the seat may no longer write, those of `announce`
   */
  async receive(ticket: string, pass: FilePass, offset: number, part: AsyncIterable<Uint8Array>): Promise<UploadState> {
    const { files, rooms } = this.#options;
    const { fileId, file, roomId, asker } = pass;
    if (pass.sha256 !== null) throw new Refusal('right.missing', 'This ticket is for reading.');
    if (this.#writing.has(fileId))
      throw new Refusal('server.busy', 'This content is being written by another request.', { retryAfterMs: 500 });
    this.#writing.add(fileId);
    try {
      rooms.mayPost(roomId, asker);
      const there = await files.received(fileId);
      if (offset !== there) throw new Refusal('attachment.wrong_offset', `The next part begins at ${there}, not at ${offset}.`);
      const reached = await files.append(fileId, part, Math.min(file.size - there, MAX_PART_BYTES));
      if (reached < file.size) return { offset: reached, size: file.size, complete: false };
      try {
        await this.#finish(pass);
      } finally {
        // Not before: until its message is kept it counts by its ticket.
        this.#tickets.void(ticket);
        await files.forget(fileId);
      }
      return { offset: file.size, size: file.size, complete: true };
    } finally {
      this.#writing.delete(fileId);
    }
  }

  /** Where a content lies. @throws Refusal `attachment.not_there`, and those of `open` for whoever has left meanwhile */
  async content({ sha256, file, roomId, asker }: FilePass): Promise<{ readonly path: string; readonly file: RoomFile }> {
    const { files } = this.#options;
    await this.#mustRead(roomId, asker);
    if (sha256 === null || (await files.sizeOfWhole(sha256)) !== file.size) {
      throw new Refusal('attachment.not_there', 'The content of this file is not here.');
    }
    return { path: files.pathOf(sha256), file };
  }

  /** Lets go of parts of which nothing has come for as long as a ticket holds, and of contents that no message has named for a day. */
  async sweep(now: number = Date.now()): Promise<void> {
    const { files, totals } = this.#options;
    for (const id of await files.parts()) {
      if (!this.#writing.has(id) && (await files.partIsOlder(id, now - TICKET_MS))) await files.forget(id);
    }
    const named = await totals.contents();
    await files.forgetWhole(now - DAY_MS, async (sha256) => named.has(sha256));
  }

  async #mustRead(roomId: string, asker: Somebody): Promise<void> {
    const { rooms, store } = this.#options;
    const open = rooms.find(roomId, asker);
    if (open !== null) {
      open.mustSit(asker);
      return;
    }
    const ended = asker.identity.kind === 'account' ? await store.findEnded(roomId) : null;
    if (ended === null || !mayJoin(ended, asker.identity)) throw new Refusal('room.unknown', 'There is no such room.');
  }

  /** @throws Refusal `room.not_joined` */
  #seatOf(roomId: string, asker: Somebody): string {
    const room = this.#options.rooms.find(roomId, asker);
    if (room === null) throw new Refusal('room.unknown', 'There is no such open room.');
    return room.mustSit(asker).id;
  }

  /** With what is on its way. @throws Refusal `room.files_full` */
  #mustFit(roomId: string, seatId: string, kept: RoomFileBytes, size: number): void {
    const coming = this.#tickets.all.map(({ what }) => what).filter((what) => what.sha256 === null && what.roomId === roomId);
    const bytes = (of: readonly FilePass[]) => of.reduce((sum, { file }) => sum + file.size, size);
    const ofSeat = coming.filter((what) => what.seatId === seatId);
    if (kept.seat + bytes(ofSeat) > SEAT_BYTES) throw new Refusal('room.files_full', 'You have sent as much to this room as one may.');
    if (kept.room + bytes(coming) > ROOM_BYTES) throw new Refusal('room.files_full', 'This room holds as many files as it may.');
  }

  /**
   * Of what a seat has begun and not ended, the oldest gives way.
   * @returns whose part is to be forgotten
   * @throws Refusal `attachment.too_many` while it is being written
   */
  #giveWay(asker: Somebody): string | null {
    const own = this.#tickets.all.filter(({ what: { sha256, asker: by } }) => sha256 === null && pageKey(by) === pageKey(asker));
    const [oldest] = own;
    if (oldest === undefined || own.length < MOST_AT_ONCE) return null;
    if (this.#writing.has(oldest.what.fileId)) throw new Refusal('attachment.too_many', `At most ${MOST_AT_ONCE} files at a time.`);
    this.#tickets.void(oldest.ticket);
    return oldest.what.fileId;
  }

  async #finish({ fileId, file, roomId, asker }: FilePass): Promise<void> {
    const { files, rooms } = this.#options;
    const kind = await kindOfContent(files.partOf(fileId));
    if (kind === null) throw new Refusal('attachment.type_refused', 'The content is of no kind that may be sent.');
    if (kind !== file.mediaType)
      throw new Refusal('attachment.type_mismatch', `The content is ${kind}, not ${file.mediaType} as its name says.`);
    const sha256 = await files.hashOfPart(fileId);
    // It takes a while to look at a content: whoever was removed meanwhile leaves nothing behind.
    rooms.mayPost(roomId, asker);
    await files.keep(fileId, sha256);
    await rooms.postFile(roomId, { ...file, sha256 }, asker);
  }
}
