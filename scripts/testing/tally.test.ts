import { describe, expect, it } from 'vitest';
import { add, closingLine, tallyOf } from './tally.ts';

const report = (...files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    testResults: files.map((file, index) => ({
      name: `file-${index}`,
      status: file.status,
      assertionResults: file.tests.map((status) => ({ status })),
    })),
  });

describe('the tally of a test run', () => {
  it('counts tests one by one over all files', () => {
    const text = report({ status: 'passed', tests: ['passed', 'passed'] }, { status: 'failed', tests: ['passed', 'failed', 'skipped'] });
    expect(tallyOf(text, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(tallyOf(report({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('does not call a run passed that ended with an error beside its tests, or without a report', () => {
    expect(tallyOf(report({ status: 'passed', tests: ['passed'] }), 1).failed).toBe(1);
    expect(tallyOf(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('closes with the plain line, and mentions skipped tests only where there are some', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine(add({ passed: 1, failed: 2, skipped: 0 }, { passed: 0, failed: 0, skipped: 3 }))).toBe(
      '1 passed, 2 failed, 3 skipped',
    );
  });
});
