import { describe, expect, test } from 'vitest';
import { clockText, dateText, momentText, shortMomentText } from './time.ts';

const at = Date.UTC(2026, 10, 21, 16, 5, 31);

describe('the time on screen', () => {
  test('is the county’s, whatever the machine’s zone is', () => {
    expect(clockText(at)).toBe('00:05:31');
    expect(momentText(at)).toBe('2026-11-22 00:05');
    expect(dateText(at, 'zh-CN')).toContain('11月22日');
  });

  test('leaves the day out only where it is today', () => {
    expect(shortMomentText(at, at + 3_600_000)).toBe('00:05');
    expect(shortMomentText(at - 3_600_000, at)).toBe('11-21 23:05');
  });
});
