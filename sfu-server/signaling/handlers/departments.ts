import { officersFor } from '../../governance/joint/officers.ts';
import type { departmentRequests } from '../../protocol/requests/departments.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';

/** Requests about departments; what can wait for a line comes as mutations. */
export function departmentHandlers(db: Db): Handlers<keyof typeof departmentRequests> {
  return { 'department.officers': ({ orgId }, { identity: { account } }) => officersFor(db, account, orgId) };
}
