import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

describe('how long to wait for the next attempt', () => {
  it('doubles to 2 s, which a server that is started again takes, and is 5 s for one that stays away for half a minute', () => {
    const backoff = new Backoff(() => 1);
    const waits = Array.from({ length: 22 }, () => backoff.next());
    expect(waits.slice(0, 5)).toEqual([250, 500, 1000, 2000, 2000]);
    expect(waits.slice(-3)).toEqual([2000, 5000, 5000]);
    const quickMs = waits.slice(0, 20).reduce((sum, wait) => sum + wait * 0.75, 0);
    expect(quickMs).toBeGreaterThan(20_000);
  });

  it('is a random part of it, at least half, and short again after a success', () => {
    expect(new Backoff(() => 0).next()).toBe(125);
    const backoff = new Backoff(() => 0.5);
    for (let attempt = 0; attempt < 30; attempt += 1) backoff.next();
    expect(backoff.next()).toBe(3750);
    backoff.reset();
    expect(backoff.next()).toBe(187.5);
  });
});
