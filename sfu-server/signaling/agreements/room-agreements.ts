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
import { idList } from '../../store/id-list.ts';

export interface RoomAgreementsOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: RoomService;
}

/**
 * Drafts that lie on the table of a room: everybody inside reads what the mediator writes, as it is written. During a caucus it is shown
 * to those inside alone: what is being weighed with one side is not for the other. So a draft that was laid there, or changed, during a
 * caucus is off the table when the room is whole again. What lies there is kept with the room, so that after a restart it lies there still.
 */
export class RoomAgreements {
  readonly #options: RoomAgreementsOptions;
  readonly #forget: () => void;

  constructor(options: RoomAgreementsOptions) {
    this.#options = options;
    this.#forget = options.core.onCommitted(async ({ touched }) => {
      const written = new Set(touched.filter(({ entity }) => entity === 'agreement').map(({ id }) => id));
      if (written.size > 0) for (const roomId of await this.#roomsOf([...written])) await this.#tell(roomId);
    });
  }

  dispose(): void {
    this.#forget();
  }

  /** @throws Refusal `row.unknown` for a room that belongs to no case */
  async share({ mediation, stored }: Room, shown: boolean, highlightedId: string | null): Promise<void> {
    if (mediation.state.caseId === null) throw new Refusal('row.unknown', 'This room belongs to no case.');
    await mediation.lay({ agreement: shown ? { highlightedId, since: mediation.state.apart?.since ?? null } : null });
    await this.#tell(stored.id);
  }

  /** What whoever asks sees of it. @throws Refusal `room.unknown`, `room.not_joined` */
  async seen(roomId: string, asker: Asker & { readonly identity: Identity }): Promise<SharedAgreement | null> {
    const room = this.#options.rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    return reaches(room, seat) ? this.#read(room) : null;
  }

  async #roomsOf(caseIds: readonly string[]): Promise<string[]> {
    const rows = await this.#options.db
      .selectFrom('mediation_sessions')
      .select('room_id')
      .where('mediation_id', 'in', idList(caseIds))
      .where('room_id', 'is not', null)
      .execute();
    return rows.flatMap(({ room_id: roomId }) => roomId ?? []);
  }

  async #tell(roomId: string): Promise<void> {
    const room = this.#options.rooms.opened(roomId);
    if (room === null) return;
    const agreement = await this.#read(room);
    room.tellEach('agreement.shared', (seat) => ({ roomId, agreement: reaches(room, seat) ? agreement : null }));
  }

  async #read({ mediation }: Room): Promise<SharedAgreement | null> {
    const { caseId, apart } = mediation.state;
    const lying = mediation.table.agreement;
    if (lying === null || caseId === null) return null;
    if (lying.since !== (apart?.since ?? null)) {
      await mediation.lay({ agreement: null });
      return null;
    }
    const [stored] = await readAgreements(this.#options.db, [caseId]);
    const { finished, updatedAt, ...agreement } = stored ?? newAgreement(caseId, 0);
    return { text: textOf(agreement), highlightedId: lying.highlightedId, finished: finished !== null, updatedAt };
  }
}

function reaches(room: Room, seat: Seat): boolean {
  return !isOutside(room.mediation.state, seat.id);
}
