import { describe, expect, it } from 'vitest';
import { formatSenderReport, parseFeedback } from './rtcp.ts';

describe('feedback', () => {
  const nack = Buffer.from('81cd0003 00000001 abcdef01 fffe0005'.replaceAll(' ', ''), 'hex');
  const pli = Buffer.from('81ce0002 00000001 abcdef01'.replaceAll(' ', ''), 'hex');

  it('names the key frame asked for, the lost packet and those of its mask, over the end of the numbers, also behind other reports', () => {
    expect(parseFeedback(Buffer.concat([pli, nack]))).toEqual([
      { kind: 'keyFrame', ssrc: 0xabcdef01 },
      { kind: 'nack', ssrc: 0xabcdef01, sequences: [0xfffe, 0xffff, 1] },
    ]);
  });

  it('that is cut or is none gives nothing', () => {
    for (let length = 0; length < nack.length; length += 1) expect(parseFeedback(nack.subarray(0, length))).toEqual([]);
    for (let length = 0; length < pli.length; length += 1) expect(parseFeedback(pli.subarray(0, length))).toEqual([]);
  });
});

describe('a sender report', () => {
  it('binds the wall clock to the stream clock', () => {
    const report = formatSenderReport({ ssrc: 1, now: 500, timestamp: 90_000, packets: 3, bytes: 4 });
    expect(report.readUInt32BE(8)).toBe(2_208_988_800);
    expect(report.readUInt32BE(12)).toBe(0x8000_0000);
    expect(report.readUInt32BE(16)).toBe(90_000);
    expect(report.length).toBe((report.readUInt16BE(2) + 1) * 4);
  });
});
