import type { types } from 'mediasoup';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { ActiveSpeaker } from './active-speaker.ts';

/** Id of the audio level in our packets (RFC 6464). */
const LEVEL = 10;

let engine: MediaEngine;
let router: types.Router;
let speaker: ActiveSpeaker;
const told: (string | null)[] = [];
let heard: () => void = () => undefined;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  told.length = 0;
  router = await engine.createRouter();
  speaker = await ActiveSpeaker.observe(router, (voice) => {
    told.push(voice?.participantId ?? null);
    heard();
  });
});

async function until(participantId: string | null): Promise<void> {
  while (told.at(-1) !== participantId) {
    await new Promise<void>((resolve) => {
      heard = resolve;
    });
  }
}

/** A microphone that sends a packet every 20 ms: at -20 dBov while it speaks, in silence otherwise. */
async function microphone(ssrc: number) {
  const transport = await router.createDirectTransport();
  const producer = await transport.produce({
    kind: 'audio',
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL }],
      encodings: [{ ssrc }],
    },
  });
  let sequence = 0;
  let speaking = false;
  const timer = setInterval(() => {
    sequence += 1;
    const packet = Buffer.alloc(12 + 8 + 10);
    packet.writeUInt8(0x90, 0);
    packet.writeUInt8(111, 1);
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(ssrc, 8);
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet.writeUInt8(LEVEL << 4, 16);
    packet.writeUInt8(speaking ? 0x80 | 20 : 127, 17);
    producer.send(packet);
  }, 20);
  producer.observer.on('close', () => clearInterval(timer));
  return {
    producer,
    speak(now: boolean) {
      speaking = now;
    },
  };
}

it('the one who speaks is told, then the next, then nobody', async () => {
  const [one, two] = [await microphone(1), await microphone(2)];
  await speaker.add(one.producer, 'one');
  await speaker.add(two.producer, 'two');
  one.speak(true);
  await until('one');
  one.speak(false);
  two.speak(true);
  await until('two');
  two.speak(false);
  await until(null);
  two.speak(true);
  await until('two');
  expect(speaker.participantId).toBe('two');
  two.producer.close();
  expect(told.at(-1)).toBeNull();
  one.producer.close();
});
