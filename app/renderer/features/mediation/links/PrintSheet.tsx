import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { QrCode } from '../../../ui/QrCode.tsx';
import styles from './PrintSheet.module.css';

interface PrintSheetProps {
  readonly title: string;
  /** What the code leads to. */
  readonly url: string;
  /** Lines below the code. */
  readonly lines: readonly string[];
  /** Printed, or given up. */
  onDone(): void;
}

/** A sheet with a code, on paper alone: asks the browser to print it as soon as it is drawn. */
export function PrintSheet({ title, url, lines, onDone }: PrintSheetProps) {
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const ended = () => done.current();
    window.addEventListener('afterprint', ended);
    window.print();
    return () => window.removeEventListener('afterprint', ended);
  }, []);
  return createPortal(
    <div className={styles.sheet} data-testid="print-sheet">
      <h1>{title}</h1>
      <QrCode className={styles.qr} text={url} label={title} />
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>,
    document.body,
  );
}
