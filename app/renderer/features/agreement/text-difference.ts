import type { AgreementText } from '../../../../sfu-server/protocol/entities/agreement.ts';

/** One line of an agreement in an older and in a newer version; null where it is not in one of them. */
export interface ComparedLine {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Clauses, duties and words of two versions side by side: what is the same stands in one line by its id. @param dutyText how a duty reads */
export function compared(
  before: AgreementText,
  after: AgreementText,
  dutyText: (duty: AgreementText['duties'][number]) => string,
): ComparedLine[] {
  const linesOf = (text: AgreementText): [string, string][] => [
    ['facts', text.facts],
    ...text.clauses.map((clause): [string, string] => [clause.id, clause.text]),
    ...text.duties.map((duty): [string, string] => [duty.id, dutyText(duty)]),
    ['performance', text.performance],
    ['copies', `一式${text.copies}份`],
  ];
  const old = new Map(linesOf(before));
  const now = new Map(linesOf(after));
  const lines = [...new Set([...now.keys(), ...old.keys()])].map((key) => ({
    key,
    before: old.get(key) ?? null,
    after: now.get(key) ?? null,
  }));
  // What neither of them says is no line.
  return lines.filter(({ before, after }) => (before ?? '') !== '' || (after ?? '') !== '');
}
