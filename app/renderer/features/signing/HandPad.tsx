import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import SignaturePad from 'signature_pad';
import { type Hand, isHand, PAD_HEIGHT, PAD_WIDTH } from '../../../../sfu-server/protocol/case-paper.ts';
import styles from './Signing.module.css';

export interface HandPadHandle {
  clear(): void;
  /** What was drawn; null where that is too little for a name. */
  hand(): Hand | null;
}

/** Drawn darker than ink would be: thin strokes stay readable on paper. */
const INK = '#101840';

/** Where a hand is drawn with finger, pen or mouse. Its units are the same on every screen, see PAD_WIDTH. */
export const HandPad = forwardRef<HandPadHandle, { onChange: (empty: boolean) => void }>(function HandPad({ onChange }, handle) {
  const { t } = useTranslation('papers');
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null) return;
    const made = new SignaturePad(sheet, { penColor: INK, minWidth: 3, maxWidth: 9, minDistance: 2, throttle: 8 });
    pad.current = made;
    const changed = () => onChange(made.isEmpty());
    made.addEventListener('endStroke', changed);
    // The drawing keeps its own units; turning the phone changes only how large it is shown.
    return () => {
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
    hand: () => (pad.current === null ? null : handOf(pad.current)),
  }));
  return (
    <canvas
      ref={canvas}
      className={styles.pad}
      width={PAD_WIDTH}
      height={PAD_HEIGHT}
      role="img"
      aria-label={t('pad.label')}
      data-testid="hand-pad"
    />
  );
});

function handOf(pad: SignaturePad): Hand | null {
  const groups = pad.toData();
  const began = groups[0]?.points[0]?.time ?? 0;
  const strokes = groups.map(({ points }) =>
    points.slice(0, 2000).flatMap(({ x, y, time }) => [within(x, PAD_WIDTH), within(y, PAD_HEIGHT), within(time - began, 3_600_000)]),
  );
  if (strokes.length === 0 || !isHand(strokes)) return null;
  return { strokes: strokes.slice(0, 300), picture: pad.toDataURL('image/png').slice('data:image/png;base64,'.length) };
}

function within(value: number, most: number): number {
  return Math.round(Math.min(Math.max(value, 0), most));
}
