import {
  AGREEMENT_LIMITS,
  type AgreementText,
  type AgreementWords,
  type Clause,
  type Duty,
  inClauseOrder,
  inDutyOrder,
} from './entities/agreement.ts';

// What each change does to a text: the server applies it, and consoles show it before the server has spoken.

/** Of `T`, what is named. */
type Named<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function withWords(text: AgreementText, { facts, performance, copies }: Named<AgreementWords>): AgreementText {
  return { ...text, facts: facts ?? text.facts, performance: performance ?? text.performance, copies: copies ?? text.copies };
}

/** A clause that is not there is added, at the end where no place is said; one of which no words are known is not. */
export function withClause(text: AgreementText, id: string, { text: words, position }: Named<Omit<Clause, 'id'>>): AgreementText {
  const known = text.clauses.find((one) => one.id === id);
  if (known === undefined && (words === undefined || text.clauses.length >= AGREEMENT_LIMITS.clauses)) return text;
  const last = text.clauses.at(-1)?.position ?? 0;
  const clause = { id, text: words ?? known?.text ?? '', position: position ?? known?.position ?? last + 1 };
  return { ...text, clauses: inClauseOrder([...text.clauses.filter((one) => one.id !== id), clause]) };
}

export function withoutClause(text: AgreementText, id: string): AgreementText {
  return { ...text, clauses: text.clauses.filter((one) => one.id !== id) };
}

export function withDuty(text: AgreementText, duty: Duty): AgreementText {
  const others = text.duties.filter((one) => one.id !== duty.id);
  if (others.length >= AGREEMENT_LIMITS.duties) return text;
  return { ...text, duties: inDutyOrder([...others, duty]) };
}

export function withoutDuty(text: AgreementText, id: string): AgreementText {
  return { ...text, duties: text.duties.filter((one) => one.id !== id) };
}

/** The text alone, as versions keep it. */
export function textOf({ facts, performance, copies, clauses, duties }: AgreementText): AgreementText {
  return { facts, performance, copies, clauses, duties };
}

export function isSameText(a: AgreementText, b: AgreementText): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** The same fields in the same order, whoever has made them. */
function canonical({ facts, performance, copies, clauses, duties }: AgreementText) {
  return [
    facts,
    performance,
    copies,
    clauses.map(({ id, text, position }) => [id, text, position]),
    duties.map(({ id, who, toWhom, what, fen, due, how }) => [id, who, toWhom, what, fen, due, how]),
  ];
}
