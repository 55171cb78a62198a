import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine } from '../../media/fixture.ts';
import type { MediaEngine } from '../../media/media-engine.ts';
import { workerIndexOf } from '../../media/media-worker.ts';
import { TestPage, testGuest } from '../../security/fixture.ts';
import { TestRooms } from '../fixture.ts';
import { SEAT_HELD_MS } from '../room.ts';
import { RtpEngine, RtpSeat, streamsOverTheBorder } from './rtp-seats.ts';

let engine: MediaEngine;
let rtp: RtpEngine;
let all: TestRooms;
let seats: RtpSeat[];
let host: ReturnType<TestRooms['page']>;
let roomId: string;
let [mediator, applicant, respondent, witness]: RtpSeat[] = [];

beforeAll(async () => {
  engine = await startTestEngine(2);
});
afterAll(() => engine.close());
beforeEach(async () => {
  rtp = new RtpEngine(engine);
  all = await TestRooms.open(rtp.engine);
  seats = [];
  host = all.page('mediator', 'county');
  const room = await all.rooms.create({ kind: 'mediation', title: '宅基地纠纷', access: 'line', invitedOrgIds: [] }, host);
  roomId = room.id;
  mediator = await sit(host);
  await openTheDoor();
  applicant = await guest('王桂兰');
  respondent = await guest('李建国');
  witness = await guest('张秀英');
  await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
});
afterEach(() => {
  for (const seat of seats) seat.close();
  all.close();
});

const refused = (code: string) => expect.objectContaining({ code });
const mediation = () => all.run(roomId, host, 'mediate').mediation;
const mustBe = (seat: RtpSeat | undefined): RtpSeat => {
  if (seat === undefined) throw new Error('Not seated.');
  return seat;
};

async function sit(page: TestPage): Promise<RtpSeat> {
  const seat = new RtpSeat(all, rtp, roomId, page);
  seats.push(seat);
  await seat.join();
  return seat;
}

/** A guest who is let in at once: the door itself is not what is tested here. */
async function guest(name: string): Promise<RtpSeat> {
  const page = new TestPage(testGuest(roomId, name));
  const seat = new RtpSeat(all, rtp, roomId, page);
  seats.push(seat);
  const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: false }, seat.asker);
  all.rooms.admit(roomId, waiting.seat.participantId, host);
  await seat.join();
  return seat;
}

async function openTheDoor(): Promise<void> {
  await all.run(roomId, host, 'settings').setSettings({ lobby: false });
}

const everyPair = (of: readonly RtpSeat[]) =>
  of.flatMap((one) => of.filter((other) => other !== one).map((other) => [one, other] as const));
const room = () => all.run(roomId, host, 'mediate');
const caucus = (...others: (RtpSeat | undefined)[]) =>
  mediation().caucus(room().mustSit(mustBe(mediator).asker), {
    roomId,
    side: null,
    participantIds: others.map((seat) => mustBe(seat).id),
    minutes: 20,
  });
const together = () => mediation().together(room().mustSit(mustBe(mediator).asker));

const crossing = () => streamsOverTheBorder(rtp, seats, mediation().state.apart?.insiderIds ?? []);

