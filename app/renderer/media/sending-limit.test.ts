import { describe, expect, test } from 'vitest';
import { limitOf, readSending } from './sending-limit.ts';

interface Shown {
  readonly reasons: readonly string[];
  readonly available?: number;
  readonly lost?: number;
  /** s */
  readonly encoding?: number;
}

/** A report of the browser's, ten seconds after the one before it, in which 1,000 packets of each layer were sent. */
function reading({ reasons, available = 600_000, lost = 0, encoding = 1 }: Shown, at = 10_000) {
  const layers = reasons.map((qualityLimitationReason, index) => {
    const packetsSent = (at / 10_000) * 1_000;
    return {
      type: 'outbound-rtp',
      kind: 'video',
      rid: `r${index}`,
      qualityLimitationReason,
      packetsSent,
      totalEncodeTime: encoding,
      timestamp: at,
    };
  });
  const rest = [
    { type: 'candidate-pair', nominated: true, availableOutgoingBitrate: available },
    { type: 'candidate-pair', nominated: false },
    { type: 'remote-inbound-rtp', kind: 'video', packetsLost: lost },
    { type: 'remote-inbound-rtp', kind: 'audio', packetsLost: 9_999 },
  ];
  return readSending([...layers, ...rest].map((stat, index) => [String(index), stat] as const));
}

const BEFORE = reading({ reasons: ['none'], encoding: 0 }, 0);
const judged = (shown: Shown, busy = false) => limitOf(reading(shown), BEFORE, busy);

describe('what keeps a picture from being better', () => {
  test('is nothing while the browser names nothing, however short line and machine are', () => {
    expect(judged({ reasons: ['none', 'none'], available: 100_000, lost: 500, encoding: 9 }, true)).toBeNull();
  });

  test('is the machine where the browser says so of any layer', () => {
    expect(judged({ reasons: ['bandwidth', 'cpu'], lost: 500 })).toBe('machine');
  });

  test('is the line where its estimate is short and the machine has time', () => {
    expect(judged({ reasons: ['none', 'bandwidth'] })).toBe('line');
  });

  test('is not the line where the browser says so but holds the line for wide enough', () => {
    expect(judged({ reasons: ['bandwidth'], available: 2_489_000 })).toBeNull();
  });

  test('is the machine where the estimate has fallen because the machine is at its end', () => {
    expect(judged({ reasons: ['bandwidth'] }, true)).toBe('machine');
    expect(judged({ reasons: ['bandwidth'], encoding: 7 })).toBe('machine');
  });

  test('is the line where packets are lost, also on a busy machine', () => {
    expect(judged({ reasons: ['bandwidth'], lost: 30 }, true)).toBe('line');
    expect(judged({ reasons: ['bandwidth'], lost: 10 }, true)).toBe('machine');
  });

  test('is not judged by what was before the first look', () => {
    expect(limitOf(reading({ reasons: ['bandwidth'], lost: 500, encoding: 9 }), null, false)).toBe('line');
    expect(limitOf(reading({ reasons: ['bandwidth'], lost: 500, encoding: 9 }), null, true)).toBe('machine');
  });
});
