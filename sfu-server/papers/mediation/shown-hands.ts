import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { countyDate, countyTime } from '../county-time.ts';
import type { Form } from './form.ts';
import type { SignatureLine } from './inputs.ts';
import { FOOT } from './sheet.ts';
import { refusedWords } from './signing.ts';

/**
 * Reads a printed paper again and looks for every line to sign on, each with who signs there, for the name and date under the seal, and
 * for every line of a record: what a layout has lost would be missed only when it is signed and sealed.
 * @throws Error naming the first line that is not there
 */
export async function mustShowHands(pdf: Uint8Array, form: Form): Promise<void> {
  const hands = [...('signatures' in form ? form.signatures.map(lineWords) : []), ...sealWords(form)];
  const spoken = 'lines' in form ? form.lines.map(({ speaker, text }) => `${speaker}：${text}`) : [];
  if (hands.length + spoken.length === 0) return;
  let missing: string | null = hands[0] ?? null;
  let whole = '';
  // From the end, where people sign: what has no lines of a record is not read to its beginning.
  for await (const text of textFromTheEnd(pdf)) {
    whole = text;
    if (missing !== null) missing = firstMissing(text, hands);
    if (missing === null && spoken.length === 0) return;
  }
  missing ??= firstMissing(whole, spoken);
  if (missing !== null) throw new Error(`The printed paper lacks “${missing}”.`);
}

/** In their order: the names alone stand at the head of the paper as well. */
function firstMissing(text: string, expected: readonly string[]): string | null {
  let at = 0;
  for (const words of expected) {
    const found = text.indexOf(bare(words), at);
    if (found < 0) return words;
    at = found + bare(words).length;
  }
  return null;
}

function lineWords({ role, name, picture, signedAt, refusal }: SignatureLine): string {
  if (refusal !== undefined) return refusedWords(role, name, refusal);
  const time = signedAt === null ? '年月日' : `${countyDate(signedAt)}${countyTime(signedAt)}`;
  return `${role}（签名）：${picture === null ? '' : name}${time}`;
}

function sealWords(form: Form): string[] {
  return 'sealedAt' in form && form.seal !== null && form.sealedAt !== null ? [`${form.committee}${countyDate(form.sealedAt)}`] : [];
}

/** The text of the last page, of the last two, and so on. */
async function* textFromTheEnd(pdf: Uint8Array): AsyncIterable<string> {
  // It takes the bytes for itself.
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await task.promise;
    let text = '';
    for (let number = document.numPages; number > 0; number -= 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      text = bare(items.map((item) => ('str' in item && !isFoot(item) ? item.str : '')).join('')) + text;
      yield text;
    }
  } finally {
    await task.destroy();
  }
}

/** The number of the page stands between the halves of what is broken over two. */
function isFoot({ transform }: { readonly transform: readonly unknown[] }): boolean {
  return Number(transform[5]) < FOOT;
}

/** Letters and figures alone, compatibility forms as one: two signs of punctuation may share one picture, and come back as the other. */
function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');
}
