import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartupFailure } from './startup-failure.ts';

/**
 * Makes a folder for the server's own data, closed to others, where there is none, and sees that it can be written.
 * @returns its absolute path
 * @throws StartupFailure
 */
export function prepareFolder(dir: string): string {
  const path = resolve(dir);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartupFailure(`The data folder ${path} cannot be written (${reason}); choose another with --data-dir.`);
  }
  return path;
}
