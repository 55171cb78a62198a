import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AttachmentService } from './attachments/attachment-service.ts';
import { CasePapers } from './governance/case-papers/case-papers.ts';
import { PaperFiles } from './governance/case-papers/paper-files.ts';
import type { Printer } from './papers/printer.ts';
import { Refusal } from './protocol/errors.ts';
import type { casePaperRequests } from './protocol/requests/case-papers.ts';
import type { RecordingService } from './recording/recording-service.ts';
import type { RoomService } from './rooms/room-service.ts';
import { SealKeys } from './security/seal/seal-keys.ts';
import { RoomSignings } from './signaling/case-papers/room-signings.ts';
import type { Handlers } from './signaling/handler.ts';
import { casePaperHandlers } from './signaling/handlers/case-papers.ts';
import type { Sessions } from './signaling/sessions.ts';
import { isPersonal, mayRead } from './store/branch.ts';
import type { StoredPaper } from './store/case-papers.ts';
import type { Db } from './store/database.ts';
import { placementsOf } from './store/placement.ts';

/** Folders in the data folder: papers, and (among the secrets) what they are sealed with. */
const FOLDER = 'case-papers';
const KEYS = 'seals';

export interface CasePaperServiceParts {
  readonly dataDir: string;
  readonly secrets: string;
  readonly db: Db;
  readonly printer: Printer;
  readonly rooms: RoomService;
  readonly sessions: Sessions;
  readonly recordings: RecordingService;
  readonly attachments: AttachmentService;
  readonly log: Logger;
}

export interface CasePaperServices {
  readonly papers: CasePapers;
  /** What papers are sealed with. */
  readonly keys: SealKeys;
  readonly handlers: Handlers<keyof typeof casePaperRequests>;
  close(): Promise<void>;
}

/** Starts what keeps papers of cases; each change is told to those who read the case and to the room that is signing. */
export async function startCasePapers(parts: CasePaperServiceParts): Promise<CasePaperServices> {
  const { dataDir, secrets, db, printer, rooms, sessions, recordings, attachments, log } = parts;
  const files = new PaperFiles(join(dataDir, FOLDER));
  const keys = new SealKeys(join(secrets, KEYS));
  const papers = new CasePapers({ db, files, printer, keys, log });
  const signings = new RoomSignings({ rooms, papers, recordingIn: (roomId) => recordings.liveIn(roomId)?.live ?? null });
  papers.onChanged((changed, leftRoomId) => {
    tell(changed, leftRoomId).catch((error: unknown) => log.error({ err: error }, 'a change of a paper could not be told'));
  });
  await papers.resume();

  async function tell({ paper, roomId }: StoredPaper, leftRoomId: string | null): Promise<void> {
    const places = (await placementsOf(db, 'case', [paper.caseId])).filter(({ path }) => !isPersonal(path));
    sessions.tell('casePaper.changed', (account) => (places.some(({ guard, path }) => mayRead(account, guard, path)) ? { paper } : null));
    for (const room of new Set([roomId, leftRoomId])) if (room !== null) await signings.tell(room);
  }

  const handlers = casePaperHandlers({
    papers,
    signings,
    rooms,
    filesOf: async (caseId, attachmentIds, account) => {
      const found: { fileName: string; bytes: Uint8Array }[] = [];
      for (const id of attachmentIds) {
        const owner = await db.selectFrom('attachments').select(['owner_entity', 'owner_id']).where('id', '=', id).executeTakeFirst();
        if (owner?.owner_entity !== 'case' || owner.owner_id !== caseId) throw new Refusal('row.unknown', 'This case has no such file.');
        const { path, name } = await attachments.content(id, account);
        found.push({ fileName: name, bytes: await readFile(path) });
      }
      return found;
    },
  });
  return { papers, keys, handlers, close: () => papers.close() };
}
