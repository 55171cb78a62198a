import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataCore } from '../../governance/data-core.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { RoomSummary } from '../../protocol/room.ts';
import type { Account } from '../../protocol/session.ts';
import type { AccountAsker } from '../../security/identity.ts';
import { RoomRepository } from '../../store/rooms.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { MeetingRooms } from './meeting-rooms.ts';

const NOW = Date.UTC(2026, 10, 23, 1);
let county: SmallCounty;
let core: DataCore;
let host: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db, () => NOW);
  host = await county.account('host', 'leader', county.orgs.county);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
  expect(await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], host)).toMatchObject([{ status: 'applied' }]);
}

async function planned(): Promise<string> {
  const words = { title: '防汛调度会', kind: 'dispatch' as const, durationMin: 60, agenda: [], people: [], orgIds: [], series: null };
  const id = uuidv7();
  await make('meeting.plan', { id, orgId: county.orgs.county, startsAt: NOW, plannedAt: NOW, ...words });
  return id;
}

/** Rooms as the store keeps them, without media. `made` is waited for before a new one is given. */
async function meetingRooms(made: () => Promise<void>) {
  const kept = new RoomRepository(county.db);
  const ended: string[] = [];
  const create = async ({ title }: { title: string }): Promise<RoomSummary> => {
    const id = uuidv7();
    const {
      orgPath: _path,
      invitedOrgIds: _invited,
      ...stored
    } = await kept.create({
      id,
      kind: 'conference',
      title,
      access: 'invited',
      orgId: county.orgs.county,
      invitedOrgIds: [],
      createdById: host.id,
      createdByName: host.name,
      createdAt: NOW,
    });
    await made();
    return { ...stored, participants: 0, waiting: 0 };
  };
  const end = async (roomId: string) => {
    await kept.end(roomId, NOW);
    ended.push(roomId);
  };
  const rooms = { create, end, list: () => [], onEnded: () => () => {} };
  return {
    meetings: await MeetingRooms.start({ db: county.db, core, rooms, log: pino({ level: 'silent' }), now: () => NOW }),
    ended,
    kept,
  };
}

const asker = (): AccountAsker => ({
  sessionId: uuidv7(),
  page: 'main',
  remoteAddress: '127.0.0.1',
  identity: { kind: 'account', account: host },
  notify: () => {},
});

const stateOf = async (id: string) =>
  county.db.selectFrom('meetings').select(['state', 'room_id']).where('id', '=', id).executeTakeFirstOrThrow();

describe('opening a meeting', () => {
  it('that is cancelled while its room is made is refused; it stays cancelled, and the room does not stay open', async () => {
    const id = await planned();
    const { meetings, ended, kept } = await meetingRooms(() => make('meeting.cancel', { id, scope: 'this', reason: '改期' }));
    using _ = meetings;
    await expect(meetings.open(id, asker())).rejects.toMatchObject({ code: 'state.conflict' });
    expect(await stateOf(id)).toEqual({ state: 'cancelled', room_id: null });
    expect(ended).toHaveLength(1);
    expect(await kept.findOpen(ended[0] ?? '')).toBeNull();
  });

  it('ties it to its room, which stays open', async () => {
    const id = await planned();
    const { meetings, ended } = await meetingRooms(async () => {});
    using _ = meetings;
    const room = await meetings.open(id, asker());
    expect(await stateOf(id)).toEqual({ state: 'open', room_id: room.id });
    expect(ended).toEqual([]);
  });
});
