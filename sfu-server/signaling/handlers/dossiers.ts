import type { Dossiers } from '../../governance/dossier/dossiers.ts';
import type { dossierRequests } from '../../protocol/requests/dossier.ts';
import type { Handlers } from '../handler.ts';

/** Requests about dossiers of mediations. */
export function dossierHandlers(dossiers: Dossiers): Handlers<keyof typeof dossierRequests> {
  return {
    'dossier.ofCase': ({ caseId }, { identity: { account } }) => dossiers.ofCase(caseId, account),
    'dossier.arrange': ({ caseId, arrangement }, { identity: { account } }) => dossiers.arrange(caseId, arrangement, account),
    'dossier.file': async ({ caseId, ...words }, { identity: { account } }) => ({ dossier: await dossiers.file(caseId, words, account) }),
    'dossier.list': (params, { identity: { account } }) => dossiers.list(params, account),
    'dossier.get': ({ dossierId }, { identity: { account } }) => dossiers.get(dossierId, account),
    'dossier.open': (params, { identity: { account } }) => dossiers.open(params, account),
    'dossier.read': ({ ticket, offset, length }, { identity: { account } }) => ({
      base64: Buffer.from(dossiers.read(ticket, offset, length, account)).toString('base64'),
    }),
    'dossier.proposeDestruction': async ({ dossierId, reason }, { identity: { account } }) => ({
      dossier: await dossiers.propose(dossierId, reason, account),
    }),
    'dossier.decideDestruction': async ({ dossierId, approve }, { identity: { account } }) => ({
      dossier: await dossiers.decide(dossierId, approve, account),
    }),
  };
}
