import { describe, expect, test } from 'vitest';
import { LimitJudge, limitIn } from './sending-watch.ts';

const layer = (reason: string) => ['id', { type: 'outbound-rtp', kind: 'video', qualityLimitationReason: reason }] as const;

describe('what keeps a picture from being better', () => {
  test('is the machine before the line, in whatever layer', () => {
    expect(limitIn([layer('none'), layer('bandwidth')])).toBe('line');
    expect(limitIn([layer('bandwidth'), layer('cpu')])).toBe('machine');
    expect(limitIn([layer('none')])).toBeNull();
  });

  test('is believed only after it was seen three times in a row, and said once', () => {
    const judge = new LimitJudge();
    expect(['line', null, 'line', 'line', 'line', 'line'].map((seen) => judge.see(seen as 'line' | null))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'line',
      undefined,
    ]);
    expect([judge.see(null), judge.see(null), judge.see(null)]).toEqual([undefined, undefined, null]);
  });
});
