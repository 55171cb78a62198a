import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

const PAPER = 'Shilian Paper';
/** What texts are drawn in: the console's font where the system has it, else the one of our papers, which is always there. */
export const TEXT_FONTS = `"Noto Sans CJK SC", "${PAPER}", sans-serif`;

/** Makes the font of our papers known to the canvas. Twice does no harm. */
export function loadFonts(): void {
  if (GlobalFonts.has(PAPER)) return;
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  GlobalFonts.registerFromPath(join(fonts, '400Regular/NotoSerifSC_400Regular.ttf'), PAPER);
}
