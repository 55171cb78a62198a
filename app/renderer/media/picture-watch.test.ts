import { describe, expect, test } from 'vitest';
import { FlowJudge } from './picture-watch.ts';

describe('how a picture flows', () => {
  test('waits for its first frame, then flows', () => {
    const judge = new FlowJudge(0);
    expect(judge.see(0, 1_000)).toBe('waiting');
    expect(judge.see(1, 1_500)).toBe('flowing');
  });

  test('is stalled after three seconds without a new frame, and flows again with the next', () => {
    const judge = new FlowJudge(0);
    judge.see(10, 1_000);
    expect(judge.see(10, 3_900)).toBe('flowing');
    expect(judge.see(10, 4_000)).toBe('stalled');
    expect(judge.see(11, 4_100)).toBe('flowing');
  });

  test('is stalled as well where no frame ever came', () => {
    expect(new FlowJudge(0).see(0, 3_000)).toBe('stalled');
  });

  test('flows again after a new stream has begun to count from the start', () => {
    const judge = new FlowJudge(0);
    judge.see(500, 1_000);
    expect(judge.see(3, 1_100)).toBe('flowing');
  });

  test('does not hold the time against it in which the page was hidden', () => {
    const judge = new FlowJudge(0);
    judge.see(10, 1_000);
    judge.forgive(60_000);
    expect(judge.see(10, 60_000)).toBe('flowing');
  });
});
