import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildWorker } from '../worker/build.mjs';
import { downloadWorker } from '../worker/download.mjs';
import { MEDIASOUP, workerLocation } from '../worker/location.mjs';
import { installPackages, isDebian, missingPackages, PACKAGES } from './debian.mjs';
import { execute, look } from './execute.mjs';
import { NODE_MAJOR, projectNode } from './paths.mjs';
import { SetupFailure, say } from './progress.mjs';

const CHECK = new URL('../worker/check.mjs', import.meta.url).pathname;
/** Exit code of the loader where a shared library is missing (ld.so(8)). */
const LIBRARY_MISSING = 127;

const MAKING = '.making-';

/** Whether the binary starts at all; it ends at once for want of a parent that speaks to it. Milliseconds. */
function starts(/** @type {string} */ file) {
  const { code } = look([file]);
  return code !== null && code !== LIBRARY_MISSING;
}

/** Whether mediasoup works with it. */
async function works(/** @type {string} */ file) {
  const node = projectNode();
  if (node === null) throw new SetupFailure(`Node ${NODE_MAJOR} is not there; install it, or let npm install the optional packages.`);
  try {
    await execute('checking the worker', [node, CHECK, file], { timeoutMs: 20_000 });
    return true;
  } catch (error) {
    say(`this worker does not work here: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function fetchOrBuild(/** @type {string} */ folder, /** @type {string} */ target) {
  try {
    say('downloading mediasoup’s worker');
    await downloadWorker(target);
    if (await works(target)) return;
  } catch {
    say('mediasoup’s worker cannot be downloaded here; it is built from its sources');
  }
  rmSync(target, { force: true });
  await buildWorker(folder, target);
  if (!(await works(target))) throw new SetupFailure('The worker that was built does not run; please report the lines above.');
}

export const worker = {
  name: 'mediasoup’s worker',
  needed() {
    if (process.env.MEDIASOUP_WORKER_BIN) return false;
    if (!existsSync(MEDIASOUP)) return true;
    const location = workerLocation();
    return !existsSync(location) || !starts(location);
  },
  async run() {
    const location = workerLocation();
    // One from an earlier clone may lack only its libraries.
    if (existsSync(location) && isDebian() && missingPackages(PACKAGES.worker).length > 0) {
      await installPackages(PACKAGES.worker);
      if (starts(location)) return;
    }
    const parent = path.dirname(path.dirname(location));
    mkdirSync(parent, { recursive: true });
    // Left by a set-up that was killed; no other one runs now.
    for (const name of readdirSync(parent)) if (name.startsWith(MAKING)) rmSync(path.join(parent, name), { recursive: true, force: true });
    const folder = mkdtempSync(path.join(parent, MAKING));
    try {
      const made = path.join(folder, path.basename(location));
      await fetchOrBuild(folder, made);
      mkdirSync(path.dirname(location), { recursive: true });
      renameSync(made, location);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
