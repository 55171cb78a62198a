import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder } from './paths.mjs';
import { say } from './progress.mjs';

/** How often a waiting set-up looks whether the other one is done, ms. */
const LOOK_MS = 500;

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Runs `work` while no other set-up of this user runs, in whichever clone. A lock whose owner has died is taken over.
 * @param {() => Promise<void>} work
 */
export async function alone(work) {
  const file = path.join(cacheFolder(), 'setup.lock');
  mkdirSync(path.dirname(file), { recursive: true });
  for (let said = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = readOwner(file);
    if (owner !== null && !isAlive(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!said) say(`waiting for another set-up (process ${owner ?? 'unknown'}) to finish`);
    said = true;
    await wait(LOOK_MS);
  }
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @returns {number | null} null while the file is being written or has just gone */
function readOwner(/** @type {string} */ file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}
