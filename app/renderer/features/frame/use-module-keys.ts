import { useEffect } from 'react';
import { MODULES } from '../../store/desk.ts';
import { useDeskStore } from '../../store/desk-context.tsx';

/** The keys of a keyboard's upper row, as `KeyboardEvent.code` has them and as people write them, for the modules in their order. */
const KEYS = [...'1234567890'].map((digit) => ({ code: `Digit${digit}`, name: digit })).concat({ code: 'Minus', name: '-' });

/** `Alt+1`; none where there are more modules than keys. */
export function keyOfModule(index: number): string | undefined {
  const key = KEYS[index];
  return key === undefined ? undefined : `Alt+${key.name}`;
}

/** Alt+1 … Alt+9, Alt+0 and Alt+- open the modules in their order. Not Ctrl: browsers keep that for their tabs. */
export function useModuleKeys(): void {
  const desk = useDeskStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const module = MODULES[KEYS.findIndex(({ code }) => code === event.code)];
      if (module === undefined) return;
      event.preventDefault();
      desk.open(module);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}
