import { useEffect } from 'react';
import { MODULES } from '../../store/desk.ts';
import { useDeskStore } from '../../store/desk-context.tsx';

/** Alt+1 … Alt+9 open the modules in their order. Not Ctrl: browsers keep that for their tabs. */
export function useModuleKeys(): void {
  const desk = useDeskStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
      const module = MODULES[Number(event.code.slice(5)) - 1];
      if (module === undefined) return;
      event.preventDefault();
      desk.open(module);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}
