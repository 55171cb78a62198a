import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, isDebian, PACKAGES } from '../setup/debian.mjs';
import { execute } from '../setup/execute.mjs';
import { SetupFailure, say } from '../setup/progress.mjs';
import { buildCipherLibrary } from './cipher.mjs';
import { MEDIASOUP } from './location.mjs';

const RECIPE = fileURLToPath(new URL('debian', import.meta.url));

/**
 * Builds the worker from the sources inside the mediasoup package against Debian's libraries; minutes.
 * @param {string} folder an empty folder to work in
 * @param {string} target where the binary is put
 * @throws {SetupFailure} on systems for which there is no recipe
 */
export async function buildWorker(folder, target) {
  if (!isDebian()) {
    throw new SetupFailure(
      'mediasoup’s worker could not be downloaded, and it is built from source on Debian only: put one there yourself and set MEDIASOUP_WORKER_BIN.',
    );
  }
  await installPackages(PACKAGES.worker);
  const build = path.join(folder, 'build');
  const options = [`-DWORKER_DIR=${path.join(MEDIASOUP, 'worker')}`, ...(await cipherOption(path.join(folder, 'srtp')))];
  await execute('preparing the worker’s build', ['cmake', '-G', 'Ninja', '-S', RECIPE, '-B', build, ...options]);
  say('building mediasoup’s worker; this is done once and takes some minutes');
  await execute('building mediasoup’s worker', ['ninja', '-C', build], {
    progress: (line, seconds) => {
      const step = /^\[\d+\/\d+\]/.exec(line)?.[0];
      return `building mediasoup’s worker: ${seconds} s${step === undefined ? '' : ` ${step}`}`;
    },
  });
  copyFileSync(path.join(build, 'mediasoup-worker'), target);
  chmodSync(target, 0o755);
}

/** The faster cipher library where it can be had; the packaged one is as good apart from its speed. */
async function cipherOption(/** @type {string} */ folder) {
  try {
    mkdirSync(folder, { recursive: true });
    return [`-DSRTP_DIR=${await buildCipherLibrary(folder)}`];
  } catch (error) {
    say(`the OpenSSL build of libsrtp2 was not possible, Debian’s own is used: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}
