import { useMemo } from 'react';
import { qrPath } from '../features/rooms/qr-path.ts';

/** Light around the code, modules; scanners want four (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** A QR code, black on white in every theme. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string | undefined }) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  const side = size + QUIET * 2;
  return (
    <svg className={className} role="img" aria-label={label} viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}>
      <path d={`M${-QUIET} ${-QUIET}h${side}v${side}h-${side}z`} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
