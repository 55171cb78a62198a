import { v7 as uuidv7 } from 'uuid';
import { Refusal } from '../protocol/errors.ts';
import type { Db } from './database.ts';

/** Of one person in one room: a document has two sides, and a picture may be blurred. */
const MOST_OF_ONE = 8;
/** JPEG begins so (ISO/IEC 10918-1, SOI and the next marker). */
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export interface IdentityPicture {
  readonly id: string;
  readonly name: string;
  /** A JPEG picture. */
  readonly base64: string;
  /** UTC ms. */
  readonly at: number;
}

/** Pictures of documents that people showed in mediation rooms. `person` as of `rooms/mediation/person.ts`. */
export class IdentityPictures {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @throws Refusal `attachment.type_mismatch` where it is no JPEG picture; `state.conflict` where somebody shows too many */
  async add(roomId: string, person: string, { name, base64, at }: Omit<IdentityPicture, 'id'>): Promise<void> {
    const bytes = Buffer.from(base64, 'base64');
    if (!bytes.subarray(0, JPEG.length).equals(JPEG)) throw new Refusal('attachment.type_mismatch', 'Only JPEG pictures are shown.');
    const { n } = await this.#db
      .selectFrom('identity_pictures')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('room_id', '=', roomId)
      .where('person', '=', person)
      .executeTakeFirstOrThrow();
    if (n >= MOST_OF_ONE) throw new Refusal('state.conflict', `One person shows at most ${MOST_OF_ONE} pictures.`);
    await this.#db
      .insertInto('identity_pictures')
      .values({ id: uuidv7(), room_id: roomId, person, name, base64: bytes.toString('base64'), at })
      .execute();
  }

  /** The newest of a person in a room; null where they have shown none. */
  async newest(roomId: string, person: string): Promise<IdentityPicture | null> {
    const row = await this.#db
      .selectFrom('identity_pictures')
      .select(['id', 'name', 'base64', 'at'])
      .where('room_id', '=', roomId)
      .where('person', '=', person)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return row ?? null;
  }

  /** All of the hearings of a case, oldest first. */
  async ofCase(caseId: string): Promise<IdentityPicture[]> {
    return this.#db
      .selectFrom('identity_pictures')
      .innerJoin('mediation_sessions', 'mediation_sessions.room_id', 'identity_pictures.room_id')
      .select(['identity_pictures.id', 'name', 'base64', 'at'])
      .where('mediation_id', '=', caseId)
      .orderBy('at')
      .execute();
  }
}
