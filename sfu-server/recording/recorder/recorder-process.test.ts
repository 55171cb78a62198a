import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseOrder } from './orders.ts';
import type { TrackInfo } from './packet-log.ts';
import { readPacketLog } from './packet-log.ts';
import { RecorderProcess } from './recorder-process.ts';

const TRACK: TrackInfo = {
  ...{ producerId: '0196b0f0-0000-7000-8000-000000000001', participantId: '0196b0f0-0000-7000-8000-000000000002' },
  ...{ kind: 'audio', source: 'microphone', codec: 'opus', clockRate: 48_000, ssrc: 7 },
};

/** A packet of RTP of that stream. */
function packet(sequence: number, ssrc = TRACK.ssrc): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(111, 1);
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(ssrc, 8);
  return bytes;
}

describe('a recorder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'shilian-recorder-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('says when it began, and that something is written only when a packet lies on the disk', async () => {
    const written = Promise.withResolvers<void>();
    const before = process.hrtime.bigint();
    const listener = { written: written.resolve, lost: () => undefined, died: written.reject };
    const recorder = await RecorderProcess.start(join(dir, 'log'), null, listener);
    expect(recorder.zeroNs).toBeGreaterThan(before);
    expect(recorder.zeroNs).toBeLessThan(process.hrtime.bigint());
    recorder.tell({ type: 'track', track: 0, info: TRACK });
    const socket = createSocket('udp4');
    socket.send(packet(1), recorder.port, '127.0.0.1');
    await written.promise;
    // No order was told in between: it lies there already.
    const kinds: string[] = [];
    for await (const { kind, at } of readPacketLog(join(dir, 'log'))) {
      kinds.push(kind);
      expect(at).toBeGreaterThan(0);
    }
    expect(kinds).toContain('rtp');
    await recorder.stop();
    socket.close();
  });

  it('goes on in the time of the one before it', async () => {
    const zeroNs = process.hrtime.bigint() - 5_000_000_000n;
    const nothing = { written: () => undefined, lost: () => undefined, died: () => undefined };
    const recorder = await RecorderProcess.start(join(dir, 'log'), zeroNs, nothing);
    expect(recorder.zeroNs).toBe(zeroNs);
    recorder.tell({ type: 'track', track: 0, info: TRACK });
    await recorder.stop();
    const ats: number[] = [];
    for await (const { at } of readPacketLog(join(dir, 'log'))) ats.push(at);
    expect(ats).toHaveLength(1);
    expect(ats[0]).toBeGreaterThan(5000);
  });

  it('does not start where its file is there already', async () => {
    const nothing = { written: () => undefined, lost: () => undefined, died: () => undefined };
    const first = await RecorderProcess.start(join(dir, 'log'), null, nothing);
    await expect(RecorderProcess.start(join(dir, 'log'), null, nothing)).rejects.toThrow('EEXIST');
    await first.stop();
  });
});

describe('an order to a recorder', () => {
  it('is taken as it is', () => {
    const order = { type: 'start', file: '/x', zeroNs: null };
    expect(parseOrder(order)).toBe(order);
    expect(parseOrder({ type: 'stop' })).toEqual({ type: 'stop' });
  });

  it('is refused where it is none', () => {
    for (const wrong of [null, 'stop', {}, { type: 'toString' }, { type: 'start', file: 1, zeroNs: null }, { type: 'track', track: 0 }]) {
      expect(() => parseOrder(wrong)).toThrow('no order');
    }
  });
});
