import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { distribution } from '../setup/debian.mjs';
import { cacheFolder, ROOT } from '../setup/paths.mjs';

/** The mediasoup package of this clone. */
export const MEDIASOUP = path.join(ROOT, 'node_modules', 'mediasoup');

/** Goes up when the recipe changes, so that what an older one built is not taken for it. */
const RECIPE = 1;

/** Where the worker of this mediasoup and this system is kept, outside the clone. */
export function workerLocation() {
  const { version } = JSON.parse(readFileSync(path.join(MEDIASOUP, 'package.json'), 'utf8'));
  const key = `${version}-${process.platform}-${process.arch}-${distribution()}-r${RECIPE}`;
  const file = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
  return path.join(cacheFolder(), 'worker', key, file);
}

/**
 * The worker to run: `$MEDIASOUP_WORKER_BIN` where somebody set it, else the cached one; undefined where there is none yet.
 * @returns {string | undefined}
 */
export function workerBinary() {
  if (process.env.MEDIASOUP_WORKER_BIN) return process.env.MEDIASOUP_WORKER_BIN;
  if (!existsSync(MEDIASOUP)) return undefined;
  const location = workerLocation();
  return existsSync(location) ? location : undefined;
}
