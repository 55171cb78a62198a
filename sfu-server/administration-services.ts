import { AccountAdministration } from './administration/account-administration.ts';
import { AuditReading } from './administration/audit-reading.ts';
import { findProblems, type HealthCheck } from './http/health.ts';
import type { MediaServices } from './media-services.ts';
import type { administrationRequests } from './protocol/requests/administration.ts';
import { isAllowed } from './protocol/rights.ts';
import type { Account } from './protocol/session.ts';
import type { SignInService } from './security/sign-in.ts';
import type { Handlers } from './signaling/handler.ts';
import { administrationHandlers, type ServerStatus } from './signaling/handlers/administration.ts';
import type { Sessions } from './signaling/sessions.ts';
import type { Db } from './store/database.ts';

export interface AdministrationOptions {
  readonly db: Db;
  /** The data folder, in which the audit trail is open already. */
  readonly dataDir: string;
  readonly version: string;
  readonly sessions: Sessions;
  readonly signIns: SignInService;
  readonly gauges: MediaServices['gauges'];
  readonly health: readonly HealthCheck[];
}

export interface AdministrationServices {
  readonly handlers: Handlers<keyof typeof administrationRequests>;
  close(): void;
}

/** Puts together what administrators ask for. @throws AuditUnavailable */
export function openAdministration(options: AdministrationOptions): AdministrationServices {
  const { db, dataDir, sessions, signIns } = options;
  const audit = new AuditReading(dataDir);
  const accounts = new AccountAdministration({
    db,
    signIns,
    online: (accountId) => sessions.countOf(accountId),
    changed: (account, pathBefore) => tellAdministrators(sessions, account, pathBefore),
  });
  const startedAt = Date.now();
  return {
    handlers: administrationHandlers({ accounts, audit, signIns, status: () => statusOf(options, startedAt) }),
    close: () => audit[Symbol.dispose](),
  };
}

/** Those who see an account in their list, or saw it there until now. */
function tellAdministrators(sessions: Sessions, { id, organisation }: Account, pathBefore: string | null): void {
  sessions.tell('account.changed', ({ role, organisation: own }) => {
    const paths = pathBefore === null ? [organisation.path] : [organisation.path, pathBefore];
    return paths.some((path) => isAllowed(role, 'account.manage', own.path, path)) ? { accountId: id } : null;
  });
}

async function statusOf({ version, sessions, gauges, health }: AdministrationOptions, startedAt: number): Promise<ServerStatus> {
  return {
    version,
    startedAt,
    serverTime: Date.now(),
    problems: await findProblems(health),
    sockets: sessions.size,
    signedIn: sessions.signedIn,
    rooms: gauges.rooms(),
    cameras: gauges.cameras(),
    mediaWorkers: gauges.workers(),
    seats: sessions.accounts.map(({ sessionId, account: { username, name, organisation }, remoteAddress }) => ({
      sessionId,
      username,
      name,
      orgName: organisation.name,
      remoteAddress,
      path: organisation.path,
    })),
  };
}
