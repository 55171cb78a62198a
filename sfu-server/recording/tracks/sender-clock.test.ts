import { describe, expect, it } from 'vitest';
import { mapTimes } from './sender-clock.ts';

const HOUR_MS = 60 * 60 * 1000;
/** The sender's clock began long ago. */
const NTP_ZERO = 3_900_000_000_000;

/**
 * A stream of an hour whose counter runs fast by `drift`, in a sender whose clock runs fast by `skew` against ours; packets are late
 * by 20 to 200 ms, reports come every 5 s.
 */
function stream({ drift, skew, offsetMs }: { drift: number; skew: number; offsetMs: number }) {
  const arrivals: { mediaMs: number; at: number }[] = [];
  const reports: { mediaMs: number; ntpMs: number; at: number }[] = [];
  const mediaOf = (capturedMs: number) => offsetMs + capturedMs * (1 + drift);
  for (let capturedMs = 0; capturedMs < HOUR_MS; capturedMs += 100) {
    const lateMs = 20 + ((capturedMs * 7919) % 181);
    arrivals.push({ mediaMs: mediaOf(capturedMs), at: capturedMs + lateMs });
    if (capturedMs % 5000 === 0)
      reports.push({ mediaMs: mediaOf(capturedMs), ntpMs: NTP_ZERO + capturedMs * (1 + skew), at: capturedMs + lateMs });
  }
  return { arrivals, reports, mediaOf };
}

describe('the clock of a sender', () => {
  it('keeps sound and picture together for an hour, though their counters and the sender itself run apart', () => {
    const sound = stream({ drift: 80e-6, skew: -50e-6, offsetMs: 5000 });
    const picture = stream({ drift: -30e-6, skew: -50e-6, offsetMs: 900_000 });
    const [soundAt, pictureAt] = mapTimes([sound, picture]);
    for (const capturedMs of [1000, HOUR_MS / 2, HOUR_MS - 1000]) {
      const heard = soundAt?.(sound.mediaOf(capturedMs)) ?? Number.NaN;
      const seen = pictureAt?.(picture.mediaOf(capturedMs)) ?? Number.NaN;
      expect(Math.abs(heard - seen)).toBeLessThan(5);
      // And both stay with the clock of the recording.
      expect(Math.abs(heard - capturedMs)).toBeLessThan(60);
    }
  });

  it('is taken from the fastest packets where no reports came', () => {
    const sound = { ...stream({ drift: 80e-6, skew: 0, offsetMs: 5000 }), reports: [] };
    const [at] = mapTimes([sound]);
    for (const capturedMs of [1000, HOUR_MS / 2, HOUR_MS - 1000]) {
      expect(Math.abs((at?.(sound.mediaOf(capturedMs)) ?? Number.NaN) - capturedMs)).toBeLessThan(60);
    }
  });

  it('that is set back in the middle of a meeting takes nothing apart, also not from what begins after it', () => {
    const set = (ntpMs: number, at: number) => (at > HOUR_MS / 2 ? ntpMs - 600_000 : ntpMs);
    const whole = stream({ drift: 0, skew: 0, offsetMs: 0 });
    const late = stream({ drift: 0, skew: 0, offsetMs: 7000 });
    const [soundAt, pictureAt] = mapTimes([
      { arrivals: whole.arrivals, reports: whole.reports.map((one) => ({ ...one, ntpMs: set(one.ntpMs, one.at) })) },
      {
        arrivals: late.arrivals.filter(({ at }) => at > HOUR_MS * 0.6),
        reports: late.reports.filter(({ at }) => at > HOUR_MS * 0.6).map((one) => ({ ...one, ntpMs: set(one.ntpMs, one.at) })),
      },
    ]);
    for (const capturedMs of [1000, HOUR_MS * 0.49, HOUR_MS * 0.51, HOUR_MS * 0.7, HOUR_MS - 1000]) {
      // How far it was set is known to within the lateness of two packets.
      expect(Math.abs((soundAt?.(whole.mediaOf(capturedMs)) ?? Number.NaN) - capturedMs)).toBeLessThan(300);
    }
    for (const capturedMs of [HOUR_MS * 0.7, HOUR_MS - 1000]) {
      const [heard, seen] = [soundAt?.(whole.mediaOf(capturedMs)), pictureAt?.(late.mediaOf(capturedMs))];
      expect(Math.abs((heard ?? Number.NaN) - (seen ?? Number.NaN))).toBeLessThan(5);
    }
  });
});
