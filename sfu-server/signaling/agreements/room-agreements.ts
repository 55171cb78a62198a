import type { DataCore } from '../../governance/data-core.ts';
import { textOf } from '../../protocol/agreement-changes.ts';
import { newAgreement } from '../../protocol/entities/agreement.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isOutside } from '../../protocol/mediation-room.ts';
import type { SharedAgreement } from '../../protocol/requests/agreements.ts';
import type { Room } from '../../rooms/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Seat } from '../../rooms/seat.ts';
import type { Asker, Identity } from '../../security/identity.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import type { Db } from '../../store/database.ts';

export interface RoomAgreementsOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: RoomService;
}

interface Shown {
  readonly caseId: string;
  readonly highlightedId: string | null;
  /** The division (`apart.since`) that it was shown in; null: the room was whole. */
  readonly since: number | null;
}

/**
 * Drafts that lie on the table of a room: everybody inside reads what the mediator writes, as it is written. During a caucus it is shown
 * to those inside alone: what is being weighed with one side is not for the other. So a draft that was laid there, or changed, during a
 * caucus is off the table when the room is whole again. Forgotten with the server.
 */
export class RoomAgreements {
  readonly #options: RoomAgreementsOptions;
  readonly #shown = new Map<string, Shown>();
  readonly #forget: () => void;

  constructor(options: RoomAgreementsOptions) {
    this.#options = options;
    this.#forget = options.core.onCommitted(async ({ touched }) => {
      const written = new Set(touched.filter(({ entity }) => entity === 'agreement').map(({ id }) => id));
      for (const [roomId, { caseId }] of this.#shown) if (written.has(caseId)) await this.#tell(roomId);
    });
  }

  dispose(): void {
    this.#forget();
    this.#shown.clear();
  }

  /** @throws Refusal `row.unknown` for a room that belongs to no case */
  async share(room: Room, shown: boolean, highlightedId: string | null): Promise<void> {
    const { caseId } = room.mediation.state;
    if (caseId === null) throw new Refusal('row.unknown', 'This room belongs to no case.');
    if (shown) this.#shown.set(room.stored.id, { caseId, highlightedId, since: divisionOf(room) });
    else this.#shown.delete(room.stored.id);
    await this.#tell(room.stored.id);
  }

  /** What whoever asks sees of it. @throws Refusal `room.unknown`, `room.not_joined` */
  async seen(roomId: string, asker: Asker & { readonly identity: Identity }): Promise<SharedAgreement | null> {
    const room = this.#options.rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    return reaches(room, seat) ? this.#read(room) : null;
  }

  async #tell(roomId: string): Promise<void> {
    const room = this.#options.rooms.opened(roomId);
    if (room === null) {
      this.#shown.delete(roomId);
      return;
    }
    const agreement = await this.#read(room);
    room.tellEach('agreement.shared', (seat) => ({ roomId, agreement: reaches(room, seat) ? agreement : null }));
  }

  async #read(room: Room): Promise<SharedAgreement | null> {
    const shown = this.#shown.get(room.stored.id);
    if (shown === undefined) return null;
    if (shown.since !== divisionOf(room)) {
      this.#shown.delete(room.stored.id);
      return null;
    }
    const [stored] = await readAgreements(this.#options.db, [shown.caseId]);
    const { finished, updatedAt, ...agreement } = stored ?? newAgreement(shown.caseId, 0);
    return { text: textOf(agreement), highlightedId: shown.highlightedId, finished: finished !== null, updatedAt };
  }
}

function divisionOf(room: Room): number | null {
  return room.mediation.state.apart?.since ?? null;
}

function reaches(room: Room, seat: Seat): boolean {
  return !isOutside(room.mediation.state, seat.id);
}
