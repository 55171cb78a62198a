import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { serveRecordings } from './http/recordings.ts';
import { RecordingService } from './recording/recording-service.ts';
import type { AuditTrail } from './security/audit/audit-trail.ts';
import { actorOf, SYSTEM } from './security/audit/record.ts';
import type { PlacedAudit } from './signaling/audit/placed-audit.ts';
import type { Db } from './store/database.ts';
import { RecordingRepository } from './store/recordings.ts';

/** Folder of the recordings in the data folder. */
const FOLDER = 'recordings';

export interface RecordingParts {
  readonly app: FastifyInstance;
  readonly dataDir: string;
  readonly db: Db;
  readonly trail: AuditTrail;
  readonly audit: PlacedAudit;
  readonly keptDays: number;
  readonly log: Logger;
}

/** Starts what records rooms, and serves what was recorded; each file that is fetched and each that expires leaves its trace. */
export async function startRecordings({ app, dataDir, db, trail, audit, keptDays, log }: RecordingParts): Promise<RecordingService> {
  const recordings = await RecordingService.start({
    root: join(dataDir, FOLDER),
    recordings: new RecordingRepository(db),
    keptDays,
    log,
    expired: async ({ id, title, orgPath }) => {
      const target = { type: 'recording', id } as const;
      await trail.record({
        actor: { ...SYSTEM, orgPath },
        remoteAddress: null,
        action: 'recording.expired',
        target,
        detail: { title },
        outcome: 'done',
      });
    },
  });
  serveRecordings(app, {
    recordings,
    admit: () => trail.mustHaveRoom(),
    traced: async ({ account, remoteAddress, recordingId, track, download }) => {
      const actor = actorOf({ kind: 'account', account });
      const target = { type: 'recording', id: recordingId } as const;
      await audit.record([
        { record: { actor, remoteAddress, action: 'recording.read', target, detail: { track, download }, outcome: 'done' } },
      ]);
    },
    log,
  });
  await recordings.sweep();
  return recordings;
}
