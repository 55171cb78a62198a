import { STAGE_WINDOW_NAME } from '../../../../bridge/stage-window-name.ts';
import type { StageStore } from './StageStore.ts';

/** As of a second screen's upper half: whoever moves it there makes it as large as they like. */
const FEATURES = 'popup,width=1280,height=760';

/** Gives a second window the look of this one, and keeps it so. @returns what ends that */
function dress(window: Window): () => void {
  const page = window.document;
  const copy = () => {
    page.head.replaceChildren(page.createElement('title'));
    for (const style of document.head.querySelectorAll('style, link[rel="stylesheet"]')) page.head.append(page.importNode(style, true));
    Object.assign(page.documentElement.dataset, document.documentElement.dataset);
    page.documentElement.lang = document.documentElement.lang;
  };
  copy();
  // Styles of parts that are loaded later, and the theme, follow.
  const observer = new MutationObserver(() => {
    const { title } = page;
    copy();
    page.title = title;
  });
  observer.observe(document.head, { childList: true });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
  return () => observer.disconnect();
}

/**
 * Opens a second window for the pictures; closing it brings them back. It shares this page's memory, and with it the
 * seat and its tracks: a window that loaded the page anew would need a seat of its own.
 */
export function openStageWindow(stage: StageStore, title: string): void {
  const window = globalThis.window.open('', STAGE_WINDOW_NAME, FEATURES);
  // The browser may keep it from opening; everything stays where it is then.
  if (window === null) return;
  const undress = dress(window);
  window.document.title = title;
  const closeAlong = () => window.close();
  globalThis.window.addEventListener('pagehide', closeAlong);
  window.addEventListener('pagehide', () => {
    undress();
    globalThis.window.removeEventListener('pagehide', closeAlong);
    stage.setWindow(null);
  });
  stage.setWindow(window);
}
