import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine } from '../../media/fixture.ts';
import type { MediaEngine } from '../../media/media-engine.ts';
import { workerIndexOf } from '../../media/media-worker.ts';
import { TestPage, testGuest } from '../../security/fixture.ts';
import { TestRooms } from '../fixture.ts';
import { SEAT_HELD_MS } from '../presence.ts';
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
const since = () => mediation().state.apart?.since ?? null;
const caucus = (...others: (RtpSeat | undefined)[]) =>
  mediation().caucus(room().mustSit(mustBe(mediator).asker), {
    roomId,
    side: null,
    participantIds: others.map((seat) => mustBe(seat).id),
    minutes: 20,
    apartSince: since(),
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
    const again = await all.rooms.join({ roomId, seat: mustBe(applicant).proof, freshTransports: true }, mustBe(applicant).asker);
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
      const waiting = await all.rooms.join({ roomId, seat: one.proof, freshTransports: true }, one.asker);
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
    await all.rooms.chat(roomId, '我最低要八千', inside.asker, since());
    expect(
      mustBe(mediator)
        .page.of('room.chat')
        .map(({ message }) => message.text),
    ).toEqual(['我最低要八千']);
    expect(outside.page.of('room.chat')).toEqual([]);
    await expect(all.rooms.chat(roomId, '怎么样了', outside.asker, since())).rejects.toEqual(refused('room.apart'));
    expect(() => room().react(outside.asker, 'approve', since())).toThrow(refused('room.apart'));
    room().react(inside.asker, 'approve', since());
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
    const common = await board.open(seat(), { roomId, title: '地籍图', document: null, audience: null, apartSince: since() });
    await caucus(applicant);
    expect(mustBe(respondent).page.of('board.changed').at(-1)?.board.shown).toBeNull();
    await board.open(seat(), { roomId, title: '底价', document: null, audience: null, apartSince: since() });
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
      mediation().caucus(room().mustSit(mustBe(mediator).asker), {
        ...{ roomId, side, participantIds: [], minutes: null },
        apartSince: since(),
      });
    await expect(bySide('third')).rejects.toEqual(refused('participant.unknown'));
    await bySide('applicant');
    expect(mediation().state.apart).toMatchObject({ side: 'applicant', expectedEnd: null });
    await expect(bySide('respondent')).rejects.toEqual(refused('room.apart'));
    expect(await leaked([mediator, applicant, witness])).toBe(0);
    await caucus(respondent);
    await Promise.all(everyPair(seats).map(([one, other]) => one.hears(other)));
  });
});

describe('what is late, or meant for others', () => {
  const at = (one: RtpSeat | undefined) => room().mustSit(mustBe(one).asker);
  const white = (one: RtpSeat | undefined, apartSince: number | null) =>
    room().board.open(at(one), { roomId, title: '底价', document: null, audience: null, apartSince });
  const shownTo = (one: RtpSeat | undefined) => mustBe(one).page.of('board.changed').at(-1)?.board.shown ?? null;

  it('a document that was begun inside is not shown when the caucus ends before it is opened', async () => {
    await caucus(applicant);
    const { board } = room();
    const uploadId = crypto.randomUUID();
    await board.upload(at(mediator), uploadId, 0, Buffer.from('底价八千'));
    await together();
    const document = { uploadId, pages: 1 };
    const opened = board.open(at(mediator), { roomId, title: '底价', document, audience: null, apartSince: null });
    await expect(opened).rejects.toEqual(refused('room.apart'));
    expect(shownTo(respondent)).toBeNull();
    expect(all.contents.coming.size).toBe(0);
  });

  it('white pages that were asked for inside are refused after the end', async () => {
    await caucus(applicant);
    const before = since();
    await together();
    await expect(white(mediator, before)).rejects.toEqual(refused('room.apart'));
    expect(shownTo(respondent)).toBeNull();
  });

  it('a board that is being written when the caucus ends is put away with it', async () => {
    await caucus(applicant);
    const opening = white(mediator, since());
    const ending = together();
    await Promise.all([opening, ending]);
    expect(
      mustBe(respondent)
        .page.of('board.changed')
        .map(({ board }) => board.shown?.title),
    ).not.toContain('底价');
    expect(shownTo(mediator)).toBeNull();
  });

  it('boards of a caucus are in no list and are not opened again afterwards, nor after a restart', async () => {
    const common = await white(mediator, null);
    await caucus(applicant);
    const inside = await white(mediator, since());
    await all.restart();
    expect((await room().board.list()).map(({ id }) => id)).toEqual([common]);
    await mustBe(mediator).join();
    await together();
    expect((await room().board.list()).map(({ id }) => id)).toEqual([common]);
    await expect(room().board.reopen(inside)).rejects.toEqual(refused('board.unknown'));
    expect(shownTo(mediator)?.id).toBe(common);
  });

  it('nobody outside opens a board or brings a document, in a break nobody at all', async () => {
    const colleague = await sit(all.page('mediator', 'county', '周明'));
    await caucus(applicant);
    await expect(white(colleague, since())).rejects.toEqual(refused('room.apart'));
    await expect(room().board.upload(at(colleague), crypto.randomUUID(), 0, Buffer.from('x'))).rejects.toEqual(refused('room.apart'));
    await together();
    await mediation().pause(5);
    await expect(white(mediator, since())).rejects.toEqual(refused('room.apart'));
  });

  it('a message, a file and a sign of the caucus that come after its end are refused', async () => {
    await caucus(applicant);
    const before = since();
    await together();
    const { asker } = mustBe(applicant);
    await expect(all.rooms.chat(roomId, '我最低要八千', asker, before)).rejects.toEqual(refused('room.apart'));
    expect(() => all.rooms.mayPost(roomId, asker, before)).toThrow(refused('room.apart'));
    expect(() => room().react(asker, 'approve', before)).toThrow(refused('room.apart'));
    expect(mustBe(respondent).page.of('room.chat')).toEqual([]);
    expect(await all.store.listChat(roomId, 10)).toEqual([]);
  });
});

