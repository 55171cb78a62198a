import type { meetingRequests } from '../../protocol/requests/meetings.ts';
import type { Handlers } from '../handler.ts';
import type { MeetingRooms } from '../meetings/meeting-rooms.ts';
import { exportMinutes, type MinutesExportOptions } from '../meetings/minutes-export.ts';
import { searchPeople } from '../meetings/people-search.ts';

/** Requests about meetings; what can wait for a line comes as mutations. */
export function meetingHandlers(meetings: MeetingRooms, papers: MinutesExportOptions): Handlers<keyof typeof meetingRequests> {
  return {
    'meeting.open': async ({ id }, asker) => ({ room: await meetings.open(id, asker) }),
    'meeting.people': ({ search }, asker) => searchPeople(papers.db, asker.identity.account, search),
    'meeting.export': ({ id }, asker) => exportMinutes(papers, asker.identity.account, id),
  };
}
