import { once } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacketTap, startTestEngine } from '../fixture.ts';
import type { MediaEngine } from '../media-engine.ts';
import { workerIndexOf } from '../media-worker.ts';
import type { Reception } from '../reception.ts';
import { TestPicture } from './fixture.ts';
import { FULL_ROUTER_STREAMS, RouterSpread, STREAMS_PER_SEAT } from './router-spread.ts';

const SEATS = FULL_ROUTER_STREAMS / STREAMS_PER_SEAT;

let engine: MediaEngine;
let spread: RouterSpread<null>;
let lost: types.Router[];
beforeEach(async () => {
  engine = await startTestEngine(2);
  lost = [];
  spread = new RouterSpread(engine, { equip: async () => null, opened: () => undefined, lost: (router) => lost.push(router) });
});
afterEach(() => engine.close());

const seats = (count: number) => Promise.all(Array.from({ length: count }, () => spread.place()));

/** Two routers of the room, of two workers. */
async function twoRouters(): Promise<[types.Router, types.Router]> {
  await seats(SEATS + 1);
  const [one, other] = spread.routers;
  if (one === undefined || other === undefined) throw new Error('There is one router only.');
  return [one, other];
}

async function received(picture: TestPicture, home: types.Router, at: types.Router): Promise<Reception> {
  const lent = await spread.receive(picture.producer, home, at);
  if (lent === null) throw new Error('It was not lent.');
  return lent;
}

/** Packets that have come over the link since it was made. */
async function passed({ producer }: Reception): Promise<number> {
  const stats = await producer.getStats();
  return stats.reduce((sum, { packetCount }) => sum + packetCount, 0);
}

describe('the seats of a room', () => {
  it('share one router as long as it can serve them, then another worker takes the next', async () => {
    const few = await seats(SEATS);
    expect(new Set(few.map(({ router }) => router)).size).toBe(1);
    const more = await seats(SEATS);
    expect(new Set([...few, ...more].map(({ router }) => workerIndexOf(router))).size).toBe(2);
    expect(spread.routers).toHaveLength(2);
  });

  it('are spread evenly where every worker is full', async () => {
    const many = await seats(500);
    const counts = spread.routers.map((router) => many.filter((place) => place.router === router).length);
    expect(counts).toEqual([250, 250]);
  });

  it('that are left free the place', async () => {
    const first = await seats(SEATS);
    for (const { leave } of first) leave();
    const again = await seats(SEATS);
    expect(again[0]?.router).toBe(first[0]?.router);
    expect(spread.routers).toHaveLength(1);
  });

  it('on a worker that died are placed on its successor, while the other goes on', async () => {
    const [one, other] = await twoRouters();
    await seats(SEATS);
    const pid = engine.pidOf(workerIndexOf(one));
    const gone = once(one, 'workerclose');
    process.kill(pid, 'SIGKILL');
    await gone;
    expect(lost).toEqual([one]);
    expect(other.closed).toBe(false);
    const [back] = await seats(SEATS);
    expect(workerIndexOf(back?.router ?? other)).toBe(workerIndexOf(one));
    expect(spread.routers).toHaveLength(2);
  });
});

