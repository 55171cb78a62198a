import { describe, expect, it } from 'vitest';
import { Refusal } from '../protocol/errors.ts';
import { PER_USERNAME, Throttle } from './throttle.ts';

function waitOf(throttle: Throttle, key: string): number {
  try {
    throttle.check(key);
    return 0;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'auth.throttled') return error.retryAfterMs ?? -1;
    throw error;
  }
}

describe('a throttle', () => {
  it('lets the first failures pass, then makes each wait twice as long, up to a minute', () => {
    let now = 0;
    const throttle = new Throttle(PER_USERNAME, () => now);
    const waits: number[] = [];
    for (let failure = 0; failure < 11; failure += 1) {
      const wait = waitOf(throttle, 'duty');
      waits.push(wait);
      now += wait;
      throttle.failed('duty');
    }
    expect(waits).toEqual([0, 0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('counts each key by itself, and a success wipes the slate', () => {
    const throttle = new Throttle(PER_USERNAME, () => 0);
    for (let failure = 0; failure < 3; failure += 1) throttle.failed('duty');
    expect(waitOf(throttle, 'duty')).toBe(1000);
    expect(waitOf(throttle, 'leader')).toBe(0);
    throttle.succeeded('duty');
    expect(waitOf(throttle, 'duty')).toBe(0);
  });

  it('forgets after a quarter of an hour', () => {
    let now = 0;
    const throttle = new Throttle(PER_USERNAME, () => now);
    for (let failure = 0; failure < 9; failure += 1) throttle.failed('duty');
    now = PER_USERNAME.forgottenAfterMs + 1;
    expect(waitOf(throttle, 'duty')).toBe(0);
    throttle.failed('duty');
    expect(waitOf(throttle, 'duty')).toBe(0);
  });

  it('does not grow without end when names are made up', () => {
    const throttle = new Throttle(PER_USERNAME, () => 0);
    for (let failure = 0; failure < 3; failure += 1) throttle.failed('first');
    for (let name = 0; name < 20_000; name += 1) throttle.failed(`made up ${name}`);
    expect(waitOf(throttle, 'first')).toBe(0);
  });
});
