import type { BrowserWindowConstructorOptions } from 'electron';

/** The console's window. The page gets no Node, a sandbox, and of Electron only what the preload shows. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1920,
    height: 1080,
    minWidth: 1280,
    minHeight: 720,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#10151c',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      // A wall or a room in a window behind another goes on being decoded and heard.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      spellcheck: false,
    },
  };
}
