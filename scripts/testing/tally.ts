import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line that a test run ends with, the same in every language of CI. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed${tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`}`;
}

/** What vitest's JSON reporter writes, as far as it is counted. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * Counts the tests of a vitest report. A file that could not be loaded has no tests: it counts as one failure, and so does
 * whatever else made vitest end with an error (an unhandled rejection, no report at all).
 * @param text the report, null where there is none
 */
export function tallyOf(text: string | null, exitCode: number): Tally {
  if (text === null) return { ...NOTHING, failed: 1 };
  let tally = NOTHING;
  for (const file of reportSchema.parse(JSON.parse(text)).testResults) {
    const count = (...states: string[]) => file.assertionResults.filter((result) => states.includes(result.status)).length;
    const failed = count('failed');
    const unloaded = file.status === 'failed' && failed === 0 ? 1 : 0;
    tally = add(tally, { passed: count('passed'), failed: failed + unloaded, skipped: count('skipped', 'pending', 'todo', 'disabled') });
  }
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
