import { describe, expect, it } from 'vitest';
import { nalsOf } from '../h264/payload.ts';
import { H264Relay } from './relay.ts';
import { formatRtp, parseRtp, type RtpPacket } from './rtp.ts';
import { Timeline } from './timeline.ts';

const SPS = Buffer.from('Z0LAFdkBQfsBagwMDUoAAAMAAgAAAwB5HixckA==', 'base64');
const PPS = Buffer.from('aMuMsg==', 'base64');
const SPROP = `${SPS.toString('base64')},${PPS.toString('base64')}`;
const IDR = Buffer.from([0x65, 0x88, 0x84, 1, 2, 3]);
const P = Buffer.from([0x41, 0xc0, 1, 2, 3]);
const B = Buffer.from([0x01, 0b1010_0000, 1, 2]);
const IN = 99;

function setUp(sprop: string | null = SPROP) {
  const out: RtpPacket[] = [];
  const told: string[] = [];
  const timeline = new Timeline(65_530, 1_000_000);
  const relay = new H264Relay(
    { ssrc: 0xabcd_ef01, payloadType: 96, timeline },
    {
      packet: (packet) => {
        const parsed = parseRtp(packet);
        if (parsed !== null) out.push({ ...parsed, payload: Buffer.from(parsed.payload) });
      },
      described: ({ width, height }) => told.push(`${width}x${height}`),
      keyFrame: () => told.push('key'),
      bPictures: () => told.push('b'),
    },
  );
  relay.begin(IN, sprop);
  let sequence = 100;
  const feed = (payload: Buffer, timestamp: number, now: number, options: { skip?: number; payloadType?: number } = {}) => {
    sequence = (sequence + 1 + (options.skip ?? 0)) & 0xffff;
    const payloadType = options.payloadType ?? IN;
    return relay.take(formatRtp({ payloadType, marker: true, sequence, timestamp, ssrc: 7 }, [payload]), now);
  };
  const types = () => out.map(({ payload }) => nalsOf(payload).map(({ type }) => type));
  return { relay, feed, out, told, types };
}

describe('a camera whose parameter sets are only in its description', () => {
  it('has them put before every key frame, once', () => {
    const { feed, types, told } = setUp();
    feed(IDR, 0, 0);
    feed(IDR, 0, 0);
    feed(P, 3600, 40);
    feed(IDR, 7200, 80);
    expect(types()).toEqual([[7, 8], [5], [5], [1], [7, 8], [5]]);
    expect(told[0]).toBe('320x240');
  });

  it('is numbered without a break, over the end of the numbers', () => {
    const { feed, out } = setUp();
    for (let picture = 0; picture < 6; picture += 1) feed(IDR, picture * 3600, picture * 40);
    expect(out.map(({ sequence }) => sequence)).toEqual([65530, 65531, 65532, 65533, 65534, 65535, 0, 1, 2, 3, 4, 5]);
  });
});

describe('a camera that sends its parameter sets itself', () => {
  it('is left as it is', () => {
    const { feed, types, told } = setUp(null);
    feed(SPS, 0, 0);
    feed(PPS, 0, 0);
    feed(IDR, 0, 0);
    feed(P, 3600, 40);
    expect(types()).toEqual([[7], [8], [5], [1]]);
    expect(told).toEqual(['320x240', 'key']);
  });
});

describe('what nobody could show', () => {
  it('before the first key frame is left out', () => {
    const { feed, out } = setUp();
    feed(P, 0, 0);
    feed(P, 3600, 40);
    expect(out).toEqual([]);
    feed(IDR, 7200, 80);
    expect(out).toHaveLength(2);
  });

  it('for want of any parameter set is left out', () => {
    const { feed, out, told } = setUp(null);
    feed(IDR, 0, 0);
    expect(out).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is of another payload type or no RTP at all is not taken', () => {
    const { feed, relay, out } = setUp();
    expect(feed(IDR, 0, 0, { payloadType: 8 })).toBe(false);
    expect(relay.take(Buffer.from([0x80, 99, 1]), 0)).toBe(false);
    expect(relay.take(Buffer.alloc(40), 0)).toBe(false);
    expect(out).toEqual([]);
  });
});

describe('a loss on the way from the camera', () => {
  it('stays visible as a gap of the same size', () => {
    const { feed, out } = setUp();
    feed(IDR, 0, 0);
    feed(P, 3600, 40, { skip: 3 });
    expect(out.map(({ sequence }) => sequence)).toEqual([65530, 65531, 65535]);
  });
});

describe('a viewer who asks for a key frame', () => {
  it('gets the first pictures again, squeezed into the time before now, as long as there was no second key frame', () => {
    const { feed, relay, out, types } = setUp();
    feed(IDR, 0, 0);
    feed(P, 3600, 40);
    relay.replay(60);
    expect(types().slice(3)).toEqual([[7, 8], [5], [1]]);
    const timestamps = out.map(({ timestamp }) => timestamp - (out[0]?.timestamp ?? 0));
    expect(timestamps).toEqual([0, 0, 3600, 4200, 4200, 4800]);
    expect(out.map(({ sequence }) => sequence)).toEqual([65530, 65531, 65532, 65533, 65534, 65535]);
    feed(P, 7200, 80);
    expect((out.at(-1)?.timestamp ?? 0) - (out[0]?.timestamp ?? 0)).toBe(7200);

    feed(IDR, 90_000, 1000);
    const sent = out.length;
    relay.replay(1010);
    expect(out).toHaveLength(sent);
  });

  it('before the first one gets nothing', () => {
    const { relay, out } = setUp();
    relay.replay(0);
    expect(out).toEqual([]);
  });
});

describe('a camera that comes back', () => {
  it('goes on in number and time from where it stopped, whatever its new clock says', () => {
    const { feed, relay, out } = setUp();
    feed(IDR, 4_000_000_000, 0);
    feed(P, 4_000_003_600, 40);
    relay.begin(IN, SPROP);
    feed(P, 17, 5000);
    feed(IDR, 3617, 5040);
    const [last, sets, key] = out.slice(-3);
    expect(sets?.sequence).toBe(((last?.sequence ?? 0) + 1) & 0xffff);
    expect(key?.sequence).toBe(((last?.sequence ?? 0) + 2) & 0xffff);
    expect((key?.timestamp ?? 0) - (last?.timestamp ?? 0)).toBe(5000 * 90);
  });

  it('and whose clock jumps within a connection does not take viewers along', () => {
    const { feed, out } = setUp();
    feed(IDR, 0, 0);
    feed(P, 3600, 40);
    feed(P, 3_000_000_000, 80);
    expect((out.at(-1)?.timestamp ?? 0) - (out.at(-2)?.timestamp ?? 0)).toBe(3600);
  });
});

describe('B pictures', () => {
  it('are told once', () => {
    const { feed, told } = setUp();
    feed(IDR, 0, 0);
    feed(B, 3600, 40);
    feed(B, 7200, 80);
    expect(told.filter((one) => one === 'b')).toHaveLength(1);
  });
});