describe('a picture that is watched on another worker', () => {
  let one: types.Router;
  let other: types.Router;
  let picture: TestPicture;
  beforeEach(async () => {
    [one, other] = await twoRouters();
    picture = await TestPicture.send(one, 5000, 3);
  });
  afterEach(() => picture.close());

  it('is brought there once for all, under the eyes of each, and no longer than somebody has it', async () => {
    const before = { ...engine.counters };
    const lent = await Promise.all(Array.from({ length: 20 }, () => received(picture, one, other)));
    expect(new Set(lent.map(({ producer }) => producer.id)).size).toBe(1);
    expect(engine.counters.producers).toBe(before.producers + 1);
    const [first, ...rest] = lent;
    for (const reception of rest) reception.release();
    expect(first?.producer.closed).toBe(false);
    first?.release();
    first?.release();
    expect(first?.producer.closed).toBe(true);
    expect(engine.counters).toMatchObject({ producers: before.producers, consumers: before.consumers });
    expect((await received(picture, one, other)).producer.closed).toBe(false);
  });

  it('costs nothing while nobody wants it, and its watchers do not take that for a pause of the sender', async () => {
    const lent = await received(picture, one, other);
    const tap = await PacketTap.open(other, lent.producer.id);
    await lent.flow(true);
    await tap.until((packets) => packets.length > 5);
    await lent.flow(false);
    const atRest = await passed(lent);
    const sent = picture.sent;
    await picture.hasSent(sent + 20);
    expect((await passed(lent)) - atRest).toBeLessThanOrEqual(1);
    expect(lent.producer.paused).toBe(false);
    const seen = tap.packets.length;
    await lent.flow(true);
    await tap.until((packets) => packets.length > seen + 5);
    tap.close();
  });

  it('flows for one while another has it paused', async () => {
    const [watching, paused] = [await received(picture, one, other), await received(picture, one, other)];
    await watching.flow(true);
    await paused.flow(true);
    await paused.flow(false);
    const tap = await PacketTap.open(other, watching.producer.id);
    await tap.until((packets) => packets.length > 5);
    paused.release();
    const seen = tap.packets.length;
    await tap.until((packets) => packets.length > seen + 5);
    tap.close();
  });

  it('is paused and resumed by its sender there as at home', async () => {
    const lent = await received(picture, one, other);
    const paused = once(lent.producer.observer, 'pause');
    await picture.producer.pause();
    await paused;
    const resumed = once(lent.producer.observer, 'resume');
    await picture.producer.resume();
    await resumed;
    await picture.producer.pause();
    const third = await received(picture, one, other);
    await expect.poll(() => third.producer.paused).toBe(true);
  });

  it('comes in the layer that each watcher asks for', async () => {
    const lent = await received(picture, one, other);
    await lent.flow(true);
    expect(lent.producer.rtpParameters.encodings).toHaveLength(3);
    const transport = await other.createDirectTransport();
    const consumer = await transport.consume({ producerId: lent.producer.id, rtpCapabilities: other.rtpCapabilities, paused: true });
    expect(consumer.type).toBe('simulcast');
    let layer = -1;
    consumer.on('rtp', (packet) => {
      layer = packet.readUInt8(packet.length - 1);
    });
    await consumer.resume();
    for (const spatialLayer of [2, 0, 1]) {
      await consumer.setPreferredLayers({ spatialLayer });
      await expect.poll(() => layer, { timeout: 8000 }).toBe(spatialLayer);
    }
  });

  it('asks its sender for a key frame when a watcher needs one', async () => {
    const simple = await TestPicture.send(one, 6000);
    const lent = await received(simple, one, other);
    await lent.flow(true);
    const tap = await PacketTap.open(other, lent.producer.id);
    await tap.until((packets) => packets.length > 0);
    await simple.producer.enableTraceEvent(['pli', 'fir']);
    const asked = once(simple.producer, 'trace');
    const transport = await other.createDirectTransport();
    await transport.consume({ producerId: lent.producer.id, rtpCapabilities: other.rtpCapabilities });
    await asked;
    tap.close();
    simple.close();
  });

  it('ends with its sender, also when the worker of the sender dies; what else is sent there goes on', async () => {
    const local = await TestPicture.send(other, 7000);
    const tap = await PacketTap.open(other, local.producer.id);
    const lent = await received(picture, one, other);
    const gone = once(lent.producer.observer, 'close');
    process.kill(engine.pidOf(workerIndexOf(one)), 'SIGKILL');
    await gone;
    const seen = tap.packets.length;
    await tap.until((packets) => packets.length > seen + 5);
    expect(await spread.receive(picture.producer, one, other)).toBeNull();
    tap.close();
    local.close();
  });

  it('leaves nothing of it when the room ends', async () => {
    const lent = await received(picture, one, other);
    await lent.flow(true);
    spread.close();
    // The routers for cameras stay.
    expect(engine.counters).toEqual({ workers: 2, routers: 2, transports: 0, producers: 0, consumers: 0 });
  });
});
