import type { Logger } from 'pino';
import type { DataCore } from '../../governance/data-core.ts';
import { ownMeeting, touchedMeeting } from '../../governance/mutations/meeting-change.ts';
import { MEETING_TRANSITIONS, type MeetingState } from '../../protocol/entities/meeting.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RoomSummary } from '../../protocol/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { readMeetings } from '../../store/meeting-rows.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';

export interface MeetingRoomsOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: Pick<RoomService, 'create' | 'end' | 'list' | 'onEnded'>;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Ties planned meetings to rooms: opens the room of a plan, and notes when it has ended. */
export class MeetingRooms implements Disposable {
  readonly #options: MeetingRoomsOptions;
  readonly #now: () => number;
  readonly #stop: () => void;
  /** Of each meeting whose room is being opened: two who open at once get the same room. */
  readonly #opening = new Map<string, Promise<unknown>>();

  /** Also notes what ended while the server was down. */
  static async start(options: MeetingRoomsOptions): Promise<MeetingRooms> {
    const meetings = new MeetingRooms(options);
    const { db } = options;
    const rows = await db
      .selectFrom('meetings')
      .innerJoin('rooms', 'rooms.id', 'meetings.room_id')
      .select('rooms.id')
      .where('meetings.state', '=', 'open')
      .where('rooms.ended_at', 'is not', null)
      .execute();
    for (const { id } of rows) await meetings.#ended(id);
    return meetings;
  }

  private constructor(options: MeetingRoomsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#stop = options.rooms.onEnded((roomId) => {
      // The next start notes it, where this fails.
      this.#ended(roomId).catch((error: unknown) => options.log.error({ err: error, roomId }, 'the end of a meeting was not noted'));
    });
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `state.conflict` where the meeting is cancelled */
  open(id: string, asker: AccountAsker): Promise<RoomSummary> {
    const before = this.#opening.get(id) ?? Promise.resolve();
    const opened = before.then(
      () => this.#open(id, asker),
      () => this.#open(id, asker),
    );
    this.#opening.set(id, opened);
    const done = () => {
      if (this.#opening.get(id) === opened) this.#opening.delete(id);
    };
    opened.then(done, done);
    return opened;
  }

  async #open(id: string, asker: AccountAsker): Promise<RoomSummary> {
    const { db, core, rooms, log } = this.#options;
    const { account } = asker.identity;
    const { state } = await ownMeeting({ trx: db, account, now: this.#now() }, id);
    const [meeting] = await readMeetings(db, [id]);
    if (meeting === undefined) throw new Refusal('row.unknown', 'This meeting does not exist.');
    const there = state === 'open' ? rooms.list(asker).find((room) => room.id === meeting.roomId) : undefined;
    if (there !== undefined) return there;
    mustBeOpenable(state);
    const invitedOrgIds = [meeting.orgId, ...meeting.orgIds, ...meeting.people.map(({ orgId }) => orgId)];
    const room = await rooms.create({ kind: 'conference', title: meeting.title, access: 'invited', invitedOrgIds }, asker);
    try {
      await core.change(async (trx) => {
        const context = { trx, account, now: this.#now() };
        const present = await ownMeeting(context, id);
        // It may have been cancelled while the room was made.
        mustBeOpenable(present.state);
        await trx.updateTable('meetings').set({ state: 'open', room_id: room.id, updated_at: context.now }).where('id', '=', id).execute();
        return touchedMeeting(context, present);
      });
    } catch (error) {
      // A room that is nobody's meeting is not left open to those who were invited.
      await rooms.end(room.id, asker).catch((failed: unknown) => log.error({ err: failed, roomId: room.id }, 'a room was left open'));
      throw error;
    }
    return room;
  }

  #ended(roomId: string): Promise<void> {
    return this.#options.core.change(async (trx) => {
      const rows = await trx.selectFrom('meetings').select('id').where('room_id', '=', roomId).where('state', '=', 'open').execute();
      const touched: TouchedRow[] = [];
      for (const { id } of rows) {
        await trx.updateTable('meetings').set({ state: 'ended', updated_at: this.#now() }).where('id', '=', id).execute();
        const places = await placementsOf(trx, 'meeting', [id]);
        touched.push(...touchedPlaces('meeting', id, { before: places, after: places }));
      }
      return touched;
    });
  }
}

/** @throws Refusal `state.conflict` */
function mustBeOpenable(state: MeetingState): void {
  if (state !== 'open' && !MEETING_TRANSITIONS[state].includes('open')) {
    throw new Refusal('state.conflict', `The meeting is "${state}" now and cannot be opened.`);
  }
}
