import { create } from 'qrcode';

/** A QR code as one SVG path on a square of `size` modules: no canvas, no data: image, so no hole in the page's policy. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  }
  return { path, size };
}
