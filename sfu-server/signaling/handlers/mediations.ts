import { candidatesFor } from '../../governance/mediation/candidates.ts';
import type { mediationRequests } from '../../protocol/requests/mediations.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';

/** Requests about mediations; what can wait for a line comes as mutations. */
export function mediationHandlers(db: Db): Handlers<keyof typeof mediationRequests> {
  return {
    'mediation.candidates': async ({ caseId }, asker) => ({
      candidates: await candidatesFor(db, asker.identity.account, caseId, Date.now()),
    }),
  };
}
