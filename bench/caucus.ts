import { availableParallelism } from 'node:os';
import pino from 'pino';
import { MediaEngine } from '../sfu-server/media/media-engine.ts';
import { TestRooms } from '../sfu-server/rooms/fixture.ts';
import { RtpEngine, RtpSeat, streamsOverTheBorder } from '../sfu-server/rooms/mediation/rtp-seats.ts';
import { TestPage, testGuest } from '../sfu-server/security/fixture.ts';
import { resultLine, spread } from './harness/figures.ts';

const SWITCHES = 50;
const PARTIES = ['王桂兰', '李建国', '张秀英', '陈志远'] as const;
/** How long each caucus lasts, packets of the mediator's microphone: about 200 ms. */
const PACKETS_INSIDE = 10;

/**
 * Five seats, each with a microphone and a camera, on real workers: into caucus and back. Measured from the request until picture and sound
 * are right at every seat: those inside have both of each other, or all of all. Counted are packets of sound sent inside while the caucus
 * was announced and received outside, and what the workers say they sent over the border meanwhile.
 * @returns the result line
 */
export async function run(): Promise<string> {
  const log = pino({ level: 'silent' });
  const engine = await MediaEngine.start({
    workers: availableParallelism(),
    rtcPort: 0,
    listenAddress: '127.0.0.1',
    announcedAddress: null,
    log,
  });
  const rtp = new RtpEngine(engine);
  const all = await TestRooms.open(rtp.engine);
  const seats: RtpSeat[] = [];
  try {
    return await measure(all, rtp, seats);
  } finally {
    for (const seat of seats) seat.close();
    all.close();
    engine.close();
  }
}

async function measure(all: TestRooms, rtp: RtpEngine, seats: RtpSeat[]): Promise<string> {
  const host = all.page('mediator', 'county');
  const { id: roomId } = await all.rooms.create({ kind: 'mediation', title: '调解', access: 'line', invitedOrgIds: [] }, host);
  const mediator = await sit(all, rtp, seats, roomId, host);
  for (const name of PARTIES) {
    const page = new TestPage(testGuest(roomId, name));
    const seat = new RtpSeat(all, rtp, roomId, page, true);
    seats.push(seat);
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: false }, seat.asker);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    await seat.join();
  }
  await right(seats);
  const room = all.run(roomId, host, 'mediate');
  const into: number[] = [];
  const back: number[] = [];
  let atClients = 0;
  let atServer = 0;
  for (let index = 0; index < SWITCHES; index += 1) {
    const party = seats[1 + (index % PARTIES.length)];
    if (party === undefined) throw new Error('There is no such party.');
    const inside = [mediator, party];
    const marks = new Set(inside.map(({ mark }) => mark));
    const sentInside: { from: number; to: number } = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    const outside = seats.filter((seat) => !inside.includes(seat));
    for (const seat of outside) {
      seat.onPacket = (mark, sentAt) => {
        if (marks.has(mark) && sentAt >= sentInside.from && sentAt < sentInside.to) atClients += 1;
      };
    }
    const begun = performance.now();
    await room.mediation.caucus(room.mustSit(mediator.asker), {
      roomId,
      side: null,
      participantIds: [party.id],
      minutes: 15,
      apartSince: null,
    });
    sentInside.from = performance.now();
    const before = await sentOver(rtp, seats, inside);
    await right(inside);
    into.push(performance.now() - begun);
    for (let packets = 0; packets < PACKETS_INSIDE; packets += 1) await party.hears(mediator);
    atServer += (await sentOver(rtp, seats, inside)) - before;
    atServer += streamsOverTheBorder(
      rtp,
      seats,
      inside.map(({ id }) => id),
    ).length;
    sentInside.to = performance.now();
    await room.mediation.together(room.mustSit(mediator.asker));
    await right(seats);
    back.push(performance.now() - sentInside.to);
    for (const seat of outside) seat.onPacket = null;
  }
  return resultLine('caucus', {
    switch_ms: spread([...into, ...back]),
    into_ms: spread(into),
    back_ms: spread(back),
    leaked_packets: { value: atClients + atServer },
  });
}

async function sit(all: TestRooms, rtp: RtpEngine, seats: RtpSeat[], roomId: string, page: TestPage): Promise<RtpSeat> {
  const seat = new RtpSeat(all, rtp, roomId, page, true);
  seats.push(seat);
  await seat.join();
  return seat;
}

/** Resolves when each of them has sound and picture of each of the others, sent from now on. */
async function right(seats: readonly RtpSeat[]): Promise<void> {
  const from = performance.now();
  await Promise.all(seats.flatMap((one) => seats.filter((other) => other !== one).flatMap((other) => [one.hears(other), one.sees(other)])));
  if (performance.now() - from > 30_000) throw new Error('Sound or picture did not come back.');
}

/** Packets of sound that the workers say they have sent from those inside to those outside. */
async function sentOver(rtp: RtpEngine, seats: readonly RtpSeat[], inside: readonly RtpSeat[]): Promise<number> {
  const outside = seats.filter((seat) => !inside.includes(seat));
  const microphones = new Set(inside.map(({ microphone }) => microphone));
  const crossing = [...rtp.consumers].filter(
    (consumer) => microphones.has(String(consumer.appData.askedFor)) && outside.some((seat) => seat.peerOrNull?.has(consumer.id) === true),
  );
  const stats = await Promise.all(crossing.map((consumer) => consumer.getStats()));
  return stats.flat().reduce((sum, one) => sum + (one.type === 'outbound-rtp' ? one.packetCount : 0), 0);
}
