import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Font, openSync } from 'fontkit';

/** A face of a font file: the name within a collection, or null where the file is the face. */
export interface Face {
  readonly file: string;
  readonly name: string | null;
}

/** One family that papers are set in. */
export interface Family {
  /** As pdfmake calls it. */
  readonly name: string;
  readonly regular: Face;
  readonly bold: Face;
}

const NOTO = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
const CJK = '/usr/share/fonts/opentype/noto';
const HANAZONO = '/usr/share/fonts/truetype/hanazono';
const whole = (file: string): Face => ({ file, name: null });

/** The one that comes with the project, then the system's, in the order in which they are asked: Noto looks like the first, Hanazono has most. */
const CANDIDATES: readonly Family[] = [
  {
    name: 'serif',
    regular: whole(join(NOTO, '400Regular/NotoSerifSC_400Regular.ttf')),
    bold: whole(join(NOTO, '700Bold/NotoSerifSC_700Bold.ttf')),
  },
  {
    name: 'cjk',
    regular: { file: `${CJK}/NotoSerifCJK-Regular.ttc`, name: 'NotoSerifCJKsc-Regular' },
    bold: { file: `${CJK}/NotoSerifCJK-Bold.ttc`, name: 'NotoSerifCJKsc-Bold' },
  },
  { name: 'hanazonoA', regular: whole(`${HANAZONO}/HanaMinA.ttf`), bold: whole(`${HANAZONO}/HanaMinA.ttf`) },
  { name: 'hanazonoB', regular: whole(`${HANAZONO}/HanaMinB.ttf`), bold: whole(`${HANAZONO}/HanaMinB.ttf`) },
];

/** The families that are on this machine; the first always is. */
export const FAMILIES: readonly Family[] = CANDIDATES.filter(({ regular, bold }) => existsSync(regular.file) && existsSync(bold.file));

const opened = new Map<string, Font>();

/** The face, opened once a thread. @throws where the file is no font or lacks the face */
export function openFace({ file, name }: Face): Font {
  const kept = opened.get(file);
  if (kept !== undefined) return kept;
  const font = name === null ? openSync(file) : openSync(file, name);
  if (!('glyphForCodePoint' in font)) throw new Error(`${file} is a collection, not a face.`);
  opened.set(file, font);
  return font;
}
