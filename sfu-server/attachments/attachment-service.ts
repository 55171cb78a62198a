import { MAX_PART_BYTES, type MediaType, mediaTypeSchema, type UploadState } from '../protocol/attachment.ts';
import { Refusal } from '../protocol/errors.ts';
import type { Account } from '../protocol/session.ts';
import { mayRead } from '../store/branch.ts';
import type { TouchedRow } from '../store/change-log.ts';
import type { Db } from '../store/database.ts';
import { placementsOf } from '../store/placement.ts';
import type { AttachmentTable } from '../store/tables.ts';
import { touchedPlaces } from '../store/touched-places.ts';
import { type ContentFiles, STRANGERS_RESERVE_BYTES } from './content-files.ts';
import { kindOfContent } from './content-kind.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As long as the change log is kept: a console that was away for longer takes a snapshot and begins its uploads again. */
const PART_KEPT_MS = 14 * DAY_MS;

export interface AttachmentServiceOptions {
  readonly db: Db;
  readonly files: ContentFiles;
  /** Commits a change that no console has asked for, and tells those whom it concerns. */
  readonly change: (work: (trx: Db) => Promise<readonly TouchedRow[]>) => Promise<void>;
}

/** A whole content, to be sent. */
export interface WholeContent {
  readonly path: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly sha256: string;
}

/** A party of a case that brings files without an account; see `governance/applications`. */
export interface Bringer {
  readonly caseId: string;
  readonly partyId: string;
}

interface Announced {
  readonly id: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly sha256: string;
  readonly complete: boolean;
}

/** Takes the contents of announced attachments and gives them to whoever may see what they belong to. */
export class AttachmentService {
  readonly #options: AttachmentServiceOptions;
  /** Attachments whose content is being written just now: two writers would mix their bytes. */
  readonly #writing = new Set<string>();

  constructor(options: AttachmentServiceOptions) {
    this.#options = options;
  }

  /** How far one's own upload has come. @throws Refusal `row.unknown`, `right.missing` */
  async uploadState(id: string, by: Account | Bringer): Promise<UploadState> {
    return this.#stateOf(await this.#own(id, by));
  }

  /**
   * Takes the next part. With the last one the content is checked: its hash, and that it is what its name says. What does
   * not pass is dropped, and may be sent again.
   * @throws Refusal `attachment.wrong_offset`, `attachment.hash_mismatch`, `attachment.type_mismatch`, `attachment.type_refused`,
   * `request.too_large`, `storage.full`, `server.busy`, and those of `uploadState`
   */
  async receive(id: string, offset: number, part: AsyncIterable<Uint8Array>, by: Account | Bringer): Promise<UploadState> {
    const announced = await this.#own(id, by);
    if (announced.complete) return this.#stateOf(announced);
    if (this.#writing.has(id)) throw new Refusal('server.busy', 'This content is being written by another request.', { retryAfterMs: 500 });
    this.#writing.add(id);
    try {
      const { files } = this.#options;
      const there = await files.received(id);
      if (offset !== there) throw new Refusal('attachment.wrong_offset', `The next part begins at ${there}, not at ${offset}.`);
      const reserve = 'partyId' in by ? STRANGERS_RESERVE_BYTES : undefined;
      const reached = await files.append(id, part, Math.min(announced.size - there, MAX_PART_BYTES), reserve);
      if (reached < announced.size) return { offset: reached, size: announced.size, complete: false };
      await this.#finish(announced);
      return { offset: announced.size, size: announced.size, complete: true };
    } finally {
      this.#writing.delete(id);
    }
  }

  /** @throws Refusal `row.unknown` also for what the account may not see; `attachment.not_there` */
  async content(id: string, account: Account): Promise<WholeContent> {
    const { announced } = await this.#visible(id, account);
    const { files } = this.#options;
    if (!announced.complete || (await files.sizeOfWhole(announced.sha256)) !== announced.size) {
      throw new Refusal('attachment.not_there', 'The content of this attachment is not here yet.');
    }
    return { ...announced, path: files.pathOf(announced.sha256) };
  }

  /**
   * Lets go of parts whose announcement was taken back or has been fulfilled, of parts of which nothing has come for 14 days (the
   * upload begins again then), and of whole contents that no row has named for a day. What a row names stays.
   * @returns whole contents that were removed
   */
  async sweep(now: number = Date.now()): Promise<number> {
    const { db, files } = this.#options;
    for (const id of await files.parts()) {
      const row = await db.selectFrom('attachments').select('complete').where('id', '=', id).executeTakeFirst();
      const stale = row === undefined || row.complete === 1 || (await files.partIsOlder(id, now - PART_KEPT_MS));
      if (stale && !this.#writing.has(id)) await files.forget(id);
    }
    // A content lies there for a moment before its row says so; a day is more than any upload's last step takes.
    const named = new Set((await db.selectFrom('attachments').select('sha256').distinct().execute()).map(({ sha256 }) => sha256));
    return files.forgetWhole(now - DAY_MS, async (sha256) => {
      if (named.has(sha256)) return true;
      // Once more, right before it goes: the same content may have been announced meanwhile.
      const row = await db.selectFrom('attachments').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst();
      return row !== undefined;
    });
  }

  async #finish(announced: Announced): Promise<void> {
    const { files, change } = this.#options;
    const { id, sha256 } = announced;
    const refusal = (await files.hashOfPart(id)) === sha256 ? await this.#wrongKind(announced) : damaged();
    if (refusal !== null) {
      await files.forget(id);
      throw refusal;
    }
    await files.keep(id, sha256);
    await change(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('attachments').set({ complete: 1 }).where('id', '=', id).executeTakeFirst();
      // Taken back meanwhile.
      if (numUpdatedRows === 0n) throw unknown();
      const places = await placementsOf(trx, 'attachment', [id]);
      return touchedPlaces('attachment', id, { before: places, after: places });
    });
    await files.forget(id);
  }

