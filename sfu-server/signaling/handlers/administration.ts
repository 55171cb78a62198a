import type { AccountAdministration } from '../../administration/account-administration.ts';
import type { AuditReading } from '../../administration/audit-reading.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { administrationRequests } from '../../protocol/requests/administration.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { SignInService } from '../../security/sign-in.ts';
import type { Handlers } from '../handler.ts';

export interface AdministrationParts {
  readonly accounts: AccountAdministration;
  readonly audit: AuditReading;
  readonly signIns: Pick<SignInService, 'changePassword'>;
  /** How the server is; seats of the whole tree, of which the asker is shown those of the own branch. */
  readonly status: () => Promise<ServerStatus>;
}

/** A seat with the path of its organisation, by which it is shown or not. */
export type ServerStatus = Omit<RequestResult<'system.status'>, 'seats'> & {
  readonly seats: readonly (RequestResult<'system.status'>['seats'][number] & { readonly path: string })[];
};

/** Requests of administrators, and everybody's own password. */
export function administrationHandlers({
  accounts,
  audit,
  signIns,
  status,
}: AdministrationParts): Handlers<keyof typeof administrationRequests> {
  return {
    'account.list': (params, asker) => accounts.list(params, asker.identity.account),
    'account.create': (params, asker) => accounts.create(params, asker.identity.account),
    'account.setDisabled': async (params, asker) => ({ record: await accounts.setDisabled(params, asker.identity.account) }),
    'account.move': async (params, asker) => ({ record: await accounts.move(params, asker.identity.account) }),
    'account.changeRole': async (params, asker) => ({ record: await accounts.changeRole(params, asker.identity.account) }),
    'account.resetPassword': ({ accountId }, asker) => accounts.resetPassword(accountId, asker.identity.account),
    'account.signOutEverywhere': async ({ accountId }, asker) => ({
      record: await accounts.signOutEverywhere(accountId, asker.identity.account),
    }),
    'account.changePassword': async ({ oldPassword, newPassword }, asker) => {
      await signIns.changePassword(asker.identity.account, oldPassword, newPassword);
      return {};
    },
    'audit.list': (params, asker) => audit.list(params, asker.identity.account),
    'audit.export': (params, asker) => audit.list(params, asker.identity.account),
    'audit.verify': ({ fresh }, asker) => audit.verify(fresh, asker.identity.account),
    'system.status': async (_params, asker) => {
      const { role, organisation } = asker.identity.account;
      if (!isAllowed(role, 'server.metrics', organisation.path, organisation.path)) {
        throw new Refusal('right.missing', 'This is for administrators.');
      }
      const { seats, ...rest } = await status();
      return {
        ...rest,
        seats: seats.filter(({ path }) => isAllowed(role, 'account.manage', organisation.path, path)).map(({ path: _, ...seat }) => seat),
      };
    },
  };
}
