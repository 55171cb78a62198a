import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Names under which a Chromium of the system is known, best first. */
const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const FIXED_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
};

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The system's Chromium, `SHILIAN_CHROMIUM` first; null where there is none. */
export function findChromium(): string | null {
  const given = process.env.SHILIAN_CHROMIUM;
  if (given !== undefined && given !== '') return isExecutable(given) ? given : null;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = FIXED_PLACES[process.platform] ?? LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find(isExecutable) ?? null;
}

/** Whether a window can be shown at all. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

export interface AppWindow {
  /** Settles when the person has closed the window. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens an address as a window of its own, without tabs and address bar. Its profile lives as long as the window: what a seat
 * wants to find again is kept by the host, and a profile that is in use would hand the window over to its other owner.
 */
export function openAppWindow(chromium: string, url: string): AppWindow {
  const profileDir = mkdtempSync(path.join(tmpdir(), 'shilian-window-'));
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    // As in Electron, the console's own page need not ask for each room; the person mutes in the console.
    '--auto-accept-camera-and-microphone-capture',
    '--no-first-run',
    '--no-default-browser-check',
    // In a network that is cut off they would only knock at closed doors.
    '--disable-background-networking',
    '--disable-component-update',
    '--autoplay-policy=no-user-gesture-required',
    // Chromium refuses its sandbox to root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const child = spawn(chromium, args, { stdio: 'ignore' });
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  const closed = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).finally(() => {
    process.off('exit', endWithUs);
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    closed,
    async close() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
