import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import type { Utterance } from '../utterances.ts';
import { Voice } from './voice.ts';

/** Somebody who says two words a second apart, as packets of 20 ms. */
async function packetsOfTwoWords(): Promise<Buffer[]> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const packets: Buffer[] = [];
  socket.on('message', (packet) => packets.push(packet));
  // Not silent to the last bit: no microphone is.
  const sound = "aevalsrc='if(lt(mod(t,1.6),0.6),0.3*sin(2*PI*500*t),0.0003*sin(2*PI*90*t))':s=48000:d=3.2";
  const sent = ['-ac', '1', '-c:a', 'libopus', '-b:a', '32k', '-f', 'rtp', `rtp://127.0.0.1:${socket.address().port}?rtcpport=9`];
  await once(spawn('ffmpeg', ['-v', 'error', '-re', '-f', 'lavfi', '-i', sound, ...sent], { stdio: 'ignore' }), 'exit');
  socket.close();
  return packets.sort((one, other) => one.readUInt16BE(2) - other.readUInt16BE(2));
}

/** As a browser sends it: of a pause every twentieth packet, numbered without gaps (DTX). */
function withoutPauses(packets: readonly Buffer[]): Buffer[] {
  const kept = packets.filter((_, index) => (index * 20) % 1600 < 700 || index % 20 === 0);
  return kept.map((packet, index) => {
    const copy = Buffer.from(packet);
    copy.writeUInt16BE(index, 2);
    return copy;
  });
}

it('knows when somebody spoke, also of packets that were read late', async () => {
  const said: Utterance[] = [];
  using voice = await Voice.open((utterance) => said.push(utterance));
  const packets = await packetsOfTwoWords();
  const first = packets[0]?.readUInt32BE(4) ?? 0;
  for (const packet of packets) {
    const sent = ((packet.readUInt32BE(4) - first) >>> 0) / 48 + 20;
    // As if the machine had been busy while the second word was said.
    voice.take(packet, sent < 1400 ? sent : 3500);
  }
  expect(said).toHaveLength(2);
  expect(Math.abs((said[1]?.at ?? 0) - (said[0]?.at ?? 0) - 1600)).toBeLessThan(300);
}, 30_000);

it('hears the pauses of which a browser sends next to nothing', async () => {
  const said: Utterance[] = [];
  using voice = await Voice.open((utterance) => said.push(utterance));
  const packets = await packetsOfTwoWords();
  const first = packets[0]?.readUInt32BE(4) ?? 0;
  for (const packet of withoutPauses(packets)) voice.take(packet, ((packet.readUInt32BE(4) - first) >>> 0) / 48 + 20);
  expect(said).toHaveLength(2);
  expect(Math.abs((said[1]?.at ?? 0) - (said[0]?.at ?? 0) - 1600)).toBeLessThan(300);
}, 30_000);
