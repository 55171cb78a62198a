import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine } from '../../media/fixture.ts';
import type { MediaEngine } from '../../media/media-engine.ts';
import type { BoardOp, DrawnElement } from '../../protocol/board.ts';
import { MAX_COORDINATES, MAX_ELEMENT_COORDINATES, TELL_MS } from '../../protocol/board.ts';
import { TestPage, testGuest } from '../../security/fixture.ts';
import { TestRooms } from '../fixture.ts';

let engine: MediaEngine;
let all: TestRooms;
beforeAll(async () => {
  engine = await startTestEngine(1);
});
afterAll(() => engine.close());
beforeEach(async () => {
  all = await TestRooms.open(engine);
});
afterEach(() => all.close());

const refused = (code: string) => expect.objectContaining({ code });
const again = <P extends TestPage>(first: P) => new TestPage(first.identity);

function drawn(change: Partial<DrawnElement> = {}): DrawnElement {
  return { id: crypto.randomUUID(), page: 0, kind: 'pen', color: 'red', size: 40, points: [100, 100, 200, 200], text: '', ...change };
}
const put = (element: DrawnElement): BoardOp => ({ op: 'put', element });

/** A room with its host and one member inside, and what each does on the board. */
async function meeting() {
  const host = all.page('host', 'county', '主持');
  const member = all.page('operator', 'township', '双湖镇');
  const { roomId, id: hostId } = await all.open(host);
  const { id: memberId } = await all.sit(roomId, member);
  const board = (page: TestPage) => {
    const room = all.rooms.room(roomId, page as Parameters<typeof all.rooms.room>[1]);
    return { board: room.board, seat: room.mustSit(page) };
  };
  const open = (page: TestPage, audience: string[] | null = null) => {
    const at = board(page);
    return at.board.open(at.seat, { roomId, title: '示意图', document: null, audience, apartSince: null });
  };
  const draw = (page: TestPage, boardId: string, ...ops: BoardOp[]) => {
    const at = board(page);
    at.board.draw(at.seat, boardId, ops);
  };
  const get = (page: TestPage, boardId: string) => {
    const at = board(page);
    return at.board.get(at.seat, boardId);
  };
  /** As it was last told to a page. */
  const shownTo = (page: TestPage) => page.of('board.changed').at(-1)?.board.shown;
  return { roomId, host, hostId, member, memberId, board, open, draw, get, shownTo };
}

async function bring(at: Awaited<ReturnType<typeof meeting>>, page: TestPage, content: string, audience: string[] | null = null) {
  const { board, seat } = at.board(page);
  const uploadId = crypto.randomUUID();
  await board.upload(seat, uploadId, 0, Buffer.from(content));
  return board.open(seat, { roomId: at.roomId, title: '红线图', document: { uploadId, pages: 3 }, audience, apartSince: null });
}

describe('who shows something', () => {
  it('is the host, whoever has the floor, and whom the host lets; nobody else', async () => {
    const at = await meeting();
    await expect(at.open(at.member)).rejects.toEqual(refused('right.missing'));
    at.board(at.host).board.let(at.memberId, true);
    expect(at.member.of('board.changed').at(-1)?.board.presenters).toEqual([at.memberId]);
    const boardId = await at.open(at.member);
    expect(at.shownTo(at.host)).toMatchObject({ id: boardId, presenterId: at.memberId, pages: 1, page: 0 });
    at.board(at.host).board.let(at.memberId, false);
    expect(() => at.draw(at.member, boardId, put(drawn()))).toThrow(refused('right.missing'));
    await all.run(at.roomId, at.host, 'floor').floor.give(at.memberId, 5);
    at.draw(at.member, boardId, put(drawn()));
    expect(at.get(at.host, boardId).elements).toHaveLength(1);
  });

  it('is not put aside by another presenter, but by a host', async () => {
    const at = await meeting();
    const other = all.page('operator', 'otherTownship', '青山镇');
    const { id: otherId } = await all.sit(at.roomId, other);
    for (const id of [at.memberId, otherId]) at.board(at.host).board.let(id, true);
    await at.open(at.member);
    await expect(at.open(other)).rejects.toEqual(refused('board.taken'));
    const boardId = await at.open(at.host);
    expect(at.shownTo(at.member)?.id).toBe(boardId);
  });
});

