import type { Dispose } from '../../../../bridge/bridge.ts';
import { isTyping } from '../stage/is-typing.ts';

/** What push-to-talk opens and closes. */
export interface TalkSwitch {
  /** Off just now, and one may speak: the only case in which the space bar does anything. */
  mayTalk(): boolean;
  turn(on: boolean): void;
}

const CONTROLS = 'button, a[href], summary, [role="button"], [role="radio"], [role="menuitem"], [role="checkbox"], [role="tab"]';

/**
 * Opens the microphone while the space bar is held, in one document. Whoever types is left alone, and so is whoever goes from
 * control to control with the keyboard: there the bar presses what has the focus. Where a mouse has left the focus it does not.
 */
export function holdSpaceToTalk(page: Document, talk: TalkSwitch): Dispose {
  let held = false;
  let byKeyboard = false;
  const release = () => {
    if (!held) return;
    held = false;
    talk.turn(false);
  };
  const onDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || event.key.startsWith('Arrow')) byKeyboard = true;
    if (event.code !== 'Space') return;
    if (held) {
      event.preventDefault();
      return;
    }
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    const onControl = (event.target as Partial<Element> | null)?.closest?.(CONTROLS) != null;
    if ((onControl && byKeyboard) || !talk.mayTalk()) return;
    event.preventDefault();
    held = true;
    talk.turn(true);
  };
  const onUp = (event: KeyboardEvent) => {
    if (event.code !== 'Space' || !held) return;
    // Else the button under the focus is pressed by it.
    event.preventDefault();
    release();
  };
  const onPointer = () => {
    byKeyboard = false;
  };
  const view = page.defaultView;
  page.addEventListener('keydown', onDown, true);
  page.addEventListener('keyup', onUp, true);
  page.addEventListener('pointerdown', onPointer, true);
  page.addEventListener('visibilitychange', release);
  // Whoever goes to another window lets go of the bar there, which nobody tells us.
  view?.addEventListener('blur', release);
  return () => {
    release();
    page.removeEventListener('keydown', onDown, true);
    page.removeEventListener('keyup', onUp, true);
    page.removeEventListener('pointerdown', onPointer, true);
    page.removeEventListener('visibilitychange', release);
    view?.removeEventListener('blur', release);
  };
}
