import type { AgreementPapers } from '../../governance/agreement/agreement-papers.ts';
import type { CourtPackets } from '../../governance/agreement/court-packet.ts';
import { readVersion } from '../../governance/agreement/present.ts';
import { readableCase } from '../../governance/case-papers/access.ts';
import type { agreementRequests } from '../../protocol/requests/agreements.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Db } from '../../store/database.ts';
import type { RoomAgreements } from '../agreements/room-agreements.ts';
import type { Handlers } from '../handler.ts';

export interface AgreementParts {
  readonly db: Db;
  readonly papers: AgreementPapers;
  readonly packets: CourtPackets;
  readonly shown: RoomAgreements;
  readonly rooms: RoomService;
}

/** Requests about agreements; what can wait for a line comes as mutations. */
export function agreementHandlers({ db, papers, packets, shown, rooms }: AgreementParts): Handlers<keyof typeof agreementRequests> {
  return {
    'agreement.version': async ({ caseId, number }, asker) => {
      await readableCase(db, asker.identity.account, caseId);
      return { text: await readVersion(db, caseId, number) };
    },
    'agreement.finish': async ({ caseId }, asker) => ({ paper: await papers.finish(caseId, asker.identity.account) }),
    'agreement.print': async ({ caseId, form }, asker) => ({ paper: await papers.print(caseId, form, asker.identity.account) }),
    'agreement.packet': async ({ caseId, purpose }, asker) => packets.pack(caseId, purpose, asker.identity.account),
    'agreement.share': async ({ roomId, shown: isShown, highlightedId }, asker) => {
      await shown.share(rooms.roomFor(roomId, asker, 'mediate'), isShown, highlightedId);
      return {};
    },
    'agreement.shared': async ({ roomId }, asker) => ({ agreement: await shown.seen(roomId, asker) }),
  };
}
