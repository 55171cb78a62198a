import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import type { RoomDecisions } from './room-decisions.ts';
import { RoomRepository } from './rooms.ts';

let county: SmallCounty;
let rooms: RoomRepository;
beforeEach(async () => {
  county = await openSmallCounty();
  rooms = new RoomRepository(county.db);
});
afterEach(() => county.db.destroy());

describe('what was decided in a room', () => {
  it('is nothing at first, then the last that was kept; an ended room keeps what it has', async () => {
    const host = await county.account('host', 'host', county.orgs.county);
    const room = { id: uuidv7(), kind: 'conference', title: '会', access: 'line', invitedOrgIds: [], createdAt: 1 } as const;
    await rooms.create({ ...room, orgId: county.orgs.county, createdById: host.id, createdByName: host.name });
    expect(await rooms.decisions(room.id)).toBeNull();
    const decisions = (locked: boolean): RoomDecisions => {
      const settings = { lobby: true, locked, mayUnmute: false, mayShareScreen: true, mayChat: 'none', audience: true } as const;
      return {
        settings,
        removed: ['invitation', host.id],
        roles: { [host.id]: 'member' },
        mayUnmute: { [`account:${host.id}`]: false },
        mediation: null,
      };
    };
    await rooms.decide(room.id, decisions(false));
    await rooms.decide(room.id, decisions(true));
    expect(await rooms.decisions(room.id)).toEqual(decisions(true));
    await rooms.end(room.id, 2);
    await rooms.decide(room.id, decisions(false));
    expect(await rooms.decisions(room.id)).toEqual(decisions(true));
  });

  it('of an earlier version says of nobody whether they may open their microphone', async () => {
    const host = await county.account('host', 'host', county.orgs.county);
    const room = { id: uuidv7(), kind: 'conference', title: '会', access: 'line', invitedOrgIds: [], createdAt: 1 } as const;
    await rooms.create({ ...room, orgId: county.orgs.county, createdById: host.id, createdByName: host.name });
    const settings = { lobby: true, locked: false, mayUnmute: false, mayShareScreen: true, mayChat: 'none', audience: true };
    const kept = JSON.stringify({ settings, removed: [], roles: {} });
    await county.db.updateTable('rooms').set({ decisions: kept }).where('id', '=', room.id).execute();
    expect(await rooms.decisions(room.id)).toMatchObject({ mayUnmute: {} });
  });
});
