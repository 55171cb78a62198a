import { describe, expect, it } from 'vitest';
import { Reorder } from './reorder.ts';

const packet = (sequence: number) => ({
  sequence: sequence & 0xffff,
  timestamp: (sequence * 3000) >>> 0,
  marker: true,
  payload: Buffer.from([sequence & 0xff]),
});
const given = (out: ReturnType<Reorder['flush']>) => out.map(({ sequence, afterLoss }) => `${sequence}${afterLoss ? ' after a loss' : ''}`);

describe('packets on their way to a track', () => {
  it('that overtook each other come in the order of sending, across the wrap of their numbers', () => {
    const order = new Reorder();
    expect(given(order.take(packet(65_534), 0))).toEqual(['65534']);
    expect(given(order.take(packet(65_536), 1))).toEqual([]);
    expect(given(order.take(packet(65_537), 2))).toEqual([]);
    expect(given(order.take(packet(65_535), 30))).toEqual(['65535', '0', '1']);
  });

  it('that never come are waited for, for a second, and what follows says that something is missing', () => {
    const order = new Reorder();
    order.take(packet(10), 0);
    expect(given(order.take(packet(12), 0))).toEqual([]);
    expect(given(order.take(packet(13), 999))).toEqual([]);
    expect(given(order.take(packet(14), 1000))).toEqual(['12 after a loss', '13', '14']);
    // It comes too late.
    expect(given(order.take(packet(11), 1001))).toEqual([]);
  });

  it('that wait at the end of the recording are not left out', () => {
    const order = new Reorder();
    order.take(packet(1), 0);
    order.take(packet(3), 0);
    expect(given(order.flush())).toEqual(['3 after a loss']);
  });
});