describe('who is inside', () => {
  it('is not whoever types the name of an insider who is away: neither the place nor the checked identity', async () => {
    mediation().checkIdentity(
      { roomId, participantId: mustBe(applicant).id, result: 'same', words: '身份证尾号 1234' },
      host.identity.account,
    );
    const identityOf = (id: string) => mediation().state.seats.find(({ participantId }) => participantId === id)?.identity;
    expect(identityOf(mustBe(applicant).id)).toMatchObject({ result: 'same' });
    expect(JSON.stringify(mediation().state)).not.toContain('1234');
    await caucus(applicant);
    mustBe(applicant).cut();
    all.clock.advance(SEAT_HELD_MS);
    const page = new TestPage({ ...testGuest(roomId, '王桂兰'), ...codeOf(mustBe(applicant)) });
    const impostor = new RtpSeat(all, rtp, roomId, page);
    seats.push(impostor);
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: true }, impostor.asker);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    await impostor.join();
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id]);
    expect(identityOf(impostor.id)).toBeNull();
    const again = await all.rooms.join({ roomId, seat: mustBe(applicant).proof, freshTransports: true }, mustBe(applicant).asker);
    all.rooms.admit(roomId, again.seat.participantId, host);
    await mustBe(applicant).join(true);
    expect(identityOf(mustBe(applicant).id)).toMatchObject({ result: 'same' });
    expect(mediation().state.apart?.insiderIds).toContain(mustBe(applicant).id);
  });

  it('stays so for a second seat of a guest of whom the first is removed, and the removed one has no place any more', async () => {
    await caucus(applicant, witness);
    const removed = mustBe(applicant).proof;
    room().remove(mustBe(applicant).id, host.identity);
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id, mustBe(witness).id]);
    const again = await all.rooms.join({ roomId, seat: removed, freshTransports: true }, mustBe(applicant).asker);
    all.rooms.admit(roomId, again.seat.participantId, host);
    await mustBe(applicant).join(true);
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id, mustBe(witness).id]);
    expect(crossing()).toEqual([]);
  });

  it('is decided by the first of two mediators who ask at once: the second takes nobody in', async () => {
    const colleague = await sit(all.page('mediator', 'county', '周明'));
    const ask = (by: RtpSeat | undefined, who: RtpSeat | undefined) =>
      mediation().caucus(room().mustSit(mustBe(by).asker), {
        ...{ roomId, side: null, participantIds: [mustBe(who).id], minutes: null, apartSince: null },
      });
    const [first, second] = await Promise.allSettled([ask(mediator, applicant), ask(colleague, respondent)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'right.missing' } });
    expect(mediation().state.apart?.insiderIds).toEqual([mustBe(mediator).id, mustBe(applicant).id]);
  });

  it('announces another end without taking anybody in', async () => {
    await caucus(applicant);
    all.clock.advance(60_000);
    const before = mediation().state.apart;
    const ask = { roomId, side: null, participantIds: [], minutes: 30, apartSince: since() };
    await mediation().caucus(room().mustSit(mustBe(mediator).asker), ask);
    expect(mediation().state.apart).toEqual({ ...before, expectedEnd: all.clock.now() + 30 * 60_000 });
  });

  it('keeps the chair among those inside when its holder goes', async () => {
    // Longest there of those who are left.
    const outside = await sit(all.page('mediator', 'county', '吴静'));
    const inside = await sit(all.page('mediator', 'county', '周明'));
    const order = [outside, inside];
    await caucus(inside, applicant);
    mustBe(mediator).leave();
    expect(order.map(({ page }) => page.of('room.host').at(-1)?.hostId)).toEqual([inside.id, inside.id]);
  });

  it('is not watched from outside: mutes, hands and the word are told to those inside, and to all when it is over', async () => {
    await caucus(applicant);
    const { page } = mustBe(respondent);
    page.clear();
    await room().conduct.hold(room().mustSit(mustBe(applicant).asker), 'microphone');
    await expect(room().floor.give(mustBe(applicant).id, null)).rejects.toEqual(refused('room.apart'));
    expect(() => room().floor.prepare(mustBe(applicant).id)).toThrow(refused('room.apart'));
    room().sending(mustBe(applicant).asker, 'machine');
    expect(page.heard.map(({ type }) => type)).toEqual([]);
    expect(mustBe(mediator).page.of('room.participants').at(-1)?.participants[0]).toMatchObject({
      mutedByHost: true,
      limitedBy: 'machine',
    });
    const late = await guest('陈志远');
    expect(late.rowOf(mustBe(applicant))).toMatchObject({ mutedByHost: false, limitedBy: null });
    await together();
    const told = page.of('room.participants').flatMap(({ participants }) => participants);
    expect(told.findLast(({ id }) => id === mustBe(applicant).id)).toMatchObject({ mutedByHost: true, limitedBy: 'machine' });
  });

  it('hears on coming in which of the tiles outside have gone meanwhile', async () => {
    await caucus(applicant);
    const gone = mustBe(witness).microphone;
    mustBe(witness).peer.closeProducer(gone);
    expect(mustBe(respondent).page.of('room.producerClosed')).toEqual([]);
    await caucus(respondent);
    expect(
      mustBe(respondent)
        .page.of('room.producerClosed')
        .map(({ producerId }) => producerId),
    ).toContain(gone);
  });
});

