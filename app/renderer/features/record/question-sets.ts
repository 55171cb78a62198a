/** The sets that come with the console, in the order of a hearing; their words are texts of the interface. */
export const QUESTION_SETS = ['opening', 'notice', 'facts', 'issues', 'bargaining', 'closing'] as const;
export type QuestionSetKey = (typeof QUESTION_SETS)[number];

/** One line of the record each. */
export function linesOfText(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
