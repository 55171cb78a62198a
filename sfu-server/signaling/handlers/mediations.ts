import { candidatesFor } from '../../governance/mediation/candidates.ts';
import type { mediationRequests } from '../../protocol/requests/mediations.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';
import type { SessionRooms } from '../party/session-rooms.ts';

/** Requests about mediations; what can wait for a line comes as mutations. */
export function mediationHandlers(db: Db, sessions: SessionRooms): Handlers<keyof typeof mediationRequests> {
  return {
    'mediation.candidates': async ({ caseId }, asker) => ({
      candidates: await candidatesFor(db, asker.identity.account, caseId, Date.now()),
    }),
    'mediation.openSession': async ({ caseId, sessionId }, asker) => ({ room: await sessions.open(caseId, sessionId, asker) }),
  };
}
