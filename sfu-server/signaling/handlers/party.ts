import type { ApplicationCodes } from '../../governance/applications/application-codes.ts';
import type { AskingLimits } from '../../governance/applications/asking-limits.ts';
import { tellKeeping } from '../../governance/applications/keeping.ts';
import { bring } from '../../governance/applications/materials.ts';
import type { PaperCopies } from '../../governance/applications/paper-copies.ts';
import type { PartyLinks } from '../../governance/applications/party-links.ts';
import type { PartySignings } from '../../governance/applications/party-signings.ts';
import { partyView } from '../../governance/applications/party-view.ts';
import { rate } from '../../governance/applications/ratings.ts';
import { takeIn, takenBefore } from '../../governance/applications/take-in.ts';
import { committeeName } from '../../governance/case-papers/committee.ts';
import type { DataCore } from '../../governance/data-core.ts';
import type { partyRequests } from '../../protocol/requests/party.ts';
import type { Db } from '../../store/database.ts';
import type { Handlers } from '../handler.ts';
import type { PartyNews } from '../party/party-news.ts';
import type { PartySeats } from '../party/party-seats.ts';

export interface PartyServices {
  readonly db: Db;
  readonly core: DataCore;
  readonly codes: ApplicationCodes;
  readonly links: PartyLinks;
  readonly copies: PaperCopies;
  readonly seats: PartySeats;
  readonly signings: PartySignings;
  readonly news: PartyNews;
  /** By address. */
  readonly applications: AskingLimits;
  readonly looks: AskingLimits;
}

/** What parties ask for without an account, and how those who handle a case give links out. */
export function partyHandlers(services: PartyServices): Handlers<keyof typeof partyRequests> {
  const { db, core, codes, links, copies, seats, news, signings, applications, looks } = services;
  const linked = (code: string, { remoteAddress }: { readonly remoteAddress: string }) => {
    looks.take(remoteAddress);
    return links.open(code);
  };
  const counted =
    ({ remoteAddress }: { readonly remoteAddress: string }) =>
    (refused: unknown): never => {
      looks.take(remoteAddress);
      throw refused;
    };
  return {
    'application.look': async ({ code }, { remoteAddress }) => {
      looks.take(remoteAddress);
      const { orgName } = await codes.look(code);
      return { orgName: committeeName(orgName) };
    },
    'application.submit': async (submitted, { remoteAddress }) => {
      // One whose answer was lost asks nothing new: neither a full bucket nor a code that was replaced meanwhile keeps it from its number.
      const before = await takenBefore(db, submitted);
      if (before !== null) return { caseId: submitted.id, number: before };
      applications.take(remoteAddress);
      return takeIn(core, submitted, await codes.look(submitted.code), Date.now());
    },
    'party.look': async ({ code }, asker) => {
      const party = await linked(code, asker);
      await links.used(party.linkId);
      // Before it is read: what changes meanwhile is told.
      news.watch(asker, party);
      return { ...(await partyView(db, party)), signings: await signings.list(party) };
    },
    'party.bring': async ({ code, ...file }, asker) => {
      const party = await linked(code, asker);
      await core.change((trx) => bring(trx, party, file, Date.now()));
      return {};
    },
    'party.enter': async ({ code, sessionId }, asker) => seats.enter(await linked(code, asker), sessionId),
    'party.rate': async ({ code, stars, words }, asker) => {
      await rate(db, await linked(code, asker), { stars, words }, Date.now());
      return {};
    },
    'party.beginSigning': async ({ code, signerId }, asker) => {
      const { nonce, sha256, pages, expiresAt } = await signings.begin(await linked(code, asker), signerId, asker.remoteAddress);
      return { nonce, sha256, pages, expiresAt };
    },
    // Pieces of what was begun, which was counted: a long paper is not cut off in its middle.
    'party.readPaper': async ({ code, signerId, nonce, offset, length }, asker) => ({
      base64: (await signings.read(await links.open(code).catch(counted(asker)), signerId, nonce, offset, length)).toString('base64'),
    }),
    'party.sign': async ({ code, signerId, ...words }, asker) => ({
      signing: await signings.sign(await linked(code, asker), signerId, words, asker.remoteAddress),
    }),
    'party.decline': async ({ code, signerId, reason }, asker) => {
      await signings.decline(await linked(code, asker), signerId, reason, asker.remoteAddress);
      return {};
    },
    'party.tell': async ({ code, ...said }, asker) => {
      const party = await linked(code, asker);
      await core.change((trx) => tellKeeping(trx, party, said, Date.now()));
      return {};
    },
    'party.copy': async ({ code, paperId }, asker) => copies.own(await linked(code, asker), paperId),

    'applicationCode.get': ({ orgId }, { identity }) => codes.get(orgId, identity.account),
    'applicationCode.renew': ({ orgId }, { identity }) => codes.renew(orgId, identity.account),
    'partyLink.issue': ({ caseId, partyId }, { identity }) => links.issue(caseId, partyId, identity.account),
    'partyLink.list': async ({ caseId }, { identity }) => ({ links: await links.list(caseId, identity.account) }),
    'partyLink.revoke': async ({ id }, { identity }) => {
      const { caseId } = await links.revoke(id, identity.account);
      news.changed(caseId);
      return {};
    },
    'paperCopy.issue': ({ paperId, days }, { identity }) => copies.issue(paperId, days, identity.account),
    'paperCopy.list': async ({ caseId }, { identity }) => ({ copies: await copies.list(caseId, identity.account) }),
    'paperCopy.revoke': async ({ id }, { identity }) => {
      await copies.revoke(id, identity.account);
      return {};
    },
  };
}
