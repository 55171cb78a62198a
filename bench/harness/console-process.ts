// A console's host alone in its process: signs in, waits until all rows are in, prints how long that took and what memory it holds.

import type { LineState } from '../../app/bridge/contract.ts';
import { silentLog } from '../../app/bridge/log.ts';
import { Host } from '../../app/host/host.ts';
import { MemoryVault } from '../../app/host/token-vault.ts';
import { DEMO_PASSWORD } from '../../resources/demo-county/accounts.ts';

const [serverUrl = '', dataDir = '', username = ''] = process.argv.slice(2);
const host = await Host.start({ kind: 'browser', serverUrl, dataDir, tokenVault: new MemoryVault(), log: silentLog });
const complete = Promise.withResolvers<void>();
let signedIn = false;
const page = host.openPage('page', (event, data) => {
  if (event !== 'line.changed' || !signedIn) return;
  const { state, progress } = data as LineState;
  if (state === 'online' && progress === null) complete.resolve();
});
await page.call('session.signIn', { username, password: DEMO_PASSWORD });
const started = performance.now();
signedIn = true;
await complete.promise;
const ms = performance.now() - started;
const { rss } = process.memoryUsage();
host.close();
process.stdout.write(`${JSON.stringify({ ms, rss })}\n`, () => process.exit(0));
