import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoomRepository } from '../store/rooms.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { Invitations } from './invitations.ts';

let county: SmallCounty;
let rooms: RoomRepository;
let invitations: Invitations;
let now: number;
let roomId: string;
let creatorId: string;

beforeEach(async () => {
  county = await openSmallCounty();
  rooms = new RoomRepository(county.db);
  now = 1_790_000_000_000;
  invitations = new Invitations(county.db, () => now);
  const creator = await county.account('mediator', 'mediator', county.orgs.county);
  creatorId = creator.id;
  roomId = uuidv7();
  await rooms.create({
    id: roomId,
    kind: 'mediation',
    title: '灌溉用水纠纷调解',
    access: 'invited',
    orgId: county.orgs.county,
    invitedOrgIds: [county.orgs.first],
    createdById: creatorId,
    createdByName: creator.name,
    createdAt: now,
  });
});
afterEach(() => county.db.destroy());

describe('an invitation', () => {
  it('tells what it opens, and makes a guest of that room and no other', async () => {
    const { code, path, expiresAt } = await invitations.create(roomId, '申请人', creatorId);
    expect(code).toMatch(/^[\w-]{22,64}$/);
    expect(path).toBe(`/join/${code}`);
    expect(expiresAt).toBe(now + 24 * 60 * 60 * 1000);
    expect(await invitations.look(code)).toMatchObject({
      roomTitle: '灌溉用水纠纷调解',
      roomKind: 'mediation',
      orgName: '晶泉县',
      label: '申请人',
    });
    const { guest } = await invitations.redeem(code, '王建国');
    expect(guest).toEqual({ kind: 'guest', invitationCode: code, roomId, name: '王建国', label: '申请人' });
  });

  it('works again for a guest whose page was closed by accident', async () => {
    const { code } = await invitations.create(roomId, '申请人', creatorId);
    await invitations.redeem(code, '王建国');
    await expect(invitations.redeem(code, '王建国')).resolves.toBeDefined();
  });

  it.each([
    ['is unknown when nobody made it', 'invitation.unknown', async () => 'AAAAAAAAAAAAAAAAAAAAAAAA'],
    [
      'expires after a day',
      'invitation.expired',
      async (code: string) => {
        now += 24 * 60 * 60 * 1000;
        return code;
      },
    ],
    [
      'is no use once it was revoked',
      'invitation.expired',
      async (code: string) => {
        await invitations.revoke(code);
        return code;
      },
    ],
    [
      'ends with its room',
      'room.ended',
      async (code: string) => {
        await rooms.end(roomId, now);
        return code;
      },
    ],
  ])('%s', async (_what, code, spoil) => {
    const made = await invitations.create(roomId, '申请人', creatorId);
    const spoilt = await spoil(made.code);
    await expect(invitations.look(spoilt)).rejects.toMatchObject({ code });
    await expect(invitations.redeem(spoilt, '王建国')).rejects.toMatchObject({ code });
  });
});

describe('a stored room', () => {
  it('is found and listed until it ends, with its place in the tree', async () => {
    expect(await rooms.findOpen(roomId)).toMatchObject({ orgName: '晶泉县', orgPath: '991100/', invitedOrgIds: [county.orgs.first] });
    expect(await rooms.listOpen()).toHaveLength(1);
    expect(await rooms.end(roomId, now)).toBe(true);
    expect(await rooms.end(roomId, now)).toBe(false);
    expect(await rooms.findOpen(roomId)).toBeNull();
    expect(await rooms.listOpen()).toEqual([]);
  });

  it('keeps what was written in it, and gives the newest in order', async () => {
    const participantId = uuidv7();
    for (let i = 0; i < 5; i += 1)
      await rooms.appendChat(roomId, { id: uuidv7(), participantId, name: '许', text: `第${i}句`, at: now + i });
    expect((await rooms.listChat(roomId, 3)).map(({ text }) => text)).toEqual(['第2句', '第3句', '第4句']);
  });
});
