import type { Logger } from 'pino';
import { AgreementPapers } from './governance/agreement/agreement-papers.ts';
import { CourtPackets } from './governance/agreement/court-packet.ts';
import type { CasePapers } from './governance/case-papers/case-papers.ts';
import type { DataCore } from './governance/data-core.ts';
import type { Printer } from './papers/printer.ts';
import type { agreementRequests } from './protocol/requests/agreements.ts';
import type { RoomService } from './rooms/room-service.ts';
import type { SealKeys } from './security/seal/seal-keys.ts';
import { RoomAgreements } from './signaling/agreements/room-agreements.ts';
import type { Handlers } from './signaling/handler.ts';
import { agreementHandlers } from './signaling/handlers/agreements.ts';
import type { Db } from './store/database.ts';

export interface AgreementServiceParts {
  readonly db: Db;
  readonly core: DataCore;
  readonly papers: CasePapers;
  readonly printer: Printer;
  /** With the secrets of the server. */
  readonly keys: SealKeys;
  readonly rooms: RoomService;
  readonly log: Logger;
}

export interface AgreementServices {
  readonly handlers: Handlers<keyof typeof agreementRequests>;
  dispose(): void;
}

/** Starts what makes papers of agreements and shows drafts in rooms. */
export async function startAgreements({
  db,
  core,
  papers: kept,
  printer,
  keys,
  rooms,
  log,
}: AgreementServiceParts): Promise<AgreementServices> {
  const papers = new AgreementPapers({ db, core, papers: kept, log });
  const shown = new RoomAgreements({ db, core, rooms });
  await papers.resume();
  const handlers = agreementHandlers({ db, papers, packets: new CourtPackets({ db, papers: kept, printer, keys }), shown, rooms });
  return {
    handlers,
    dispose: () => {
      papers.dispose();
      shown.dispose();
    },
  };
}
