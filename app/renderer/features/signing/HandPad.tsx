import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import SignaturePad, { type PointGroup } from 'signature_pad';
import type { Hand } from '../../../../sfu-server/protocol/case-paper.ts';
import { handOf, INK, scaled } from './hand.ts';
import styles from './Signing.module.css';

export interface HandPadHandle {
  clear(): void;
  /** What was drawn; null where that is too little for a name. */
  hand(): Hand | null;
}

/** Where a hand is drawn with finger, pen or mouse. Turning the phone keeps what was drawn, in proportion. */
export const HandPad = forwardRef<HandPadHandle, { onChange: (empty: boolean) => void }>(function HandPad({ onChange }, handle) {
  const { t } = useTranslation('papers');
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null) return;
    const made = new SignaturePad(sheet, { penColor: INK, minWidth: 1, maxWidth: 3, minDistance: 2, throttle: 8 });
    pad.current = made;
    let width = 0;
    const resize = () => {
      if (sheet.clientWidth === 0 || sheet.clientWidth === width) return;
      const kept: PointGroup[] = width === 0 ? [] : scaled(made.toData(), sheet.clientWidth / width);
      width = sheet.clientWidth;
      const pixels = Math.max(1, window.devicePixelRatio);
      sheet.width = Math.round(width * pixels);
      sheet.height = Math.round(sheet.clientHeight * pixels);
      sheet.getContext('2d')?.scale(pixels, pixels);
      made.clear();
      made.fromData(kept, { clear: false });
    };
    const changed = () => onChange(made.isEmpty());
    const watch = new ResizeObserver(resize);
    watch.observe(sheet);
    resize();
    made.addEventListener('endStroke', changed);
    return () => {
      watch.disconnect();
      made.removeEventListener('endStroke', changed);
      made.off();
      pad.current = null;
    };
  }, [onChange]);
  useImperativeHandle(handle, () => ({
    clear: () => {
      pad.current?.clear();
      onChange(true);
    },
    hand: () => (pad.current === null || canvas.current === null ? null : handOf(pad.current.toData(), canvas.current.clientWidth)),
  }));
  return <canvas ref={canvas} className={styles.pad} role="img" aria-label={t('pad.label')} data-testid="hand-pad" />;
});
