import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execute } from './execute.mjs';
import { ROOT } from './paths.mjs';

/** @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> }} LockFile */

/** @returns {LockFile} */
function readLock(/** @type {string} */ name) {
  return JSON.parse(readFileSync(path.join(ROOT, name), 'utf8'));
}

/**
 * Compares what is wanted with what npm noted down about what it installed. An optional package may be
 * absent (it is another platform's), but not there in another version.
 * @param {LockFile} wanted
 * @param {LockFile} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([place, entry]) => {
    if (place === '') return true;
    const found = installed.packages[place];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export const dependencies = {
  name: 'npm packages',
  needed() {
    const note = 'node_modules/.package-lock.json';
    return !existsSync(path.join(ROOT, note)) || !isInstalled(readLock('package-lock.json'), readLock(note));
  },
  async run() {
    // npm's scripts stay off: mediasoup's fails without a network, and takes the whole install with it.
    const npm = process.env.npm_execpath;
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await execute('npm ci', npm === undefined ? ['npm', ...args] : [process.execPath, npm, ...args], { cwd: ROOT });
  },
};
