import type { CasePapers } from '../../governance/case-papers/case-papers.ts';
import { printRecord } from '../../governance/record/record-paper.ts';
import type { recordRequests } from '../../protocol/requests/records.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';
import type { RoomReadBacks } from '../records/room-read-backs.ts';

export interface RecordParts {
  readonly db: Db;
  readonly papers: CasePapers;
  readonly rooms: RoomService;
  readonly readBacks: RoomReadBacks;
}

/** Requests about records of hearings; what can wait for a line comes as mutations. */
export function recordHandlers({ db, papers, rooms, readBacks }: RecordParts): Handlers<keyof typeof recordRequests> {
  return {
    'record.show': async ({ roomId, recordId, lineId }, asker) => {
      await readBacks.show(roomId, rooms.roomFor(roomId, asker, 'mediate'), recordId, lineId);
      return {};
    },
    'record.shown': async ({ roomId }, asker) => ({ readBack: await readBacks.seen(roomId, asker) }),
    'record.confirmOnSeat': async ({ roomId, recordId, revision }, asker) => {
      await readBacks.confirm(roomId, recordId, revision, asker);
      return {};
    },
    'record.print': async ({ recordId }, asker) => ({ paper: await printRecord(db, papers, recordId, asker.identity.account) }),
  };
}
