import type { CasePapers } from '../../governance/case-papers/case-papers.ts';
import type { GivenFile } from '../../papers/dossier/dossier.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { casePaperRequests } from '../../protocol/requests/case-papers.ts';
import type { Account } from '../../protocol/session.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import { paperFor } from '../case-papers/paper-reading.ts';
import { FIRST_PAGE, type RoomSignings } from '../case-papers/room-signings.ts';
import { VerifiedFiles } from '../case-papers/verified-files.ts';
import type { Handlers } from '../handler.ts';

export interface CasePaperParts {
  readonly papers: CasePapers;
  readonly signings: RoomSignings;
  readonly rooms: RoomService;
  /** Files of a case, for whoever sees them. @throws Refusal `row.unknown`, `attachment.not_there` */
  readonly filesOf: (caseId: string, attachmentIds: readonly string[], account: Account) => Promise<readonly GivenFile[]>;
}

/** Requests about the papers of cases. */
export function casePaperHandlers({ papers, signings, rooms, filesOf }: CasePaperParts): Handlers<keyof typeof casePaperRequests> {
  const verified = new VerifiedFiles();
  return {
    'casePaper.list': async ({ caseId }, asker) => ({ papers: await papers.list(caseId, asker.identity.account) }),
    'casePaper.read': async ({ paperId, which, offset, length }, asker) => {
      const paper = await paperFor(papers, signings, paperId, asker);
      return { base64: (await papers.piece(paper, which, offset, length)).toString('base64') };
    },
    'casePaper.add': async ({ caseId, attachmentIds, ...words }, asker) => {
      const by = asker.identity.account;
      await papers.list(caseId, by);
      return { paper: await papers.add(caseId, { ...words, files: await filesOf(caseId, attachmentIds, by), by }) };
    },
    'casePaper.openSigning': async ({ paperId, roomId, inOrder }, asker) => {
      const { account } = asker.identity;
      // Who runs the room says what it looks at; that it mediates is asked by the way.
      const room = roomId === null ? null : rooms.roomFor(roomId, asker, 'mediate');
      const roomCaseId = room?.mediation.state.caseId ?? null;
      const paper = await papers.openSigning(paperId, { roomId, roomCaseId, inOrder }, account);
      if (roomId === null || room === null) return { paper };
      await signings.turn(room, paperId, FIRST_PAGE);
      await signings.tell(roomId);
      return { paper: await signings.assignByName(paper, rooms.roomFor(roomId, asker, 'mediate'), account) };
    },
    'casePaper.assign': async ({ paperId, signerId, roomId, participantId }, asker) => {
      const room = rooms.roomFor(roomId, asker, 'mediate');
      const seat = participantId === null ? null : signings.seat(room, participantId);
      return { paper: await papers.assign(paperId, signerId, seat, room.mediation.state.caseId, asker.identity.account) };
    },
    'casePaper.turn': async ({ roomId, page, free }, asker) => {
      const room = rooms.roomFor(roomId, asker, 'mediate');
      const stored = await papers.inRoom(roomId);
      if (stored === null) return {};
      const { pages } = stored.paper.sealed ?? stored.paper.unsigned;
      await signings.turn(room, stored.paper.id, { page: Math.min(page, pages), free });
      await signings.tell(roomId);
      return {};
    },
    'casePaper.putAway': async ({ roomId }, asker) => {
      rooms.roomFor(roomId, asker, 'mediate');
      await papers.putAway(roomId, asker.identity.account);
      return {};
    },
    'casePaper.inRoom': async ({ roomId }, asker) => ({ signing: await signings.inRoom(roomId, asker) }),
    'casePaper.beginSigning': async ({ signerId, roomId }, asker) => {
      const { nonce, sha256, pages, expiresAt } = await papers.beginSigning(signerId, signings.signing(roomId, asker));
      return { nonce, sha256, pages, expiresAt };
    },
    'casePaper.sign': async ({ signerId, ...words }, asker) => {
      const roomId = await papers.roomOf(words.nonce);
      // The server has started anew since they began to read, or they never did.
      if (roomId === null && asker.identity.kind === 'guest') {
        throw new Refusal('paper.not_read', 'Open the paper again and read it to its end before signing.');
      }
      const who = signings.signing(roomId, asker);
      return { paper: await papers.sign(signerId, words, who, signings.recordingAt(who.roomId, Date.now())) };
    },
    'casePaper.decline': async ({ signerId, roomId, reason }, asker) => ({
      paper: await papers.decline(signerId, reason, signings.signing(roomId, asker)),
    }),
    'casePaper.signOff': async ({ signerId, reason }, asker) => ({
      paper: await papers.signOff(signerId, reason, asker.identity.account),
    }),
    'casePaper.void': async ({ paperId, reason }, asker) => ({ paper: await papers.void(paperId, reason, asker.identity.account) }),
    'casePaper.seal': async ({ paperId }, asker) => ({ paper: await papers.seal(paperId, asker.identity.account) }),
    'casePaper.verify': async ({ paperId }, asker) => {
      const { paper } = await papers.get(paperId, asker.identity.account);
      const { sha256, seals } = await papers.verify(await papers.content(paper, 'sealed'), asker.identity.account);
      return { sha256, seals };
    },
    'casePaper.verifyFile': async ({ uploadId, offset, base64, last }, asker) => {
      const { account } = asker.identity;
      const whole = verified.take(`${account.id}/${uploadId}`, offset, Buffer.from(base64, 'base64'), last);
      if (whole === null) return { found: null };
      const { sha256, seals, paper } = await papers.verify(whole, account);
      return { found: { sha256, seals, paper: paper && { title: paper.title, version: paper.version, state: paper.state } } };
    },
  };
}
