import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { TestRooms } from './fixture.ts';
import { GATHER_MS, LARGE_ROOM } from './voice.ts';

let engine: MediaEngine;
let all: TestRooms;
let roomId: string;
let host: ReturnType<TestRooms['page']>;
beforeEach(async () => {
  engine = await startTestEngine(1);
  all = await TestRooms.open(engine);
  host = all.page('host', 'county');
  ({ roomId } = await all.open(host));
});
afterEach(() => {
  all.close();
  engine.close();
});

async function sit(count: number) {
  const pages = Array.from({ length: count }, () => all.page('operator', 'township'));
  return Promise.all(pages.map(async (page) => ({ page, id: (await all.sit(roomId, page)).seat.participantId })));
}

it('tells of each who leaves at once in a small room', async () => {
  const [one] = await sit(2);
  if (one === undefined) throw new Error('Nobody sits.');
  all.rooms.leave(roomId, one.page);
  expect(host.of('room.participantLeft')).toEqual([{ roomId, participantId: one.id }]);
});

it('tells of all who leave and come in the same moment in one in a large room, whatever is told first', async () => {
  const seats = await sit(LARGE_ROOM + 3);
  all.clock.advance(GATHER_MS);
  host.clear();
  const leaving = seats.slice(0, 3);
  for (const { page } of leaving) all.rooms.leave(roomId, page);
  const [newcomer] = await sit(1);
  expect(host.of('room.participants')).toEqual([]);
  all.clock.advance(GATHER_MS);
  const told = host.of('room.participants');
  expect(told).toHaveLength(1);
  expect(told[0]?.left).toEqual(leaving.map(({ id }) => id));
  expect(told[0]?.participants.map(({ id }) => id)).toEqual([newcomer?.id]);
  expect(host.of('room.participantLeft')).toEqual([]);
});
