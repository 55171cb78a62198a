import { type KeyboardEvent, useEffect, useRef } from 'react';
import styles from './ActionMenu.module.css';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** Why it cannot be done just now; null where it can. */
  readonly reason: string | null;
  readonly danger?: boolean;
  run(): void;
}

export interface ActionMenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What it belongs to, for its place on the screen. */
  readonly anchor: DOMRect;
  onClose(): void;
}

const WIDTH = 210;
const ROW = 32;
const MARGIN = 8;

/** A menu beside the button that opened it: arrow keys go through it, Escape or a click elsewhere closes it. */
export function ActionMenu({ label, items, anchor, onClose }: ActionMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && menu.current?.contains(event.target) === false) onClose();
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[(next + all.length) % all.length]?.focus();
  };
  const height = items.length * ROW + 2 * MARGIN;
  const top = Math.max(MARGIN, Math.min(anchor.bottom + 2, window.innerHeight - height - MARGIN));
  const left = Math.max(MARGIN, Math.min(anchor.right - WIDTH, window.innerWidth - WIDTH - MARGIN));
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.menu}
      style={{ top, left, width: WIDTH }}
      onKeyDown={onKeyDown}
    >
      {items.map(({ key, label: text, reason, danger, run }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          data-testid={`do-${key}`}
          data-danger={danger === true}
          aria-disabled={reason !== null}
          title={reason ?? text}
          onClick={() => {
            if (reason !== null) return;
            onClose();
            run();
          }}
        >
          <span>{text}</span>
          {reason !== null && <small>{reason}</small>}
        </button>
      ))}
    </div>
  );
}
