import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ContentFiles } from './attachments/content-files.ts';
import { serveRoomFiles } from './http/room-files.ts';
import { systemClock } from './media/clock.ts';
import { RoomFiles } from './rooms/files/room-files.ts';
import type { RoomService } from './rooms/room-service.ts';
import type { AuditTrail } from './security/audit/audit-trail.ts';
import { actorOf } from './security/audit/record.ts';
import type { PlacedAudit } from './signaling/audit/placed-audit.ts';
import type { Db } from './store/database.ts';
import { RoomFileTotals } from './store/room-files.ts';
import { RoomRepository } from './store/rooms.ts';

/** Folder of the files of rooms in the data folder. */
const FOLDER = 'room-files';

export interface RoomFileParts {
  readonly app: FastifyInstance;
  readonly dataDir: string;
  readonly db: Db;
  readonly rooms: RoomService;
  readonly trail: AuditTrail;
  readonly audit: PlacedAudit;
  readonly log: Logger;
}

/** Serves the files that are sent to rooms; each that comes, is refused or goes out leaves its trace. */
export async function startRoomFiles({ app, dataDir, db, rooms, trail, audit, log }: RoomFileParts): Promise<RoomFiles> {
  const files = new ContentFiles(join(dataDir, FOLDER));
  const service = new RoomFiles({ rooms, store: new RoomRepository(db), totals: new RoomFileTotals(db), files, clock: systemClock });
  await service.sweep();
  serveRoomFiles(app, {
    files: service,
    admit: () => trail.mustHaveRoom(),
    traced: async ({ asker, roomId, file }, action, outcome) => {
      const actor = actorOf(asker.identity);
      const target = { type: 'room', id: roomId } as const;
      const detail = { name: file.name, fileId: file.id };
      await audit.record([{ record: { actor, remoteAddress: asker.remoteAddress, action, target, detail, outcome } }]);
    },
    log,
  });
  return service;
}