/** Packets that came over the border while `meanwhile` went on; the ones inside are awaited so that time passes. */
async function leaked(
  inside: readonly (RtpSeat | undefined)[],
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<number> {
  const within = inside.map(mustBe);
  const ids = new Set(mediation().state.apart?.insiderIds);
  const barred = everyPair(seats).filter(([one, other]) => !(ids.has(one.id) && ids.has(other.id)));
  const before = barred.map(([one, other]) => one.count(other));
  await meanwhile();
  for (let packets = 0; packets < 5; packets += 1) {
    await Promise.all(everyPair(within).map(([one, other]) => one.hears(other)));
  }
  return barred.reduce((sum, [one, other], index) => sum + one.count(other) - (before[index] ?? 0), 0);
}

describe('a caucus', () => {
  it('is announced when no stream crosses the border any more: those inside hear each other, the others nobody', async () => {
    let crossingWhenTold: unknown[] | null = null;
    const { notify } = mustBe(witness).page;
    Object.assign(mustBe(witness).page, {
      notify: (...told: Parameters<typeof notify>) => {
        if (told[0] === 'room.mediation') crossingWhenTold = crossing();
        notify(...told);
      },
    });
    await caucus(applicant);
    expect(crossingWhenTold).toEqual([]);
    expect(mediation().state.apart).toMatchObject({ kind: 'caucus', insiderIds: [mustBe(mediator).id, mustBe(applicant).id] });
    expect(await leaked([mediator, applicant])).toBe(0);
  });

  it('ends with everybody heard by everybody again, mutes kept', async () => {
    await mustBe(respondent).peer.pauseProducer(mustBe(respondent).microphone);
    await mustBe(witness).peer.pauseConsumer(mustBe(witness).consumerOf(mustBe(mediator)));
    await caucus(applicant);
    await together();
    const [one, two, three] = [mustBe(mediator), mustBe(applicant), mustBe(witness)];
    await Promise.all([one.hears(two), two.hears(one), two.hears(three), one.hears(three), three.hears(two)]);
    expect(rtp.consumers.size).toBe(12);
    const muted = mustBe(respondent).microphone;
    expect(room().recordable().sending(muted)?.producer.paused).toBe(true);
    const paused = [...rtp.consumers].filter((consumer) => consumer.paused).map(({ id }) => id);
    expect(paused).toEqual([three.consumerOf(one)]);
  });

  it('refuses to start a stream across the border, and starts it by itself when all are together', async () => {
    await mustBe(respondent).peer.pauseConsumer(mustBe(respondent).consumerOf(mustBe(mediator)));
    await caucus(applicant);
    const consumerId = mustBe(respondent).consumerOf(mustBe(mediator));
    await expect(mustBe(respondent).peer.resumeConsumer(consumerId)).rejects.toEqual(refused('room.apart'));
    expect(await mustBe(respondent).ask([mustBe(mediator).microphone])).toEqual([null]);
    expect(crossing()).toEqual([]);
    await together();
    await mustBe(respondent).hears(mustBe(mediator));
  });

  it('stays closed for one who comes late, one who comes back to the seat, and one who sits down anew', async () => {
    await caucus(applicant);
    const late = await guest('陈志远');
    expect(await leaked([mediator, applicant])).toBe(0);
    mustBe(respondent).cut();
    await mustBe(respondent).join();
    mustBe(witness).leave();
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: true }, mustBe(witness).asker);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    await mustBe(witness).join(true);
    expect(await leaked([mediator, applicant])).toBe(0);
    expect(crossing()).toEqual([]);
    await together();
    await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
    expect(late.count(mustBe(mediator))).toBeGreaterThan(0);
  });

  it('takes an insider in again who comes back after the seat was given up, and nobody else', async () => {
    await caucus(applicant);
    mustBe(applicant).cut();
    all.clock.advance(SEAT_HELD_MS);
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id]);
    const relative = new TestPage({ ...testGuest(roomId, '王家小妹'), ...codeOf(mustBe(applicant)) });
    const stranger = new RtpSeat(all, rtp, roomId, relative);
    seats.push(stranger);
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: true }, stranger.asker);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    await stranger.join();
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id]);
    const again = await all.rooms.join({ roomId, seat: null, freshTransports: true }, mustBe(applicant).asker);
    all.rooms.admit(roomId, again.seat.participantId, host);
    await mustBe(applicant).join(true);
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id, mustBe(applicant).id]);
    expect(await leaked([mediator, applicant])).toBe(0);
  });

  it("stays closed when the mediator's line is cut and the seat given up; only whoever has the chair then opens it", async () => {
    const colleague = all.page('mediator', 'county', '周明');
    const outside = await sit(colleague);
    await caucus(applicant, witness);
    await expect(async () => mediation().together(room().mustSit(outside.asker))).rejects.toEqual(refused('right.missing'));
    mustBe(mediator).cut();
    expect(await leaked([applicant, witness])).toBe(0);
    mustBe(mediator).close();
    all.clock.advance(SEAT_HELD_MS);
    expect(await leaked([applicant, witness])).toBe(0);
    expect(crossing()).toEqual([]);
    await mediation().together(room().mustSit(outside.asker));
    await outside.hears(mustBe(applicant));
  });

  it('is there again after a restart of the server: accounts and guests of before are inside, nobody else', async () => {
    await caucus(applicant);
    await all.restart();
    expect(mediation().state.apart).toMatchObject({ kind: 'caucus', insiderIds: [] });
    await mustBe(mediator).join();
    for (const one of [applicant, respondent, witness].map(mustBe)) {
      const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: true }, one.asker);
      if (waiting.state === 'waiting') all.rooms.admit(roomId, waiting.seat.participantId, host);
      await one.join(true);
    }
    expect(new Set(mediation().state.apart?.insiderIds)).toEqual(new Set([mustBe(mediator).id, mustBe(applicant).id]));
    expect(await leaked([mediator, applicant])).toBe(0);
    expect(crossing()).toEqual([]);
  });

  it('stays closed when the worker dies and the room is rebuilt', async () => {
    await caucus(applicant);
    const { router } = mustBe(mediator).peer;
    const died = seats.map((seat) => seat.page.hears('room.closed'));
    process.kill(engine.pidOf(workerIndexOf(router)), 'SIGKILL');
    await Promise.race(died);
    for (const seat of seats) if (seat.page.of('room.closed').length > 0) await seat.join();
    expect(await leaked([mediator, applicant])).toBe(0);
    expect(crossing()).toEqual([]);
    await together();
    await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
  });

  it('keeps what is written inside to those inside, and nothing of it is in the chat afterwards', async () => {
    await caucus(applicant);
    const [inside, outside] = [mustBe(applicant), mustBe(respondent)];
    await all.rooms.chat(roomId, '我最低要八千', inside.asker);
    expect(
      mustBe(mediator)
        .page.of('room.chat')
        .map(({ message }) => message.text),
    ).toEqual(['我最低要八千']);
    expect(outside.page.of('room.chat')).toEqual([]);
    await expect(all.rooms.chat(roomId, '怎么样了', outside.asker)).rejects.toEqual(refused('room.apart'));
    expect(() => room().react(outside.asker, 'approve')).toThrow(refused('room.apart'));
    room().react(inside.asker, 'approve');
    expect(outside.page.of('room.reaction')).toEqual([]);
    expect(() => all.rooms.mayPost(roomId, inside.asker)).toThrow(refused('room.apart'));
    expect(() => room().spotlight([inside.id])).toThrow(refused('room.apart'));
    await together();
    await outside.join();
    expect(await all.store.listChat(roomId, 10)).toEqual([]);
  });

  it('tells nobody outside who speaks, mutes or stops sending inside, until it is over', async () => {
    await caucus(applicant);
    for (const seat of seats) seat.page.clear();
    await mustBe(applicant).peer.pauseProducer(mustBe(applicant).microphone);
    await mustBe(applicant).peer.resumeProducer(mustBe(applicant).microphone);
    mustBe(applicant).peer.closeProducer(mustBe(applicant).microphone);
    const { page } = mustBe(respondent);
    expect(page.heard.map(({ type }) => type)).toEqual([]);
    expect(mustBe(mediator).page.of('room.producerClosed')).toHaveLength(1);
    await together();
    expect(page.of('room.producerClosed')).toHaveLength(1);
    await page.hears('media.consumerClosed');
  });

  it('hides the board from those outside, and what was shown inside is not there afterwards', async () => {
    const { board } = room();
    const seat = () => room().mustSit(mustBe(mediator).asker);
    const common = await board.open(seat(), { roomId, title: '地籍图', document: null, audience: null });
    await caucus(applicant);
    expect(mustBe(respondent).page.of('board.changed').at(-1)?.board.shown).toBeNull();
    await board.open(seat(), { roomId, title: '底价', document: null, audience: null });
    expect(mustBe(applicant).page.of('board.changed').at(-1)?.board.shown?.title).toBe('底价');
    expect(
      mustBe(respondent)
        .page.of('board.changed')
        .map((one) => one.board.shown?.title),
    ).not.toContain('底价');
    await together();
    expect(mustBe(respondent).page.of('board.changed').at(-1)?.board.shown?.id).toBe(common);
    expect(
      mustBe(respondent)
        .page.of('board.changed')
        .map((one) => one.board.shown?.title),
    ).not.toContain('底价');
  });

  it('is not recorded: while it runs there is nothing to be recorded, and what listens is stopped before it is announced', async () => {
    const recordable = room().recordable();
    const order: string[] = [];
    const stop = recordable.observe({
      told: {
        'board.news': () => order.push('drawn'),
        'room.mediation': () => order.push('told'),
        'room.producer': () => order.push('producer'),
      },
      restrain: async () => void order.push('restrained'),
      ended: () => undefined,
    });
    await caucus(applicant);
    expect(order).toEqual(['restrained', 'told']);
    expect(recordable.present.producers).toEqual([]);
    expect(recordable.sending(mustBe(applicant).microphone)).toBeNull();
    await together();
    expect(order.filter((one) => one === 'producer')).toHaveLength(4);
    stop();
  });

  it('with one side takes in all who sit there, and no second side', async () => {
    mediation().place(mustBe(applicant).id, { capacity: 'party', side: 'applicant' });
    mediation().place(mustBe(witness).id, { capacity: 'lawyer', side: 'applicant' });
    mediation().place(mustBe(respondent).id, { capacity: 'party', side: 'respondent' });
    const bySide = (side: 'applicant' | 'respondent' | 'third') =>
      mediation().caucus(room().mustSit(mustBe(mediator).asker), { roomId, side, participantIds: [], minutes: null });
    expect(() => bySide('third')).toThrow(refused('participant.unknown'));
    await bySide('applicant');
    expect(mediation().state.apart).toMatchObject({ side: 'applicant', expectedEnd: null });
    await expect(bySide('respondent')).rejects.toEqual(refused('room.apart'));
    expect(await leaked([mediator, applicant, witness])).toBe(0);
    await caucus(respondent);
    await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
  });
});

describe('a break', () => {
  it('lets nobody hear anybody, and ends as it began', async () => {
    await mediation().pause(10);
    const before = everyPair(seats).map(([one, other]) => one.count(other));
    expect(crossing()).toEqual([]);
    await expect(mediation().pause(10)).rejects.toEqual(refused('room.apart'));
    expect(everyPair(seats).map(([one, other]) => one.count(other))).toEqual(before);
    await together();
    await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
  });
});

function codeOf({ page }: RtpSeat): { invitationCode: string } {
  if (page.identity.kind !== 'guest') throw new Error('Not a guest.');
  return { invitationCode: page.identity.invitationCode };
}