  async #wrongKind({ id, mediaType }: Announced): Promise<Refusal | null> {
    const found = await kindOfContent(this.#options.files.partOf(id));
    if (found === mediaType) return null;
    if (found === null) return new Refusal('attachment.type_refused', 'The content is of no kind that may be attached.');
    return new Refusal('attachment.type_mismatch', `The content is ${found}, not ${mediaType} as its name says.`);
  }

  async #stateOf({ id, size, complete }: Announced): Promise<UploadState> {
    return complete ? { offset: size, size, complete } : { offset: await this.#options.files.received(id), size, complete };
  }

  async #own(id: string, by: Account | Bringer): Promise<Announced> {
    if ('partyId' in by) return this.#brought(id, by);
    const { announced, createdById } = await this.#visible(id, by);
    if (createdById !== by.id) throw new Refusal('right.missing', 'The content comes from whoever announced it.');
    return announced;
  }

  async #brought(id: string, { caseId, partyId }: Bringer): Promise<Announced> {
    const row = await this.#options.db
      .selectFrom('attachments')
      .innerJoin('party_materials', 'party_materials.attachment_id', 'attachments.id')
      .select(['id', 'name', 'media_type', 'size', 'sha256', 'complete'])
      .where('id', '=', id)
      .where('case_id', '=', caseId)
      .where('party_id', '=', partyId)
      .executeTakeFirst();
    if (row === undefined) throw unknown();
    return announcedOf(row);
  }

  async #visible(id: string, account: Account): Promise<{ readonly announced: Announced; readonly createdById: string }> {
    const { db } = this.#options;
    const row = await db
      .selectFrom('attachments')
      .select(['id', 'name', 'media_type', 'size', 'sha256', 'created_by_id', 'complete'])
      .where('id', '=', id)
      .executeTakeFirst();
    const places = await placementsOf(db, 'attachment', [id]);
    if (row === undefined || !places.some(({ guard, path }) => mayRead(account, guard, path))) throw unknown();
    return { announced: announcedOf(row), createdById: row.created_by_id };
  }
}

type AnnouncedRow = Pick<AttachmentTable, 'id' | 'name' | 'media_type' | 'size' | 'sha256' | 'complete'>;

function announcedOf(row: AnnouncedRow): Announced {
  const { id, name, size, sha256 } = row;
  return { id, name, mediaType: mediaTypeSchema.parse(row.media_type), size, sha256, complete: row.complete === 1 };
}

function unknown(): Refusal {
  return new Refusal('row.unknown', 'This attachment does not exist.');
}

function damaged(): Refusal {
  return new Refusal('attachment.hash_mismatch', 'What has come is not what was announced; it has to be sent again from the start.');
}
