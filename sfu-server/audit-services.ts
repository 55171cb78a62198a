import type { Logger } from 'pino';
import type { Refusal } from './protocol/errors.ts';
import type { Account } from './protocol/session.ts';
import { AuditUnavailable } from './security/audit/audit-store.ts';
import { AuditTrail } from './security/audit/audit-trail.ts';
import { actorOf, SYSTEM } from './security/audit/record.ts';
import type { PlacedAudit } from './signaling/audit/placed-audit.ts';
import type { Sessions } from './signaling/sessions.ts';
import { StartupFailure } from './startup-failure.ts';

/** Opens the audit trail of the data folder. @throws StartupFailure: a server that leaves no trace does not start */
export function openAudit(dataDir: string, log: Logger): AuditTrail {
  try {
    return AuditTrail.open({ dir: dataDir, log });
  } catch (error) {
    throw error instanceof AuditUnavailable ? new StartupFailure(error.message, { cause: error }) : error;
  }
}

/**
 * Records what no request says: that the server runs, and that somebody's window is gone, and with it whatever it showed.
 * @returns records that the server stops
 */
export function auditServer(trail: AuditTrail, sessions: Sessions, version: string): () => void {
  const server = { actor: SYSTEM, remoteAddress: null, target: { type: 'server', id: 'signalling' }, outcome: 'done' } as const;
  void trail.record({ ...server, action: 'server.start', detail: { version } });
  const stopListening = sessions.onPageClosed(({ identity, page, remoteAddress }, end) => {
    if (identity === null) return;
    void trail.record({ actor: actorOf(identity), remoteAddress, action: 'page.closed', detail: { page, end }, outcome: 'done' });
  });
  return () => {
    stopListening();
    void trail.record({ ...server, action: 'server.stop' });
  };
}

/** Records that the server itself has ended sign-ins: of an account that was disabled, or one whose token was used twice. */
export function auditEnded(
  audit: PlacedAudit,
  which: { signInId: string } | { accountId: string },
  { code, message }: Pick<Refusal, 'code' | 'message'>,
): void {
  const target =
    'signInId' in which ? ({ type: 'signIn', id: which.signInId } as const) : ({ type: 'account', id: which.accountId } as const);
  const record = {
    actor: SYSTEM,
    remoteAddress: null,
    action: 'auth.ended',
    target,
    detail: { code, reason: message },
    outcome: 'done',
  } as const;
  void audit.record([{ record }]);
}

/** Records that somebody asked for a page which is not for them. */
export function auditRefused(trail: AuditTrail, account: Account, remoteAddress: string, what: string): void {
  const actor = actorOf({ kind: 'account', account });
  void trail.record({ actor, remoteAddress, action: 'request.refused', detail: { type: what }, outcome: 'right.missing' });
}
