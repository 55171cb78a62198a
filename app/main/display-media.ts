import { type BrowserWindow, type DesktopCapturerSource, desktopCapturer, Menu, type Session } from 'electron';
import { isOwnPage } from './permissions.ts';
import { givesSystemSound } from './screen-sound.ts';

/** Screen sharing: the person chooses the screen or window from a menu; on Wayland and macOS the system asks itself. */
export function offerScreens(session: Session, window: () => BrowserWindow | null): void {
  session.setDisplayMediaRequestHandler(
    (request, callback) => {
      if (!isOwnPage(request.securityOrigin)) return callback({});
      desktopCapturer
        .getSources({ types: ['screen', 'window'], thumbnailSize: { width: 0, height: 0 } })
        .then((sources) => choose(sources, window()))
        .then((source) => {
          if (source === null) return callback({});
          const sound = givesSystemSound(request, source.id, process.platform);
          return callback(sound ? { video: source, audio: 'loopback' } : { video: source });
        })
        // Electron throws where nothing is given back; the page hears of it as a refusal, which is what it is.
        .catch(() => undefined);
    },
    { useSystemPicker: true },
  );
}

function choose(sources: readonly DesktopCapturerSource[], window: BrowserWindow | null): Promise<DesktopCapturerSource | null> {
  // With one source the system has asked already (the portal of Wayland gives back what was chosen there).
  if (sources.length <= 1 || window === null) return Promise.resolve(sources[0] ?? null);
  return new Promise((resolve) => {
    const menu = Menu.buildFromTemplate(sources.map((source) => ({ label: source.name, click: () => resolve(source) })));
    // A click comes before the menu is told to be closed, or shortly after it, depending on the desktop.
    menu.popup({ window, callback: () => setTimeout(() => resolve(null), 200) });
  });
}
