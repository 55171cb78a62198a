// npm run console: one console. Electron where its binary is; else the browser host with the system's Chromium as an app window.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findChromium, hasDisplay, openAppWindow } from './programs/chromium.ts';
import { FORGE, hasElectron } from './programs/electron.ts';
import { buildPage } from './programs/page.ts';
import { askedToEnd, ProgramFailure } from './programs/program.ts';
import { startBrowserHost } from './programs/server.ts';
import { ROOT } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

const args = process.argv.slice(2);
// Only what concerns the window is read here; every option is checked by the program that it is for.
const { values: window } = parseArgs({
  args,
  strict: false,
  options: { browser: { type: 'boolean' }, 'no-open': { type: 'boolean' } },
});

async function inElectron(): Promise<number> {
  const child = spawn(process.execPath, [FORGE, 'start', '--', ...args], { cwd: ROOT, stdio: 'inherit' });
  void askedToEnd().then((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function inBrowser(): Promise<number> {
  const ending = askedToEnd();
  await buildPage();
  const host = await startBrowserHost({ args, log: 'inherit', echo: true });
  const opened = window.browser === true || window['no-open'] === true ? null : open(host.listening.url);
  const asked = await Promise.race([ending, host.exited, ...(opened === null ? [] : [opened.closed])]);
  await opened?.close();
  return typeof asked === 'number' ? asked : host.stop();
}

function open(url: string) {
  const chromium = findChromium();
  if (chromium === null || !hasDisplay()) {
    say(`${chromium === null ? 'there is no Chromium here' : 'there is no display here'}; open ${url} in a browser`);
    return null;
  }
  return openAppWindow(chromium, url);
}

try {
  process.exit(await (window.browser !== true && hasElectron() ? inElectron() : inBrowser()));
} catch (error) {
  if (!(error instanceof ProgramFailure)) say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
