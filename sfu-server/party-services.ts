import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AttachmentService } from './attachments/attachment-service.ts';
import { ApplicationCodes } from './governance/applications/application-codes.ts';
import { APPLICATIONS, AskingLimits, LOOKS, MATERIAL_BYTES } from './governance/applications/asking-limits.ts';
import { PaperCopies } from './governance/applications/paper-copies.ts';
import { PartyLinks } from './governance/applications/party-links.ts';
import { PartySignings } from './governance/applications/party-signings.ts';
import type { CasePapers } from './governance/case-papers/case-papers.ts';
import type { DataCore } from './governance/data-core.ts';
import { serveMaterials } from './http/materials.ts';
import { servePaperCopies } from './http/paper-copies.ts';
import type { partyRequests } from './protocol/requests/party.ts';
import type { RoomService } from './rooms/room-service.ts';
import type { AuditTrail } from './security/audit/audit-trail.ts';
import { actorOf } from './security/audit/record.ts';
import type { Invitations } from './security/invitations.ts';
import type { PlacedAudit } from './signaling/audit/placed-audit.ts';
import type { Handlers } from './signaling/handler.ts';
import { partyHandlers } from './signaling/handlers/party.ts';
import { PartyNews } from './signaling/party/party-news.ts';
import { PartySeats } from './signaling/party/party-seats.ts';
import type { Sessions } from './signaling/sessions.ts';
import type { Db } from './store/database.ts';

export interface PartyParts {
  readonly app: FastifyInstance;
  readonly attachments: AttachmentService;
  /** Where a sealed paper lies. */
  readonly paperPath: (sha256: string) => string;
  readonly papers: CasePapers;
  readonly db: Db;
  readonly core: DataCore;
  readonly sessions: Sessions;
  readonly rooms: RoomService;
  readonly invitations: Invitations;
  readonly trail: AuditTrail;
  readonly audit: PlacedAudit;
  readonly log: Logger;
}

export interface PartyServices extends Disposable {
  readonly handlers: Handlers<keyof typeof partyRequests>;
}

/** What parties do without an account: the addresses of their files and copies, their requests, and the news of their cases. */
export function startParty(parts: PartyParts): PartyServices {
  const { app, attachments, paperPath, db, core, papers, sessions, rooms, invitations, trail, audit, log } = parts;
  const links = new PartyLinks(db);
  const copies = new PaperCopies(db);
  const looks = new AskingLimits(LOOKS);
  const materialBytes = new AskingLimits(MATERIAL_BYTES);
  const actor = actorOf(null);
  serveMaterials(app, {
    service: attachments,
    partyOf: (code, remoteAddress) => {
      looks.take(remoteAddress);
      return links.open(code);
    },
    admit: () => trail.mustHaveRoom(),
    spend: (remoteAddress, bytes) => materialBytes.take(remoteAddress, bytes),
    traced: async ({ linked, remoteAddress, id, outcome }) => {
      const detail = { partyId: linked.party.id };
      const target = { type: 'attachment', id } as const;
      await audit.record([{ record: { actor, remoteAddress, action: 'material.upload', target, detail, outcome } }]);
    },
    log,
  });
  servePaperCopies(app, {
    copies,
    pathOf: paperPath,
    admit: (remoteAddress) => {
      looks.take(remoteAddress);
      trail.mustHaveRoom();
    },
    traced: async ({ copyId, caseId, paperId }, remoteAddress) => {
      const target = { type: 'case', id: caseId } as const;
      await audit.record([
        { record: { actor, remoteAddress, action: 'paperCopy.read', target, detail: { copyId, paperId }, outcome: 'done' } },
      ]);
    },
    log,
  });
  const seats = new PartySeats({ db, links, rooms, invitations });
  const news = new PartyNews({ db, core, rooms, sessions, log });
  const stop = papers.onChanged(({ paper }) => news.changed(paper.caseId));
  const handlers = partyHandlers({
    db,
    core,
    codes: new ApplicationCodes(db),
    links,
    copies,
    seats,
    signings: new PartySignings(papers),
    news,
    applications: new AskingLimits(APPLICATIONS),
    looks,
  });
  return {
    handlers,
    [Symbol.dispose]: () => {
      stop();
      news[Symbol.dispose]();
    },
  };
}
