import { expect, test } from 'vitest';
import { readPicture } from './statistics.ts';

const report = (timestamp: number, bytesReceived: number, packetsReceived: number, packetsLost: number) =>
  [
    [
      's',
      {
        type: 'inbound-rtp',
        kind: 'video',
        timestamp,
        bytesReceived,
        packetsReceived,
        packetsLost,
        frameWidth: 640,
        frameHeight: 360,
        codecId: 'c',
      },
    ],
    ['c', { type: 'codec', mimeType: 'video/VP8' }],
    ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.012 }],
  ] as const;

test('a picture’s numbers are those of the time since the reading before', () => {
  const [first, reading] = readPicture(report(1_000, 10_000, 100, 0), null);
  expect(first).toMatchObject({ width: 640, height: 360, codec: 'VP8', roundTrip: 12, bitRate: null, loss: null });
  const [second] = readPicture(report(2_000, 60_000, 190, 10), reading);
  expect(second).toMatchObject({ bitRate: 400_000, loss: 0.1 });
});
