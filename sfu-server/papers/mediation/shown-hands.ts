import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { countyDate, countyTime } from '../county-time.ts';
import type { Form } from './form.ts';
import type { SignatureLine } from './inputs.ts';
import { refusedWords } from './signing.ts';

/**
 * Reads a printed paper again and looks for every line to sign on, each with who signs there, and for the name and date under the seal:
 * what a layout has lost would be missed only when it is signed and sealed.
 * @throws Error naming the first line that is not there
 */
export async function mustShowHands(pdf: Uint8Array, form: Form): Promise<void> {
  const expected = [...('signatures' in form ? form.signatures.map(lineWords) : []), ...sealWords(form)];
  if (expected.length === 0) return;
  const text = await textOf(pdf);
  let at = 0;
  // In their order: the names alone stand at the head of the paper as well.
  for (const words of expected) {
    const found = text.indexOf(bare(words), at);
    if (found < 0) throw new Error(`The printed paper lacks “${words}”.`);
    at = found + bare(words).length;
  }
}

function lineWords({ role, name, picture, signedAt, refusal }: SignatureLine): string {
  if (refusal !== undefined) return refusedWords(role, name, refusal);
  const time = signedAt === null ? '年月日' : `${countyDate(signedAt)}${countyTime(signedAt)}`;
  return `${role}（签名）：${picture === null ? '' : name}${time}`;
}

function sealWords(form: Form): string[] {
  return 'sealedAt' in form && form.seal !== null && form.sealedAt !== null ? [`${form.committee}${countyDate(form.sealedAt)}`] : [];
}

async function textOf(pdf: Uint8Array): Promise<string> {
  // It takes the bytes for itself.
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await task.promise;
    let text = '';
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      text += items.map((item) => ('str' in item ? item.str : '')).join('');
    }
    return bare(text);
  } finally {
    await task.destroy();
  }
}

/** Letters and figures alone, compatibility forms as one: two signs of punctuation may share one picture, and come back as the other. */
function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');
}