describe('a disk that is full', () => {
  const full = async () => {
    throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
  };

  it('keeps nobody apart and nobody together: the board is put away, all are told', async () => {
    const open = (title: string) =>
      room().board.open(room().mustSit(mustBe(mediator).asker), { roomId, title, document: null, audience: null, apartSince: since() });
    await open('地籍图');
    Object.assign(all.boards, { hide: full });
    await caucus(applicant);
    expect(mustBe(respondent).page.of('room.mediation').at(-1)?.mediation.apart?.kind).toBe('caucus');
    expect(mustBe(applicant).page.of('board.changed').at(-1)?.board.shown).toBeNull();
    Object.assign(all.boards, { show: full });
    await together();
    expect(mediation().state.apart).toBeNull();
    await mustBe(respondent).hears(mustBe(mediator));
  });

  it('somebody who is removed while the room is divided does not cost it the board', async () => {
    const { board } = room();
    const seat = room().mustSit(mustBe(mediator).asker);
    const common = await board.open(seat, { roomId, title: '地籍图', document: null, audience: null, apartSince: null });
    const { hide } = all.boards;
    Object.assign(all.boards, {
      hide: async (id: string) => {
        room().remove(mustBe(witness).id, host.identity);
        await hide.call(all.boards, id);
      },
    });
    await caucus(applicant, witness);
    Object.assign(all.boards, { hide });
    await together();
    expect(mustBe(respondent).page.of('board.changed').at(-1)?.board.shown?.id).toBe(common);
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
