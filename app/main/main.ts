import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, powerMonitor, protocol, safeStorage, session, shell } from 'electron';
import { parseOptions } from '../host/console-options.ts';
import { stderrLog } from '../host/stderr-log.ts';
import { CONNECT_CHANNEL } from '../preload/channel-names.ts';
import { offerScreens } from './display-media.ts';
import { HostConnection } from './host-connection.ts';
import { pageResponse } from './page-response.ts';
import { isOwnPage, mayUse, PAGE_ORIGIN } from './permissions.ts';
import { isRecording, recordingProxyOf, recordingResponse } from './recording-response.ts';
import { SessionVault } from './session-vault.ts';
import { answerTo, openingOf } from './window-opening.ts';
import { windowOptions } from './window-options.ts';

const log = stderrLog();
const options = parseOptions(process.argv.slice(app.isPackaged ? 1 : 2), { strict: false });
const pageDir = app.isPackaged ? join(app.getAppPath(), '.vite/page') : join(app.getAppPath(), 'dist/page');
const scheme = new URL(PAGE_ORIGIN).protocol.slice(0, -1);
let window: BrowserWindow | null = null;
let host: HostConnection | null = null;
let ending = false;

// A console is one for its data folder: Electron's lock lies in there.
app.setPath('userData', join(options.dataDir, 'electron'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => {
    window?.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => {
    ending = true;
    host?.kill();
  });
  app.whenReady().then(open, fail);
}

function open(): void {
  const ses = session.defaultSession;
  // Not before it is needed: what is wrong with the address says the host's process.
  ses.protocol.handle(scheme, (request) =>
    isRecording(request.url) ? recordingResponse(recordingProxyOf({ ...options, log }), request) : pageResponse(pageDir, request.url),
  );
  ses.setPermissionRequestHandler((_contents, permission, callback, details) => callback(mayUse(permission, details.requestingUrl)));
  ses.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  offerScreens(ses, () => window);
  ipcMain.on(CONNECT_CHANNEL, ({ senderFrame }) => {
    if (senderFrame !== null && isOwnPage(senderFrame.url)) host?.connectPage(senderFrame);
  });
  powerMonitor.on('resume', () => host?.tell({ type: 'wake' }));
  startHost();
  openWindow();
}

function startHost(): void {
  const vault = new SessionVault(join(options.dataDir, 'session.bin'), safeStorage, log);
  host = new HostConnection(
    join(import.meta.dirname, 'host-process.mjs'),
    (message) => {
      if (message.type === 'keepSession') vault.save(message.session);
      if (message.type === 'failed') fail(new Error(message.message));
    },
    (code) => {
      if (ending) return;
      log('error', 'the host ended by itself: it is started again, and the page loaded anew', { code });
      startHost();
      window?.webContents.reload();
    },
  );
  const { server, dataDir, caFingerprint } = options;
  host.tell({
    type: 'start',
    serverUrl: server,
    dataDir,
    session: vault.load(),
    ...(caFingerprint === undefined ? {} : { caFingerprint }),
  });
}

function openWindow(): void {
  const consoleWindow = windowOptions(join(import.meta.dirname, 'preload.cjs'));
  const opened = new BrowserWindow(consoleWindow);
  window = opened;
  opened.once('ready-to-show', () => opened.show());
  opened.on('closed', () => {
    window = null;
  });
  // The console shows itself and nothing else; what leads outside goes to the person's browser.
  opened.webContents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  opened.webContents.setWindowOpenHandler((wish) => {
    const opening = openingOf(wish, opened.webContents.getURL());
    if (opening === 'outside') void shell.openExternal(wish.url);
    return answerTo(opening, consoleWindow);
  });
  // The second window is filled by the first and stays as empty as it was opened.
  opened.webContents.on('did-create-window', ({ webContents }) => {
    webContents.on('will-navigate', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  void opened.loadURL(`${PAGE_ORIGIN}/`);
}

function fail(error: unknown): void {
  ending = true;
  dialog.showErrorBox('视联 Shilian', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