describe('what is drawn', () => {
  it('is told to all inside, many strokes in one message, and to the late as a whole', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const pen = drawn();
    at.draw(at.host, boardId, put(pen));
    for (let from = 4; from < 24; from += 2) at.draw(at.host, boardId, { op: 'extend', id: pen.id, from, points: [from, from] });
    expect(at.member.of('board.news')).toEqual([]);
    all.clock.advance(TELL_MS);
    const [told, ...more] = at.member.of('board.news');
    expect(more).toEqual([]);
    expect(told).toMatchObject({ boardId, version: 11 });
    expect(told?.news.map(({ op }) => op)).toEqual(['put', 'extend']);

    const late = all.page('operator', 'otherTownship');
    const { snapshot } = await all.sit(at.roomId, late);
    expect(snapshot.board.shown?.id).toBe(boardId);
    const { version, elements } = at.get(late, boardId);
    expect(version).toBe(11);
    expect(elements).toMatchObject([{ id: pen.id, by: at.hostId }]);
    expect(elements[0]?.points).toHaveLength(24);
  });

  it('that is sent twice is there once', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const pen = drawn();
    at.draw(at.host, boardId, put(pen), { op: 'extend', id: pen.id, from: 4, points: [5, 5] });
    at.draw(at.host, boardId, { op: 'extend', id: pen.id, from: 4, points: [5, 5, 6, 6] });
    expect(at.get(at.host, boardId).elements[0]?.points).toEqual([100, 100, 200, 200, 5, 5, 6, 6]);
  });

  it('is taken away by whoever drew it and by the presenter, and cleared by the presenter only', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    at.board(at.host).board.let(at.memberId, true);
    const [mine, theirs] = [drawn(), drawn()];
    at.draw(at.host, boardId, put(theirs));
    at.draw(at.member, boardId, put(mine));
    expect(() => at.draw(at.member, boardId, { op: 'remove', id: theirs.id })).toThrow(refused('right.missing'));
    expect(() => at.draw(at.member, boardId, put({ ...theirs, points: [0, 0] }))).toThrow(refused('right.missing'));
    at.draw(at.member, boardId, { op: 'remove', id: mine.id });
    expect(at.get(at.member, boardId).elements.map(({ id }) => id)).toEqual([theirs.id]);
    const member = at.board(at.member);
    expect(() => member.board.clear(member.seat, boardId, null)).toThrow(refused('right.missing'));
    const host = at.board(at.host);
    host.board.clear(host.seat, boardId, 0);
    expect(at.get(at.member, boardId).elements).toEqual([]);
  });

  it('has bounds: how much there may be, and how fast it comes', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const points = Array.from({ length: 1_000 }, () => 1);
    const fill = () => {
      for (let drawnSoFar = 0; drawnSoFar <= MAX_COORDINATES; drawnSoFar += 1_000) {
        at.draw(at.host, boardId, put(drawn({ points })));
        all.clock.advance(30);
      }
    };
    expect(fill).toThrow(refused('board.full'));
    expect(at.get(at.host, boardId).elements).toHaveLength(MAX_COORDINATES / 1_000);
    const hurry = () => {
      for (let n = 0; n < 300; n += 1) at.draw(at.host, boardId, { op: 'point', at: null });
    };
    expect(hurry).toThrow(expect.objectContaining({ code: 'request.too_many', retryAfterMs: expect.any(Number) }));
  });

  it('comes no faster in large portions, and waits as long as a whole portion takes', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const portion = Array.from({ length: 60 }, (): BoardOp => ({ op: 'point', at: null }));
    for (let n = 0; n < 4; n += 1) at.draw(at.host, boardId, ...portion);
    expect(() => at.draw(at.host, boardId, ...portion)).toThrow(expect.objectContaining({ code: 'request.too_many', retryAfterMs: 750 }));
    all.clock.advance(750);
    at.draw(at.host, boardId, ...portion);
  });

  it('is no stroke without end: one takes so much, and another one may be begun', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const points = Array.from({ length: 1_000 }, () => 1);
    const pen = drawn({ points });
    at.draw(at.host, boardId, put(pen));
    for (let from = 1_000; from < MAX_ELEMENT_COORDINATES; from += 1_000)
      at.draw(at.host, boardId, { op: 'extend', id: pen.id, from, points });
    const further = () => at.draw(at.host, boardId, { op: 'extend', id: pen.id, from: MAX_ELEMENT_COORDINATES, points: [1, 1] });
    expect(further).toThrow(refused('board.full'));
    at.draw(at.host, boardId, put(drawn()));
    expect(at.get(at.host, boardId).elements.map((element) => element.points.length)).toEqual([MAX_ELEMENT_COORDINATES, 4]);
  });

  it('of a pointer is only its last place, and none of it is kept', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    for (const x of [1, 2, 3]) at.draw(at.host, boardId, { op: 'point', at: { page: 0, x, y: 1 } });
    all.clock.advance(TELL_MS);
    expect(at.member.of('board.news').at(-1)?.news).toEqual([{ op: 'point', by: at.hostId, at: { page: 0, x: 3, y: 1 } }]);
    expect(at.get(at.member, boardId)).toEqual({ version: 0, elements: [] });
  });
});

