import type { DataCore } from '../../governance/data-core.ts';
import { confirmOnSeat, revisionOf } from '../../governance/record/read-back.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import { isCurrent, openLines } from '../../protocol/entities/record.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isOutside } from '../../protocol/mediation-room.ts';
import type { ReadBack } from '../../protocol/requests/records.ts';
import { personKey } from '../../rooms/mediation/person.ts';
import type { Room } from '../../rooms/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Seat } from '../../rooms/seat.ts';
import type { Asker, Identity } from '../../security/identity.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { dropReadBack, keepReadBack, openReadBacks } from '../../store/read-backs.ts';
import { readRecords } from '../../store/record-rows.ts';

export interface RoomReadBacksOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: RoomService;
  readonly now?: () => number;
}

interface Shown {
  readonly recordId: string;
  readonly lineId: string | null;
}

type Person = Asker & { readonly identity: Identity };

/** Records that are read back in rooms: everybody who may hear the mediator sees the same lines at the same place, also after the server was started anew. */
export class RoomReadBacks {
  readonly #options: RoomReadBacksOptions;
  readonly #shown = new Map<string, Shown>();
  readonly #forget: readonly (() => void)[];

  /** Takes up what was being read when the server stopped. */
  static async start(options: RoomReadBacksOptions): Promise<RoomReadBacks> {
    const readBacks = new RoomReadBacks(options);
    for (const { roomId, recordId, lineId } of await openReadBacks(options.db)) readBacks.#shown.set(roomId, { recordId, lineId });
    return readBacks;
  }

  private constructor(options: RoomReadBacksOptions) {
    this.#options = options;
    const told = options.core.onCommitted(async ({ touched }) => {
      const written = new Set(touched.filter(({ entity }) => entity === 'record').map(({ id }) => id));
      for (const [roomId, { recordId }] of this.#shown) if (written.has(recordId)) await this.#tell(roomId);
    });
    // Its row goes with the next start.
    const ended = options.rooms.onEnded((roomId) => this.#shown.delete(roomId));
    this.#forget = [told, ended];
  }

  [Symbol.dispose](): void {
    for (const forget of this.#forget) forget();
    this.#shown.clear();
  }

  /** @throws Refusal `row.unknown` for a record of another case; `state.conflict` for one that is not being read back */
  async show(roomId: string, room: Room, recordId: string | null, lineId: string | null): Promise<void> {
    const { db } = this.#options;
    if (recordId === null) {
      this.#shown.delete(roomId);
      await dropReadBack(db, roomId);
    } else {
      const [record] = await readRecords(db, [recordId]);
      if (record === undefined || record.caseId !== room.mediation.state.caseId) {
        throw new Refusal('row.unknown', 'The case of this room has no such record.');
      }
      if (record.state !== 'readBack') throw new Refusal('state.conflict', 'The record is not being read back.');
      await keepReadBack(db, { roomId, recordId, lineId });
      this.#shown.set(roomId, { recordId, lineId });
    }
    await this.#tell(roomId);
  }

  /** @throws Refusal `room.unknown`, `room.not_joined` */
  async seen(roomId: string, asker: Person): Promise<ReadBack | null> {
    const room = this.#options.rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    const read = await this.#read(roomId);
    return read === null ? null : read.as(seat, room);
  }

  /** @throws Refusal `room.unknown`, `room.not_joined`, `state.conflict` as `confirmOnSeat` */
  async confirm(roomId: string, recordId: string, revision: string, asker: Person): Promise<void> {
    const { core, rooms, now = Date.now } = this.#options;
    const room = rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    if (this.#shown.get(roomId)?.recordId !== recordId || isOutside(room.mediation.state, seat.id)) {
      throw new Refusal('state.conflict', 'This record is not being read here.');
    }
    const party = await this.#partyOf(room, seat);
    await confirmOnSeat(core, { recordId, revision, person: personKey(seat), party, name: seat.name, at: now() });
  }

  /** For whom a seat speaks: the party that was given it, not the one whose name somebody has typed. */
  async #partyOf({ mediation: { state } }: Room, { id }: Seat): Promise<Party | null> {
    const partyId = state.seats.find(({ participantId }) => participantId === id)?.partyId ?? null;
    if (partyId === null || state.caseId === null) return null;
    const [mediation] = await readMediations(this.#options.db, [state.caseId]);
    return mediation?.parties.find((one) => one.id === partyId) ?? null;
  }

  async #tell(roomId: string): Promise<void> {
    const room = this.#options.rooms.opened(roomId);
    if (room === null) return;
    const read = await this.#read(roomId);
    room.tellEach('record.shown', (seat) => ({ roomId, readBack: read === null ? null : read.as(seat, room) }));
  }

  async #read(roomId: string): Promise<{ as(seat: Seat, room: Room): ReadBack | null } | null> {
    const { db } = this.#options;
    const shown = this.#shown.get(roomId);
    if (shown === undefined) return null;
    const [record] = await readRecords(db, [shown.recordId]);
    if (record === undefined || record.state !== 'readBack') return null;
    const rows = await db.selectFrom('record_confirmations').select(['person', 'at']).where('record_id', '=', record.id).execute();
    const persons = new Set(rows.filter((row) => row.person !== null && isCurrent(row, record)).map(({ person }) => person));
    const lines = openLines(record)
      .filter(({ text }) => text !== '')
      .map(({ id, speaker, text, corrections }) => ({ id, speaker, text, corrections }));
    const same = {
      recordId: record.id,
      revision: revisionOf(record),
      lines,
      result: record.result,
      lineId: shown.lineId,
      confirmations: persons.size,
    };
    return {
      as: (seat, room) => (isOutside(room.mediation.state, seat.id) ? null : { ...same, confirmed: persons.has(personKey(seat)) }),
    };
  }
}
