import type { types } from 'mediasoup';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacketTap, startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { workerIndexOf } from '../media/media-worker.ts';
import { TestPicture } from '../media/spread/fixture.ts';
import { FULL_ROUTER_STREAMS, STREAMS_PER_SEAT } from '../media/spread/router-spread.ts';
import type { TestPage } from '../security/fixture.ts';
import { pageKey } from '../security/identity.ts';
import { TestRooms } from './fixture.ts';

/** More than one router takes. */
const SEATS = FULL_ROUTER_STREAMS / STREAMS_PER_SEAT + 4;

let engine: MediaEngine;
let all: TestRooms;
beforeEach(async () => {
  engine = await startTestEngine(2);
  all = await TestRooms.open(engine);
});
afterEach(() => {
  all.close();
  engine.close();
});

type Sitting = Awaited<ReturnType<TestRooms['sit']>> & { readonly page: TestPage };

async function sit(roomId: string, page: TestPage, seat: Sitting['seat'] | null = null): Promise<Sitting> {
  return { ...(await all.sit(roomId, page, seat)), page };
}

async function fill(): Promise<{ roomId: string; host: Sitting; seats: Sitting[] }> {
  const hostPage = all.page('host', 'county');
  const opened = await all.open(hostPage);
  const seats = await Promise.all(Array.from({ length: SEATS }, () => sit(opened.roomId, all.page('operator', 'township'))));
  return { roomId: opened.roomId, host: { ...opened, page: hostPage }, seats };
}

function routerOf({ page, media }: Sitting): types.Router {
  return all.peers.find(pageKey(page), 'transport', media?.send ?? '').router;
}

/** One seat on each of two workers. */
function twoOf(seats: readonly Sitting[]): [Sitting, Sitting] {
  const [one] = seats;
  const other = seats.find((seat) => one !== undefined && routerOf(seat) !== routerOf(one));
  if (one === undefined || other === undefined) throw new Error('All sit on one router.');
  return [one, other];
}

describe('a room of several workers', () => {
  it('shows a producer under one id to all, wherever they sit, and pauses it for all', async () => {
    const { seats } = await fill();
    const [one, other] = twoOf(seats);
    const camera = (await one.media?.produce('camera')) ?? '';
    const offers = await other.media?.consume([camera], engine.rtpCapabilities);
    expect(offers).toMatchObject([{ producerId: camera, producerPaused: false }]);
    const peer = all.peers.find(pageKey(one.page), 'producer', camera);
    await peer.pauseProducer(camera);
    const consumerId = offers?.[0]?.id ?? '';
    await other.page.hears('media.consumerPaused', (told) => told.consumerId === consumerId);
    await peer.resumeProducer(camera);
    await other.page.hears('media.consumerResumed', (told) => told.consumerId === consumerId);
    peer.closeProducer(camera);
    await other.page.hears('media.consumerClosed', (told) => told.consumerId === consumerId);
  });

  it('loses only the seats of a worker that is killed: the others go on receiving each other, and those are back on the same seats', async () => {
    const { roomId, seats } = await fill();
    const [victim, living] = twoOf(seats);
    const dying = routerOf(victim);
    const companions = seats.filter((seat) => routerOf(seat) === routerOf(living));
    const [first, second] = companions;
    if (first === undefined || second === undefined) throw new Error('Nobody sits beside.');
    const camera = (await first.media?.produce('camera')) ?? '';
    const lostCamera = (await victim.media?.produce('camera')) ?? '';
    const [kept, gone] = (await second.media?.consume([camera, lostCamera], engine.rtpCapabilities)) ?? [];
    process.kill(engine.pidOf(workerIndexOf(dying)), 'SIGKILL');
    await victim.page.hears('room.closed', ({ reason }) => reason === 'rebuilt');
    await second.page.hears('media.consumerClosed', ({ consumerId }) => consumerId === gone?.id);
    for (const { page } of companions) expect(page.of('room.closed')).toEqual([]);
    expect(second.page.of('media.consumerClosed')).not.toContainEqual({ consumerId: kept?.id });
    const back = await sit(roomId, victim.page, victim.seat);
    expect(back).toMatchObject({ resumed: true, seat: victim.seat });
    expect(routerOf(back).closed).toBe(false);
    const again = (await back.media?.produce('camera')) ?? '';
    expect(await second.media?.consume([again], engine.rtpCapabilities)).toMatchObject([{ producerId: again }]);
    expect(await back.media?.consume([camera], engine.rtpCapabilities)).toMatchObject([{ producerId: camera }]);
  });

  it('sends packets on between the living while the other worker is dead', async () => {
    const { seats } = await fill();
    const [victim, living] = twoOf(seats);
    const home = routerOf(living);
    const picture = await TestPicture.send(home, 9000);
    const tap = await PacketTap.open(home, picture.producer.id);
    await tap.until((packets) => packets.length > 5);
    process.kill(engine.pidOf(workerIndexOf(routerOf(victim))), 'SIGKILL');
    await victim.page.hears('room.closed', ({ reason }) => reason === 'rebuilt');
    const sequences = () => tap.packets.map(({ sequence }) => sequence);
    const seen = tap.packets.length;
    await tap.until((packets) => packets.length > seen + 10);
    // Not one is missing.
    expect(sequences().every((sequence, index) => index === 0 || sequence === ((sequences()[index - 1] ?? 0) + 1) % 65_536)).toBe(true);
    tap.close();
    picture.close();
  });
});

it('nothing is left after a thousand have come and gone, with all that they sent and received', async () => {
  const { roomId, host, seats } = await fill();
  const [one, other] = twoOf(seats);
  const shown = (await host.media?.produce('camera')) ?? '';
  // Two routers that once had something for each other stay joined.
  for (const { page, media } of [one, other]) {
    const [offer] = (await media?.consume([shown], engine.rtpCapabilities)) ?? [];
    if (offer != null) all.peers.find(pageKey(page), 'consumer', offer.id).closeConsumer(offer.id);
  }
  const atRest = { ...engine.counters };
  for (let round = 0; round < 20; round += 1) {
    const pages = Array.from({ length: 50 }, () => all.page('operator', 'otherTownship'));
    await Promise.all(
      pages.map(async (page, index) => {
        const came = await sit(roomId, page);
        const offers = came.media?.consume([shown], engine.rtpCapabilities);
        // Some leave while they are asking.
        if (index % 3 !== 0) await offers;
        if (index % 2 === 0) await came.media?.produce('microphone').catch(() => undefined);
        all.rooms.leave(roomId, page);
        await offers?.catch(() => undefined);
      }),
    );
  }
  const left = one.page.of('room.participants').flatMap((told) => told.left ?? []);
  expect(left.length + one.page.of('room.participantLeft').length).toBeGreaterThanOrEqual(1000);
  await expect.poll(() => ({ ...engine.counters }), { timeout: 10_000 }).toEqual(atRest);
}, 60_000);