describe('pages', () => {
  it('are turned for all by the presenter; white ones grow, those of a document do not', async () => {
    const at = await meeting();
    const white = await at.open(at.host);
    const host = at.board(at.host);
    host.board.turn(host.seat, white, 1);
    expect(at.shownTo(at.member)).toMatchObject({ page: 1, pages: 2 });
    expect(() => host.board.turn(host.seat, white, 3)).toThrow(refused('request.malformed'));
    const document = await bring(at, at.host, '%PDF-');
    host.board.turn(host.seat, document, 2);
    expect(() => host.board.turn(host.seat, document, 3)).toThrow(refused('request.malformed'));
    const member = at.board(at.member);
    expect(() => member.board.turn(member.seat, document, 0)).toThrow(refused('right.missing'));
    expect((await member.board.read(member.seat, document, 1, 3)).toString()).toBe('PDF');
  });

  it('are also turned by whom a host has let, on what another shows, until it is taken back', async () => {
    const at = await meeting();
    const document = await bring(at, at.host, '%PDF-');
    const { board, seat } = at.board(at.member);
    at.board(at.host).board.let(at.memberId, true);
    board.turn(seat, document, 2);
    expect(at.shownTo(at.host)).toMatchObject({ page: 2 });
    at.draw(at.member, document, put(drawn({ page: 2 })));
    // What the host shows is not theirs to clear, to close or to put away.
    expect(() => board.clear(seat, document, null)).toThrow(refused('right.missing'));
    await expect(board.close(seat, document)).rejects.toEqual(refused('right.missing'));
    at.board(at.host).board.let(at.memberId, false);
    expect(() => board.turn(seat, document, 0)).toThrow(refused('right.missing'));
    expect(() => at.draw(at.member, document, put(drawn()))).toThrow(refused('right.missing'));
  });
});

describe('a board for some', () => {
  it('is seen by them and those who run the room; the others hear nothing of it, neither head, strokes nor content', async () => {
    const at = await meeting();
    const guest = new TestPage(testGuest(at.roomId, '王桂兰'));
    const waiting = await all.rooms.join({ roomId: at.roomId, seat: null, freshTransports: false }, guest);
    all.rooms.admit(at.roomId, waiting.seat.participantId, at.host);
    const { id: guestId } = await all.sit(at.roomId, guest, waiting.seat);
    const boardId = await bring(at, at.host, '%PDF-evidence', [guestId]);
    at.draw(at.host, boardId, put(drawn()));
    all.clock.advance(TELL_MS);

    expect(at.shownTo(guest)).toMatchObject({ id: boardId, audience: [guestId] });
    expect(guest.of('board.news')).toHaveLength(1);
    expect(at.shownTo(at.member)).toBeNull();
    expect(at.member.of('board.news')).toEqual([]);
    expect(JSON.stringify(at.member.of('board.changed'))).not.toContain(boardId);
    const member = at.board(at.member);
    expect(() => member.board.get(member.seat, boardId)).toThrow(refused('board.unknown'));
    expect(() => member.board.read(member.seat, boardId, 0, 5)).toThrow(refused('board.unknown'));
    expect((await all.sit(at.roomId, all.page('operator', 'otherTownship'))).snapshot.board.shown).toBeNull();

    // The audience is another now: who saw it sees it no more.
    const host = at.board(at.host);
    host.board.setAudience(host.seat, boardId, [at.memberId]);
    expect(at.shownTo(guest)).toBeNull();
    expect(at.shownTo(at.member)).toMatchObject({ id: boardId });
    at.draw(at.host, boardId, put(drawn()));
    all.clock.advance(TELL_MS);
    expect(guest.of('board.news')).toHaveLength(1);
    expect(() => member.board.setAudience(member.seat, boardId, null)).toThrow(refused('right.missing'));
  });

  it('stays for the same people when they come back with another seat, and after a restart', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host, [at.memberId]);
    const other = all.page('operator', 'otherTownship');
    await all.restart();
    expect((await all.sit(at.roomId, other)).snapshot.board.shown).toBeNull();
    const back = await all.sit(at.roomId, again(at.member));
    expect(back.snapshot.board.shown).toMatchObject({ id: boardId, audience: [back.id], presenterId: null });
  });
});

