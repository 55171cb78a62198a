import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';

const BINARY: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** Whether Electron's binary is on this machine. The package itself is never loaded: that would start a download. */
export function hasElectron(): boolean {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(ROOT, 'node_modules/electron/dist');
  return existsSync(path.join(folder, BINARY[process.platform] ?? 'electron'));
}

/** electron-forge's command line. */
export const FORGE = path.join(ROOT, 'node_modules/@electron-forge/cli/dist/electron-forge.js');
