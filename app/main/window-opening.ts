import type { BrowserWindowConstructorOptions, HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import { STAGE_WINDOW_NAME } from '../bridge/stage-window-name.ts';
import { isOwnPage } from './permissions.ts';

/** `stage`: the room's second window; `outside`: for the person's browser; `refused`: nothing happens. */
export type Opening = 'stage' | 'outside' | 'refused';

/**
 * What becomes of a page's wish for a window.
 *
 * @param openerUrl of the page that asks: only our own has a second window, and it loads nothing into it
 */
export function openingOf({ url, frameName }: Pick<HandlerDetails, 'url' | 'frameName'>, openerUrl: string): Opening {
  if (!isOwnPage(openerUrl)) return 'refused';
  if (url.startsWith('https://')) return 'outside';
  return url === 'about:blank' && frameName === STAGE_WINDOW_NAME ? 'stage' : 'refused';
}

/** What Electron is to do; `window` is the console's, whose protections the second one has too, without its preload. */
export function answerTo(opening: Opening, window: BrowserWindowConstructorOptions): WindowOpenHandlerResponse {
  if (opening !== 'stage') return { action: 'deny' };
  const { preload: _, ...webPreferences } = window.webPreferences ?? {};
  const { autoHideMenuBar = true, backgroundColor = '' } = window;
  return {
    action: 'allow',
    overrideBrowserWindowOptions: { autoHideMenuBar, backgroundColor, minWidth: 480, minHeight: 270, webPreferences },
  };
}
