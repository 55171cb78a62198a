import type { DataCore } from '../../governance/data-core.ts';
import type { Feed } from '../../governance/feed.ts';
import type { Handlers } from '../handler.ts';

/** The data that consoles keep a copy of. */
export function syncHandlers(core: DataCore, feed: Feed): Handlers<'sync.push' | 'sync.pull' | 'sync.snapshot' | 'sync.remembers'> {
  return {
    'sync.push': async ({ clientId, mutations }, asker) => ({ results: await core.push(clientId, mutations, asker.identity.account) }),
    'sync.remembers': (params, asker) => feed.remembers(params, asker.identity.account),
    'sync.pull': (params, asker) => feed.pull(params, asker.identity.account),
    'sync.snapshot': (params, asker) => feed.snapshot(params, asker.identity.account),
  };
}
