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

type NewPicture = Omit<IdentityPicture, 'id'>;

/** The document that was shown, and the face as the mediator saw it then. */
export interface Compared {
  readonly document: IdentityPicture | null;
  readonly face: IdentityPicture | null;
}

/** Pictures of documents that people showed in mediation rooms, and of the faces they were compared with. `person` as of `rooms/mediation/person.ts`. */
export class IdentityPictures {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** A document. @throws Refusal `attachment.type_mismatch` where it is no JPEG picture; `state.conflict` where somebody shows too many */
  async add(roomId: string, person: string, picture: NewPicture): Promise<void> {
    const base64 = jpeg(picture);
    if ((await this.#count(roomId, person, 'document')) >= MOST_OF_ONE) {
      throw new Refusal('state.conflict', `One person shows at most ${MOST_OF_ONE} pictures.`);
    }
    await this.#insert(roomId, person, { ...picture, base64 }, 'document');
  }

  /** A face, at a check; after so many checks of one person no more are kept. @throws Refusal `attachment.type_mismatch` */
  async addFace(roomId: string, person: string, picture: NewPicture): Promise<void> {
    const base64 = jpeg(picture);
    if ((await this.#count(roomId, person, 'face')) < MOST_OF_ONE) await this.#insert(roomId, person, { ...picture, base64 }, 'face');
  }

  /** The newest document of a person in a room; null where they have shown none. */
  newest(roomId: string, person: string): Promise<IdentityPicture | null> {
    return this.#last(roomId, person, 'document', Number.MAX_SAFE_INTEGER);
  }

  /** What a check has compared. @param at of the check, UTC ms; the check before it had its own face */
  async compared(roomId: string, person: string, { at, after }: { at: number; after: number }): Promise<Compared> {
    const document = await this.#last(roomId, person, 'document', at);
    const face = await this.#last(roomId, person, 'face', at);
    return { document, face: face !== null && face.at > after ? face : null };
  }

  /** Documents of the hearings of a case, oldest first. */
  async ofCase(caseId: string): Promise<IdentityPicture[]> {
    return this.#db
      .selectFrom('identity_pictures')
      .innerJoin('mediation_sessions', 'mediation_sessions.room_id', 'identity_pictures.room_id')
      .select(['identity_pictures.id', 'name', 'base64', 'at'])
      .where('mediation_id', '=', caseId)
      .where('kind', '=', 'document')
      .orderBy('at')
      .execute();
  }

  async #count(roomId: string, person: string, kind: 'document' | 'face'): Promise<number> {
    const { n } = await this.#db
      .selectFrom('identity_pictures')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('room_id', '=', roomId)
      .where('person', '=', person)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
    return n;
  }

  async #insert(roomId: string, person: string, { name, base64, at }: NewPicture, kind: 'document' | 'face'): Promise<void> {
    await this.#db.insertInto('identity_pictures').values({ id: uuidv7(), room_id: roomId, person, name, base64, at, kind }).execute();
  }

  async #last(roomId: string, person: string, kind: 'document' | 'face', until: number): Promise<IdentityPicture | null> {
    const row = await this.#db
      .selectFrom('identity_pictures')
      .select(['id', 'name', 'base64', 'at'])
      .where('room_id', '=', roomId)
      .where('person', '=', person)
      .where('kind', '=', kind)
      .where('at', '<=', until)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return row ?? null;
  }
}

/** Base64 in its one form. @throws Refusal `attachment.type_mismatch` */
function jpeg({ base64 }: NewPicture): string {
  const bytes = Buffer.from(base64, 'base64');
  if (!bytes.subarray(0, JPEG.length).equals(JPEG)) throw new Refusal('attachment.type_mismatch', 'Only JPEG pictures are shown.');
  return bytes.toString('base64');
}
