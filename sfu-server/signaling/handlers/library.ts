import type { Library } from '../../governance/library/library.ts';
import type { libraryRequests } from '../../protocol/requests/library.ts';
import type { Handlers } from '../handler.ts';

/** Requests by which offices make cases of the library; reading them is reading rows. */
export function libraryHandlers(library: Library): Handlers<keyof typeof libraryRequests> {
  return {
    'library.entries': async (_params, { identity: { account } }) => ({ entries: await library.entries(account) }),
    'library.draft': ({ caseId }, { identity: { account } }) => library.draft(caseId, account),
    'library.open': ({ entryId }, { identity: { account } }) => library.open(entryId, account),
    'library.write': ({ entryId, base, words }, { identity: { account } }) => library.write(entryId, base, words, account),
    'library.approve': ({ entryId, number }, { identity: { account } }) => library.approve(entryId, number, account),
    'library.sendBack': ({ entryId, number, words }, { identity: { account } }) => library.sendBack(entryId, number, words, account),
    'library.withdraw': ({ entryId, reason }, { identity: { account } }) => library.withdraw(entryId, reason, account),
  };
}
