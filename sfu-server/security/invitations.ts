import { randomBytes } from 'node:crypto';
import { Refusal } from '../protocol/errors.ts';
import { type RoomKind, roomKindSchema } from '../protocol/room.ts';
import type { Db } from '../store/database.ts';
import { keptPlaceOf } from '../store/kept-mediation.ts';
import { roomDecisionsSchema } from '../store/room-decisions.ts';
import type { Guest } from './identity.ts';

/** How long a link opens its room, ms. A party is invited for today or tomorrow, not for good. */
const VALID_MS = 24 * 60 * 60 * 1000;

export interface Invitation {
  readonly code: string;
  readonly roomId: string;
  readonly roomTitle: string;
  readonly roomKind: RoomKind;
  readonly orgName: string;
  /** Who it is meant for (申请人, 律师 …). */
  readonly label: string;
  /** Whom it is for by name, where the case says so; null elsewhere. */
  readonly name: string | null;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** Links that let one guest without an account into one room. */
export class Invitations {
  readonly #db: Db;
  readonly #now: () => number;

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** Makes a link. Whether the creator may invite is the caller's to check. */
  async create(roomId: string, label: string, createdById: string): Promise<{ code: string; path: string; expiresAt: number }> {
    // 144 bits, 24 URL-safe characters: not to be guessed.
    const code = randomBytes(18).toString('base64url');
    const createdAt = this.#now();
    const expiresAt = createdAt + VALID_MS;
    await this.#db
      .insertInto('invitations')
      .values({ code, room_id: roomId, label, created_by_id: createdById, created_at: createdAt, expires_at: expiresAt, revoked_at: null })
      .execute();
    return { code, path: `/join/${code}`, expiresAt };
  }

  /**
   * What a code opens.
   * @throws Refusal `invitation.unknown`, `invitation.expired`, `room.ended`
   */
  async look(code: string): Promise<Invitation> {
    const row = await this.#db
      .selectFrom('invitations')
      .innerJoin('rooms', 'rooms.id', 'invitations.room_id')
      .innerJoin('organisations', 'organisations.id', 'rooms.org_id')
      .select(['invitations.code', 'room_id', 'label', 'expires_at', 'revoked_at', 'rooms.title', 'rooms.kind', 'rooms.ended_at'])
      .select(['organisations.name as org_name', 'rooms.decisions'])
      .where('invitations.code', '=', code)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('invitation.unknown', 'This invitation does not exist.');
    if (row.ended_at !== null) throw new Refusal('room.ended', 'The room of this invitation has ended.');
    if (row.revoked_at !== null || row.expires_at <= this.#now()) {
      throw new Refusal('invitation.expired', 'This invitation is no longer valid.');
    }
    return {
      code: row.code,
      roomId: row.room_id,
      roomTitle: row.title,
      roomKind: roomKindSchema.parse(row.kind),
      orgName: row.org_name,
      label: row.label,
      name: nameIn(row.decisions, code),
      expiresAt: row.expires_at,
    };
  }

  /**
   * The guest that a code makes of whoever has it. The same code works again, so that a guest whose page was
   * closed by accident comes back by the same link.
   * @throws Refusal as `look`
   */
  async redeem(code: string, name: string): Promise<{ guest: Guest; invitation: Invitation }> {
    const invitation = await this.look(code);
    return { guest: { kind: 'guest', invitationCode: code, roomId: invitation.roomId, name, label: invitation.label }, invitation };
  }

  /** Makes a code useless from now on; unknown ones are left as they are. */
  async revoke(code: string): Promise<void> {
    await this.#db.updateTable('invitations').set({ revoked_at: this.#now() }).where('code', '=', code).execute();
  }
}

function nameIn(decisions: string | null, code: string): string | null {
  if (decisions === null) return null;
  return keptPlaceOf(roomDecisionsSchema.parse(JSON.parse(decisions)).mediation, code)?.name ?? null;
}
