import type { Column, Content, ContentColumns } from 'pdfmake/interfaces.js';
import { countyDate, countyTime } from '../county-time.ts';
import { nameSealSvg } from '../seal/name-seal.ts';
import { ROUND_SEAL_SIZE, roundSealSvg } from '../seal/round-seal.ts';
import type { SealMark, SignatureLine } from './inputs.ts';
import { SIZES } from './sheet.ts';

/** Room for a hand, pt. */
const HAND: [number, number] = [96, 38];
const ROLE_WIDTH = 132;

/** Most name seals that stand side by side. */
const SEALS_ABREAST = 6;

/** Lines to sign on, one below another: role, the hand at its place, and when it was made. */
export function signatures(lines: readonly SignatureLine[]): Content {
  return { stack: lines.map(line), margin: [0, 14, 0, 0] };
}

/** So many hands and so many characters (last words, reasons for not signing) are less than a page together. */
const TOGETHER = { hands: 4, characters: 500 } as const;

/**
 * What ends a paper: its last words with the lines to sign on, so that nobody signs a page without text. Where they are many, with the
 * first of them, and every further line stays whole by itself: pdfmake leaves out, without a word, what must not break and is higher than
 * a page.
 */
export function signedBelow(words: readonly Content[], lines: readonly SignatureLine[]): Content[] {
  const characters = JSON.stringify(words).length + lines.reduce((sum, { refusal = '' }) => sum + refusal.length, 0);
  const together = lines.length <= TOGETHER.hands && characters <= TOGETHER.characters ? lines.length : 1;
  // Words that may be higher than a page by themselves (sixty names) are broken.
  if (JSON.stringify(words).length > TOGETHER.characters) return [...words, ...(lines.length === 0 ? [] : [signatures(lines)])];
  const first = lines.slice(0, together);
  const last = { stack: [...words, ...(first.length === 0 ? [] : [signatures(first)])], unbreakable: true };
  return [last, ...lines.slice(together).map(line)];
}

function line({ role, name, picture, signedAt, refusal }: SignatureLine): Content {
  if (refusal !== undefined) return { text: refusedWords(role, name, refusal), unbreakable: true, margin: [0, 14, 0, 14] } as Content;
  const time = signedAt === null ? '　　　　年　　月　　日' : `${countyDate(signedAt)} ${countyTime(signedAt)}`;
  return {
    columns: [
      { text: `${role}（签名）：`, width: ROLE_WIDTH, margin: [0, 14, 0, 0] },
      picture === null ? { text: '', width: HAND[0] } : { image: picture, fit: HAND, width: HAND[0] },
      { text: picture === null ? '' : name, width: 72, fontSize: SIZES.small, margin: [4, 18, 0, 0], color: '#444444' },
      { text: time, width: '*', fontSize: SIZES.cell, alignment: 'right', margin: [0, 16, 0, 0] },
    ],
    unbreakable: true,
    margin: [0, 0, 0, 2],
    // An empty line is as high as a signed one, for signing by hand on paper.
    ...(picture === null ? { marginBottom: 14 } : {}),
  } as Content;
}

/** Most name seals that have room on the left of the committee's. */
const SEALS_BESIDE = 2;
/** Room for them, pt. */
const BESIDE_WIDTH = 190;
/** How far it does, pt. */
const ABOVE = 34;

/**
 * As `signedBelow`, with the seals at the end: name seals of mediators on the left, the committee's on the right. The last hand stays
 * with the seal, so that it is never set on a page without words.
 */
export function sealedBelow(
  words: readonly Content[],
  lines: readonly SignatureLine[],
  { names, committee, at, seal }: { names: readonly string[]; committee: string; at: number | null; seal: SealMark | null },
): Content[] {
  const kept = (...stack: Content[]) => ({ stack, unbreakable: true }) as Content;
  if (names.length > SEALS_BESIDE) {
    const rows = nameSeals(names);
    return [...signedBelow(words, lines), ...rows.slice(0, -1), kept(...rows.slice(-1), sealedBy(committee, at, seal))];
  }
  const last = lines.length > 1 ? lines.slice(-1) : [];
  // The round seal reaches up beside the hand above it.
  const round = sealedBy(committee, at, seal, last.length === 0 ? 0 : ABOVE);
  const ofMediators = { width: BESIDE_WIDTH, stack: [nameSealRow(names, '调解员（印）：')], margin: [0, seal === null ? 0 : 8, 0, 0] };
  const marks = names.length === 0 ? round : ({ columns: [ofMediators, { width: '*', stack: [round] }] } as Content);
  return [...signedBelow(words, lines.slice(0, lines.length - last.length)), kept(...last.map(line), marks)];
}

/** How a line says that somebody does not sign. */
export function refusedWords(role: string, name: string, refusal: string): string {
  return `${role} ${name} 拒签：${refusal}`;
}

/**
 * The seal over name and date of who seals, as it is set by hand: upright, on the right, across the date.
 * @param room that is free above it, pt
 */
export function sealedBy(name: string, at: number | null, seal: SealMark | null, room = 0): Content {
  const pad = seal === null ? 0 : ROUND_SEAL_SIZE / 2 - 16;
  return {
    unbreakable: true,
    stack: [
      { text: '', margin: [0, Math.max(0, pad - room), 0, 0] },
      {
        columns: [
          { text: '', width: '*' },
          {
            width: 250,
            stack: [
              { text: seal === null ? `${name}（印章）` : name, alignment: 'center' },
              { text: at === null ? '　　　　年　　月　　日' : countyDate(at), alignment: 'center' },
              ...(seal === null
                ? []
                : [
                    {
                      svg: roundSealSvg(seal),
                      width: ROUND_SEAL_SIZE,
                      relativePosition: { x: (250 - ROUND_SEAL_SIZE) / 2, y: -20 - ROUND_SEAL_SIZE / 2 },
                    },
                  ]),
            ],
          },
        ],
      },
      { text: '', margin: [0, pad - 14, 0, 0] },
    ],
    margin: [0, 10, 0, 0],
  } as Content;
}

/** Name seals of mediators, side by side. */
function nameSeals(names: readonly string[]): Content[] {
  if (names.length === 0) return [];
  const rows = Array.from({ length: Math.ceil(names.length / SEALS_ABREAST) }, (_, row) =>
    names.slice(row * SEALS_ABREAST, (row + 1) * SEALS_ABREAST),
  );
  return rows.map(
    (row, at) => ({ ...nameSealRow(row, at === 0 ? '调解员（印）：' : ''), unbreakable: true, margin: [0, 8, 0, 0] }) as Content,
  );
}

function nameSealRow(names: readonly string[], label: string): ContentColumns {
  const columns: Column[] = names.map((name) => ({ svg: nameSealSvg(name), width: 44 }));
  return { columns: [{ text: label, width: 84, noWrap: true, margin: [0, 14, 0, 0] }, ...columns], columnGap: 8 };
}
