import type { DataCore } from '../../governance/data-core.ts';
import type { EntityName } from '../../protocol/entities/index.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Db } from '../../store/database.ts';
import { idList } from '../../store/id-list.ts';

export interface JointRoomsOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: Pick<RoomService, 'call'>;
}

/** Lets people of called departments into the rooms of the hearings that they come to, as long as their calls stand. */
export class JointRooms implements Disposable {
  readonly #options: JointRoomsOptions;
  readonly #stop: () => void;

  /** Also lets those in who had answered before the server stopped. */
  static async start(options: JointRoomsOptions): Promise<JointRooms> {
    const joint = new JointRooms(options);
    const rows = await options.db.selectFrom('joint_calls').select('case_id').where('ended_at', 'is', null).distinct().execute();
    await joint.#refresh(rows.map((row) => row.case_id));
    return joint;
  }

  private constructor(options: JointRoomsOptions) {
    this.#options = options;
    this.#stop = options.core.onCommitted(async ({ touched }) => {
      const touchedIds = (wanted: EntityName) => touched.filter(({ entity }) => entity === wanted).map(({ id }) => id);
      const called = await this.#casesOf(touchedIds('jointCall'));
      // A call to no hearing in particular holds for each: also for one whose room was opened just now.
      await this.#refresh([...called, ...touchedIds('mediation')]);
    });
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  async #casesOf(callIds: readonly string[]): Promise<string[]> {
    if (callIds.length === 0) return [];
    const rows = await this.#options.db.selectFrom('joint_calls').select('case_id').where('id', 'in', idList(callIds)).execute();
    return rows.map((row) => row.case_id);
  }

  async #refresh(caseIds: readonly string[]): Promise<void> {
    if (caseIds.length === 0) return;
    const { db, rooms } = this.#options;
    const sessions = await db
      .selectFrom('mediation_sessions')
      .innerJoin('rooms', 'rooms.id', 'mediation_sessions.room_id')
      .select(['mediation_sessions.id', 'mediation_id', 'rooms.id as room_id'])
      .where('mediation_id', 'in', idList([...new Set(caseIds)]))
      .where('rooms.ended_at', 'is', null)
      .execute();
    if (sessions.length === 0) return;
    const coming = await db
      .selectFrom('joint_call_people')
      .innerJoin('joint_calls', 'joint_calls.id', 'joint_call_people.call_id')
      .select(['account_id', 'case_id', 'session_id'])
      .where('comes', '=', 1)
      .where('ended_at', 'is', null)
      .where('case_id', 'in', idList([...new Set(caseIds)]))
      .execute();
    for (const { id, mediation_id, room_id } of sessions) {
      const theirs = coming.filter((one) => one.case_id === mediation_id && (one.session_id === null || one.session_id === id));
      rooms.call(room_id, new Set(theirs.map(({ account_id }) => account_id)));
    }
  }
}
