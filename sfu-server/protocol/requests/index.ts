import type { z } from 'zod';
import { administrationRequests } from './administration.ts';
import { agreementRequests } from './agreements.ts';
import { authRequests } from './auth.ts';
import { boardRequests } from './board.ts';
import { cameraRequests } from './cameras.ts';
import { casePaperRequests } from './case-papers.ts';
import { departmentRequests } from './departments.ts';
import { dossierRequests } from './dossier.ts';
import { floorRequests } from './floor.ts';
import { libraryRequests } from './library.ts';
import { mediaRequests } from './media.ts';
import { mediationRoomRequests } from './mediation-room.ts';
import { mediationRequests } from './mediations.ts';
import { meetingRequests } from './meetings.ts';
import { partyRequests } from './party.ts';
import { recordingRequests } from './recordings.ts';
import { recordRequests } from './records.ts';
import { rollCallRequests } from './roll-call.ts';
import { roomFileRequests } from './room-files.ts';
import { roomRequests } from './rooms.ts';
import { speechRequests } from './speech.ts';
import { syncRequests } from './sync.ts';
import { teamRequests } from './team.ts';

/**
 * Every request that a client can make, with what it takes, what it gives and who must be at the other end:
 * `nobody` (a socket that has not said who it is will do), `account`, or `anybody` (an account or a guest).
 */
export const REQUESTS = {
  ...authRequests,
  ...syncRequests,
  ...roomRequests,
  ...roomFileRequests,
  ...floorRequests,
  ...boardRequests,
  ...rollCallRequests,
  ...mediationRoomRequests,
  ...mediationRequests,
  ...teamRequests,
  ...partyRequests,
  ...casePaperRequests,
  ...agreementRequests,
  ...recordRequests,
  ...speechRequests,
  ...dossierRequests,
  ...departmentRequests,
  ...libraryRequests,
  ...meetingRequests,
  ...recordingRequests,
  ...mediaRequests,
  ...cameraRequests,
  ...administrationRequests,
} as const;

export type RequestType = keyof typeof REQUESTS;
/** What the sender writes. */
export type RequestParams<T extends RequestType> = z.input<(typeof REQUESTS)[T]['params']>;
/** What the receiver gets after parsing. */
export type ParsedParams<T extends RequestType> = z.output<(typeof REQUESTS)[T]['params']>;
export type RequestResult<T extends RequestType> = z.output<(typeof REQUESTS)[T]['result']>;

export function isRequestType(type: string): type is RequestType {
  return Object.hasOwn(REQUESTS, type);
}
