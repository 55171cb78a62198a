import { blockOfText, lineOfText, phoneSchema } from '../../../sfu-server/protocol/primitives.ts';

/** What is wrong with a text, as a key of the namespace `forms`. */
export type TextProblem = 'problem.missing' | 'problem.long' | 'problem.characters' | 'problem.phone';

interface TextRule {
  /** Characters. */
  readonly max: number;
  readonly required?: boolean;
}

/** Why a line cannot be sent as it is; null where it can. */
export function lineProblem(text: string, { max, required = false }: TextRule): TextProblem | null {
  const trimmed = text.trim();
  if (trimmed === '') return required ? 'problem.missing' : null;
  if (trimmed.length > max) return 'problem.long';
  return lineOfText(max).safeParse(trimmed).success ? null : 'problem.characters';
}

/** The same of a text of several lines. */
export function blockProblem(text: string, { max, required = false }: TextRule): TextProblem | null {
  if (required && text.trim() === '') return 'problem.missing';
  if (text.length > max) return 'problem.long';
  return blockOfText(max).safeParse(text).success ? null : 'problem.characters';
}

/** The same of a telephone number. */
export function phoneProblem(text: string, required = false): TextProblem | null {
  if (text.trim() === '') return required ? 'problem.missing' : null;
  return phoneSchema.safeParse(text).success ? null : 'problem.phone';
}

/** What was typed on several lines, as one. */
export function oneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('\t', ' ');
}

/** A field that may stay empty, as it is sent. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
