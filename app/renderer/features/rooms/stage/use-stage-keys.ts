import { type RefObject, useEffect } from 'react';
import { isTyping } from './is-typing.ts';
import { LAYOUT_MODES, type LayoutMode } from './layout-choice.ts';

export interface StageCommands {
  turn(pages: 1 | -1): void;
  /** Null: as it suits. */
  setMode(mode: LayoutMode | null): void;
}

/** What a key asks for, while nobody types. PageUp and PageDown turn pages; 1 to 5 are the layouts, 0 the automatic one. */
export function commandOf(key: string): ((commands: StageCommands) => void) | null {
  if (key === 'PageDown') return (commands) => commands.turn(1);
  if (key === 'PageUp') return (commands) => commands.turn(-1);
  if (key === '0') return (commands) => commands.setMode(null);
  const mode = /^[1-9]$/.test(key) ? LAYOUT_MODES[Number(key) - 1] : undefined;
  return mode === undefined ? null : (commands) => commands.setMode(mode);
}

/** Keys for the pictures, in the window that they are in. */
export function useStageKeys(element: RefObject<HTMLElement | null>, commands: StageCommands): void {
  useEffect(() => {
    const page = element.current?.ownerDocument;
    if (page === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
      const command = commandOf(event.key);
      if (command === null) return;
      event.preventDefault();
      command(commands);
    };
    page.addEventListener('keydown', onKey);
    return () => page.removeEventListener('keydown', onKey);
  }, [element, commands]);
}
