import { accountsToLink } from '../../governance/team/accounts.ts';
import { teamFigures } from '../../governance/team/figures.ts';
import type { teamRequests } from '../../protocol/requests/team.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';

/** Requests about the mediation team; what can wait for a line comes as mutations. */
export function teamHandlers(db: Db): Handlers<keyof typeof teamRequests> {
  return {
    'team.figures': (_params, { identity: { account } }) => teamFigures(db, account, Date.now()),
    'team.accounts': async (params, { identity: { account } }) => ({ accounts: await accountsToLink(db, account, params) }),
  };
}
