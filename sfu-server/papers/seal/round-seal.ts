import type { SealMark } from '../mediation/inputs.ts';
import { outline } from './outline.ts';

/** 42 mm, as county bodies have it, in pt. */
export const ROUND_SEAL_SIZE = 119;
/** Red of seal paste. */
export const SEAL_RED = '#d11a1a';
/** Of the drawing's own square; the middle is the origin. */
const RADIUS = 100;
const RIM = 5;
const STAR = 30;
/** Of the middles of the characters around. */
const NAME_RADIUS = 76;
/** The name never takes more of the circle than this, degrees. */
const MOST_ARC = 250;
const CODE_RADIUS = 87;
const CODE_STEP = 6.4;

/** The round seal: rim, five-pointed star, the name around it from left to right, the number below. Vectors only. */
export function roundSealSvg({ name, code }: SealMark): string {
  const letters = [...name].map((character, index, all) => arcLetter(character, index, all.length));
  const digits = [...(code ?? '')].map((character, index, all) => codeDigit(character, index, all.length));
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="-102 -102 204 204">',
    `<g fill="${SEAL_RED}" opacity="0.85"><circle r="${RADIUS - RIM / 2}" fill="none" stroke="${SEAL_RED}" stroke-width="${RIM}"/>`,
    `<path d="${starPath()}"/>`,
    ...letters,
    ...digits,
    '</g></svg>',
  ].join('');
}

/** Degrees from the top, evenly about it; the more characters, the narrower each. */
function arcLetter(character: string, index: number, count: number): string {
  const step = Math.min(MOST_ARC / Math.max(count - 1, 1), 36);
  const angle = (index - (count - 1) / 2) * step;
  const chord = ((step * Math.PI) / 180) * NAME_RADIUS;
  return outline(character, { ...on(NAME_RADIUS, angle), width: Math.min(chord * 0.86, 30), height: 34, turn: angle });
}

/** Along the lower rim, read from left to right from within. */
function codeDigit(character: string, index: number, count: number): string {
  const angle = 180 - (index - (count - 1) / 2) * CODE_STEP;
  return outline(character, { ...on(CODE_RADIUS, angle), width: 11, height: 11, turn: angle - 180 });
}

function on(radius: number, angle: number): { x: number; y: number } {
  const radians = (angle * Math.PI) / 180;
  return { x: radius * Math.sin(radians), y: -radius * Math.cos(radians) };
}

function starPath(): string {
  const inner = STAR * 0.382;
  const points = Array.from({ length: 10 }, (_, index) => on(index % 2 === 0 ? STAR : inner, index * 36));
  return `M${points.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}Z`;
}