describe('a restart', () => {
  it('leaves the board as it was: its page, and all that was drawn', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    const host = at.board(at.host);
    const gone = drawn();
    const stays = drawn({ page: 1 });
    host.board.turn(host.seat, boardId, 1);
    at.draw(at.host, boardId, put(gone), put(stays), { op: 'remove', id: gone.id });
    await all.restart();
    const { snapshot } = await all.sit(at.roomId, again(at.host));
    expect(snapshot.board.shown).toMatchObject({ id: boardId, page: 1, pages: 2 });
    const back = again(at.host);
    await all.sit(at.roomId, back);
    expect(at.get(back, boardId).elements.map(({ id }) => id)).toEqual([stays.id]);
  });

  it('does not bring back a board that was closed, or put away by another one, right after a page was turned', async () => {
    const at = await meeting();
    const host = at.board(at.host);
    const first = await at.open(at.host);
    host.board.turn(host.seat, first, 1);
    const second = await at.open(at.host);
    await all.rooms.settled();
    expect((await all.boards.shown(at.roomId))?.board.id).toBe(second);
    host.board.turn(host.seat, second, 1);
    await host.board.close(host.seat, second);
    await all.restart();
    expect((await all.sit(at.roomId, again(at.host))).snapshot.board.shown).toBeNull();
    expect((await all.boards.find(at.roomId, second))?.board).toMatchObject({ page: 1 });
  });

  it('finds closed boards in the record, and shows one of them again', async () => {
    const at = await meeting();
    const boardId = await at.open(at.host);
    at.draw(at.host, boardId, put(drawn()));
    const host = at.board(at.host);
    await host.board.close(host.seat, boardId);
    expect(at.shownTo(at.member)).toBeNull();
    await all.restart();
    const back = again(at.host);
    expect((await all.sit(at.roomId, back)).snapshot.board.shown).toBeNull();
    const { board, seat } = at.board(back);
    expect((await board.list()).map(({ id }) => id)).toEqual([boardId]);
    await board.reopen(boardId);
    expect(board.get(seat, boardId).elements).toHaveLength(1);
    await expect(board.reopen(crypto.randomUUID())).rejects.toEqual(refused('board.unknown'));
  });
});

describe('a recording of the room', () => {
  it('hears of a board only what everybody may know', async () => {
    const at = await meeting();
    const { board, seat } = at.board(at.host);
    const recorded = all.rooms.room(at.roomId, at.host as Parameters<typeof all.rooms.room>[1]).recordable();
    const shown: (string | null)[] = [];
    const news: string[] = [];
    recorded.observe({
      told: {
        'board.changed': (told) => shown.push(told.board.shown?.id ?? null),
        'board.news': (told) => news.push(...told.news.map(({ op }) => op)),
      },
      ended: () => undefined,
    });
    const boardId = await bring(at, at.host, '%PDF');
    expect(shown).toEqual([boardId]);
    at.draw(at.host, boardId, put(drawn()));
    at.get(at.host, boardId);
    expect(news).toEqual(['put']);
    expect(recorded.board).toMatchObject({ head: { id: boardId }, elements: [{ kind: 'pen' }] });
    expect(String(await recorded.readContent(recorded.board?.sha256 ?? '', 0, 100))).toBe('%PDF');
    board.setAudience(seat, boardId, [at.memberId]);
    at.draw(at.host, boardId, put(drawn()));
    at.get(at.host, boardId);
    expect(recorded.board).toBeNull();
    expect(shown).toEqual([boardId, null]);
    expect(news).toEqual(['put']);
    board.setAudience(seat, boardId, null);
    expect(recorded.board?.elements).toHaveLength(2);
    expect(shown).toEqual([boardId, null, boardId]);
  });
});
