import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AttachmentService } from './attachments/attachment-service.ts';
import { BOARD_FOLDER, BoardContents } from './attachments/board-contents.ts';
import { ContentFiles } from './attachments/content-files.ts';
import type { DataCore } from './governance/data-core.ts';
import { serveAttachments } from './http/attachments.ts';
import { Refusal } from './protocol/errors.ts';
import type { AuditTrail } from './security/audit/audit-trail.ts';
import { actorOf } from './security/audit/record.ts';
import type { SignInService } from './security/sign-in.ts';
import type { PlacedAudit } from './signaling/audit/placed-audit.ts';
import { BoardRepository } from './store/boards.ts';
import type { Db } from './store/database.ts';

/** Folder of the contents in the data folder. */
const FOLDER = 'attachments';

export interface AttachmentParts {
  readonly app: FastifyInstance;
  readonly dataDir: string;
  readonly db: Db;
  readonly core: DataCore;
  readonly signIns: SignInService;
  readonly trail: AuditTrail;
  readonly audit: PlacedAudit;
  readonly log: Logger;
}

/**
 * Serves the contents of attachments, each look and each arrival with its trace.
 * @returns the service, and what removes contents, of documents on boards as well, that nothing names any more
 */
export async function startAttachments({
  app,
  dataDir,
  db,
  core,
  signIns,
  trail,
  audit,
  log,
}: AttachmentParts): Promise<{ readonly service: AttachmentService; readonly sweep: () => Promise<void> }> {
  const files = new ContentFiles(join(dataDir, FOLDER));
  const service = new AttachmentService({ db, files, change: (work) => core.change(work) });
  const boards = new BoardRepository(db);
  const boardContents = new BoardContents(join(dataDir, BOARD_FOLDER));
  const sweep = async () => {
    const removed = await service.sweep();
    if (removed > 0) log.info({ removed }, 'contents of attachments that no row names were removed');
    const shown = await boardContents.sweepUnnamed((sha256) => boards.namesContent(sha256));
    if (shown > 0) log.info({ removed: shown }, 'contents of documents that no board names were removed');
  };
  await sweep();
  serveAttachments(app, {
    service,
    accountOf: async (accessToken) => {
      const { account } = await signIns.resume(accessToken);
      if (account.mustChangePassword) throw new Refusal('auth.password_change_required', 'The password has to be changed first.');
      return account;
    },
    admit: () => trail.mustHaveRoom(),
    traced: async ({ account, remoteAddress, action, id, outcome }) => {
      const actor = actorOf({ kind: 'account', account });
      await audit.record([{ record: { actor, remoteAddress, action, target: { type: 'attachment', id }, outcome } }]);
    },
    log,
  });
  return { service, sweep };
}
