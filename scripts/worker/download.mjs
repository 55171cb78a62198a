import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { execute } from '../setup/execute.mjs';
import { MEDIASOUP } from './location.mjs';

/** Where the project publishes its workers is either near or not to be reached at all, ms. */
const TIME_LIMIT_MS = 60_000;

/**
 * Lets mediasoup's own installer fetch the prebuilt worker. It would go on to a build of its own, which downloads
 * more: with PYTHON naming a program that fails at once it stops there instead.
 * @param {string} target where the binary is put
 * @throws {Error} where it cannot be fetched
 */
export async function downloadWorker(target) {
  const released = path.join(MEDIASOUP, 'worker', 'out', 'Release', path.basename(target));
  if (!existsSync(released)) {
    await execute('downloading mediasoup’s worker', [process.execPath, 'npm-scripts.mjs', 'postinstall'], {
      cwd: MEDIASOUP,
      env: { ...process.env, PYTHON: process.platform === 'win32' ? 'cmd' : 'false', MEDIASOUP_WORKER_BIN: '' },
      timeoutMs: TIME_LIMIT_MS,
    });
  }
  copyFileSync(released, target);
  chmodSync(target, 0o755);
}
