import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestEngine } from '../../media/fixture.ts';
import type { MediaEngine } from '../../media/media-engine.ts';
import { Refusal } from '../../protocol/errors.ts';
import { TestPage, testGuest } from '../../security/fixture.ts';
import { TestRooms } from '../fixture.ts';
import { RtpEngine, RtpSeat, streamsOverTheBorder } from './rtp-seats.ts';

let engine: MediaEngine;
beforeAll(async () => {
  engine = await startTestEngine(1);
});
afterAll(() => engine.close());

const STEPS = 120;
const NAMES = ['王桂兰', '李建国', '张秀英', '陈志远'];

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it.each([1, 2, 3])(
  'whoever comes, goes, mutes and asks at random, no stream runs over the border of a divided room (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    const rtp = new RtpEngine(engine);
    const all = await TestRooms.open(rtp.engine);
    const host = all.page('mediator', 'county');
    const { id: roomId } = await all.rooms.create({ kind: 'mediation', title: '调解', access: 'line', invitedOrgIds: [] }, host);
    const mediator = new RtpSeat(all, rtp, roomId, host);
    await mediator.join();
    const guests = NAMES.map((name) => new RtpSeat(all, rtp, roomId, new TestPage(testGuest(roomId, name))));
    const seats = [mediator, ...guests];
    const comeIn = async (seat: RtpSeat) => {
      const joined = await all.rooms.join({ roomId, seat: null, freshTransports: true }, seat.asker);
      if (joined.state === 'waiting') all.rooms.admit(roomId, joined.seat.participantId, host);
      await seat.join(true);
    };
    for (const seat of guests) await comeIn(seat);
    const room = all.run(roomId, host, 'mediate');
    const { mediation } = room;
    const present = new Set(seats);
    const one = () => seats[random(seats.length)] ?? mediator;
    const steps: (() => Promise<unknown> | unknown)[] = [
      () => {
        const party = guests[random(guests.length)] ?? mediator;
        return (
          present.has(party) &&
          mediation.caucus(room.mustSit(mediator.asker), {
            ...{ roomId, side: null, participantIds: [party.id], minutes: null },
            apartSince: mediation.state.apart?.since ?? null,
          })
        );
      },
      () => mediation.pause(null),
      () => mediation.together(room.mustSit(mediator.asker)),
      // A line that is cut and comes back: the same seat, all transports anew.
      async () => {
        const seat = one();
        if (!present.has(seat)) return;
        seat.cut();
        await seat.join();
      },
      async () => {
        const seat = guests[random(guests.length)];
        if (seat === undefined) return;
        if (present.delete(seat)) seat.leave();
        else {
          await comeIn(seat);
          present.add(seat);
        }
      },
      // A console that asks for all it has ever heard of, whatever it was told.
      async () => {
        const seat = one();
        if (!present.has(seat)) return;
        for (const offer of await seat.ask(seats.map(({ microphone }) => microphone).filter((id) => id !== ''))) {
          if (offer !== null) await seat.peer.resumeConsumer(offer.id);
        }
      },
      async () => {
        const [seat, other] = [one(), one()];
        const consumerId = seat.consumerOf(other);
        if (present.has(seat) && seat.peerOrNull?.has(consumerId) === true) await seat.peer.resumeConsumer(consumerId);
      },
      async () => {
        const seat = one();
        if (!present.has(seat)) return;
        await seat.peer.pauseProducer(seat.microphone);
        await seat.peer.resumeProducer(seat.microphone);
      },
    ];
    const refusals = new Set<string>();
    const take = async () => {
      try {
        await steps[random(steps.length)]?.();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.add(error.code);
      }
    };
    let divided = 0;
    for (let step = 0; step < STEPS; step += 1) {
      // Two at the same time as well: each may find the other half done.
      await Promise.all(random(3) === 0 ? [take(), take()] : [take()]);
      const { apart } = mediation.state;
      if (apart === null) continue;
      divided += 1;
      const over = streamsOverTheBorder(rtp, [...present], apart.insiderIds);
      expect(
        over.map(({ id }) => id),
        `step ${step}`,
      ).toEqual([]);
    }
    expect(divided).toBeGreaterThan(STEPS / 4);
    expect(refusals).toContain('room.apart');
    await mediation.together(room.mustSit(mediator.asker)).catch(() => undefined);
    for (const seat of seats) seat.close();
    all.close();
  },
);
