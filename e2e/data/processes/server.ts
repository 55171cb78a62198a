// The server without media, for tests that kill it: the same database, data core, sign-in, audit trail and gateway as sfu-server/server.ts,
// over plain HTTP on loopback. It loads all its code first and waits to be told: started from cold, most of a test would be loading.
import { createServer } from 'node:http';
import type { Server } from 'node:https';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { DataCore } from '../../../sfu-server/governance/data-core.ts';
import { Feed } from '../../../sfu-server/governance/feed.ts';
import { PROTOCOL_VERSION } from '../../../sfu-server/protocol/version.ts';
import { AuditTrail } from '../../../sfu-server/security/audit/audit-trail.ts';
import { Invitations } from '../../../sfu-server/security/invitations.ts';
import { SignInService } from '../../../sfu-server/security/sign-in.ts';
import { RequestAudit } from '../../../sfu-server/signaling/audit/request-audit.ts';
import { noticeChanges } from '../../../sfu-server/signaling/change-notices.ts';
import { Gateway } from '../../../sfu-server/signaling/gateway.ts';
import { authHandlers } from '../../../sfu-server/signaling/handlers/auth.ts';
import { syncHandlers } from '../../../sfu-server/signaling/handlers/sync.ts';
import { Sessions } from '../../../sfu-server/signaling/sessions.ts';
import { openDatabase } from '../../../sfu-server/store/database.ts';
import { coreOnly } from '../../harness/core-only.ts';

/** Any will do, as long as it is the same after a kill. */
const TOKEN_KEY = new Uint8Array(32).fill(7);

async function serve(dir: string, port: number): Promise<void> {
  const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
  const db = await openDatabase(`sqlite:${dir}/shilian.sqlite`);
  const sessions = new Sessions((error) => log.error({ err: error }));
  const signIns = new SignInService(db, { key: TOKEN_KEY, ended: (which, reason) => sessions.end(which, reason) });
  const core = new DataCore(db);
  noticeChanges(core, new Feed(db), sessions);
  const server = createServer();
  const gateway = new Gateway({
    // Of the server it only wants to hear `upgrade`.
    server: server as unknown as Server,
    sessions,
    handlers: coreOnly({ ...authHandlers(sessions, signIns, new Invitations(db)), ...syncHandlers(core, new Feed(db)) }),
    welcome: () => ({ serverVersion: 'test', protocolVersion: PROTOCOL_VERSION, serverTime: Date.now(), demo: false, rtpCapabilities: {} }),
    audit: new RequestAudit(AuditTrail.open({ dir, log })),
    log,
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write('listening\n'));
  process.once('SIGTERM', () => void gateway.close().then(() => process.exit(0)));
}

const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  const [dir = '', port = ''] = line.split(' ');
  serve(dir, Number(port)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// Whoever is killed writes no compile cache on its way out.
flushCompileCache();
process.stdout.write('loaded\n');
