import { beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from './engine/speech-engine.ts';
import { tones } from './testing/tone-model.ts';
import { type Utterance, Utterances } from './utterances.ts';

let said: Utterance[];
let utterances: Utterances;
beforeEach(() => {
  said = [];
  utterances = new Utterances((one) => said.push(one));
});

const secondsOf = ({ samples }: Utterance) => samples.length / SAMPLE_RATE;
const silence = (seconds: number) => new Float32Array(seconds * SAMPLE_RATE);

/** As it comes from the network: 20 ms at a time, on a clock that begins at `from`. */
function hear(samples: Float32Array, from = 0): void {
  const step = SAMPLE_RATE / 50;
  for (let at = 0; at < samples.length; at += step) {
    utterances.take(samples.slice(at, at + step), from + ((at + step) / SAMPLE_RATE) * 1000);
  }
}

describe('what somebody says', () => {
  it('ends with a pause, and says when it began', () => {
    hear(silence(2));
    hear(tones(SAMPLE_RATE, [500, 1500], 1, 1), 2000);
    expect(said).toHaveLength(2);
    const [first, second] = said;
    if (first === undefined || second === undefined) throw new Error('Nothing was said.');
    expect(secondsOf(first)).toBeGreaterThan(1.5);
    expect(Math.abs(first.at - 2000)).toBeLessThan(300);
    expect(Math.abs(second.at - 4000)).toBeLessThan(300);
  });

  it('is not cut by the short pauses between words', () => {
    hear(tones(SAMPLE_RATE, [500, 1500, 500], 0.4, 0.3));
    hear(silence(1), 2100);
    expect(said).toHaveLength(1);
  });

  it('is no click, no silence and no steady noise of the room', () => {
    hear(tones(SAMPLE_RATE, [500], 0.05, 2));
    const noise = Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, at) => 0.002 * Math.sin(at * 12.9898 + Math.sin(at) * 78.233));
    hear(noise, 2050);
    utterances.end();
    expect(said).toEqual([]);
  });

  it('is cut before it is longer than models are made for', () => {
    hear(tones(SAMPLE_RATE, Array(64).fill(500), 0.5, 0.2));
    hear(silence(1), 44_800);
    expect(said.length).toBeGreaterThanOrEqual(3);
    for (const one of said) expect(secondsOf(one)).toBeLessThanOrEqual(20);
  });

  it('ends with a pause of which nothing was sent', () => {
    hear(tones(SAMPLE_RATE, [500], 0.6, 0.1));
    utterances.pause(380, 1080);
    hear(silence(0.02), 1080);
    utterances.pause(380, 1480);
    expect(said).toHaveLength(1);
    hear(tones(SAMPLE_RATE, [1500], 0.6, 0.8), 1500);
    expect(said).toHaveLength(2);
    expect(Math.abs((said[1]?.at ?? 0) - 1500)).toBeLessThan(300);
  });

  it('is no steady noise of the room after a dead line either', () => {
    hear(silence(3));
    const noise = Float32Array.from({ length: 12 * SAMPLE_RATE }, (_, at) => 0.006 * Math.sin(at * 12.9898 + Math.sin(at) * 78.233));
    hear(noise, 3000);
    said = [];
    hear(noise, 15_000);
    utterances.end();
    expect(said).toEqual([]);
  });

  it('ends where the microphone is closed in the middle of it', () => {
    hear(tones(SAMPLE_RATE, [500], 1, 0));
    expect(said).toEqual([]);
    utterances.end();
    expect(said).toHaveLength(1);
  });
});
