// A console's host without a line: takes in changes as fast as it can and says on standard output which it has kept. For tests that kill it.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { v7 as uuidv7 } from 'uuid';
import type { CallResult } from '../../../app/bridge/contract.ts';
import { silentLog } from '../../../app/bridge/log.ts';
import { Host } from '../../../app/host/host.ts';
import { signedInSchema } from '../../../sfu-server/protocol/session.ts';

const eventId = uuidv7();

async function work(dataDir: string, session: unknown): Promise<void> {
  const kept = signedInSchema.parse(session);
  const host = await Host.start({
    kind: 'browser',
    // Nothing listens there: the discard port (RFC 863).
    serverUrl: 'http://127.0.0.1:9',
    dataDir,
    tokenVault: { load: () => Promise.resolve(kept), save: () => Promise.resolve() },
    log: silentLog,
  });
  const page = host.openPage('page', () => {});
  writeSync(1, 'open\n');
  for (;;) {
    const noteId = uuidv7();
    const { number } = (await page.call('data.mutate', {
      name: 'event.note',
      args: { id: eventId, noteId, text: '离线记录' },
    })) as CallResult<'data.mutate'>;
    // Written through at once: what stands here has been promised.
    writeSync(1, `${number} ${noteId}\n`);
  }
}

const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  const { dataDir, session } = JSON.parse(line) as { dataDir: string; session: unknown };
  work(dataDir, session).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// Whoever is killed writes no compile cache on its way out.
flushCompileCache();
process.stdout.write('loaded\n');
