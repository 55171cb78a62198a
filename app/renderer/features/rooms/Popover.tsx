import { type ReactNode, useEffect, useRef, useState } from 'react';
import buttons from './controls.module.css';
import { Icon, type IconName } from './icons.tsx';
import styles from './Popover.module.css';

export interface PopoverProps {
  readonly label: string;
  readonly icon: IconName;
  readonly testId: string;
  /** What is inside, given what closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel below itself. Escape or a click elsewhere closes it. */
export function Popover({ label, icon, testId, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div ref={root} className={styles.root}>
      <button type="button" className={buttons.button} data-testid={testId} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={icon} size={16} /> {label}
      </button>
      {open && (
        <div className={styles.panel} role="dialog" aria-label={label}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}
