import { describe, expect, it } from 'vitest';
import { quantile, resultLine, spread } from './figures.ts';

describe('figures', () => {
  it('are the middle and the 95th percentile of the samples, whatever their order', () => {
    const samples = Array.from({ length: 21 }, (_, index) => 20 - index);
    expect(spread(samples)).toEqual({ median: 10, p95: 19, runs: 21 });
    expect(quantile([1, 2], 0.5)).toBe(1.5);
  });

  it('are refused where nothing was measured', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('are printed as one JSON line with the machine they were measured on', () => {
    const parsed: unknown = JSON.parse(resultLine('join', { first_frame_ms: spread([1]) }));
    expect(parsed).toMatchObject({ bench: 'join', figures: { first_frame_ms: { median: 1, p95: 1, runs: 1 } } });
    expect(parsed).toHaveProperty('machine.cores');
  });
});
