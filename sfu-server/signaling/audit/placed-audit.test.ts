import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { DataCore } from '../../governance/data-core.ts';
import { PlacesOfThings } from '../../store/places-of-things.ts';
import { openSmallCounty } from '../../testing/small-county.ts';

it('things are found in the organisation that they belong to, also once they are gone; what is there not, nowhere', async () => {
  const county = await openSmallCounty();
  await using _open = { [Symbol.asyncDispose]: () => county.db.destroy() };
  const duty = await county.account('duty', 'duty', county.orgs.first);
  const [eventId, contactId, fileId] = [uuidv7(), uuidv7(), uuidv7()];
  const core = new DataCore(county.db);
  const clientId = uuidv7();
  let number = 0;
  const push = async (name: string, args: unknown) => {
    number += 1;
    const [result] = await core.push(clientId, [{ number, name, args, createdAt: 1 }], duty);
    if (result?.status !== 'applied') throw new Error(`${name}: ${JSON.stringify(result)}`);
    return result.version;
  };
  const place = { orgId: county.orgs.firstVillage, gridId: county.grids.first, position: { lat: 32.03, lng: 112.03 } };
  await push('event.report', { id: eventId, ...place, title: '涵洞积水', detail: '', kind: 'flood', level: 1, reportedAt: 1 });
  const file = { name: '现场.png', mediaType: 'image/png', size: 9, sha256: '0'.repeat(64) };
  await push('attachment.add', { id: fileId, ownerEntity: 'event', ownerId: eventId, ...file });
  await push('contact.add', {
    id: contactId,
    orgId: county.orgs.first,
    name: '李娜',
    post: '主任',
    phone: '0700-1',
    isDuty: false,
    role: null,
  });
  const removed = await push('contact.remove', { id: contactId });

  const township = '991100/991100101/';
  const village = `${township}991100101201/`;
  const places = new PlacesOfThings(county.db);
  const things = [
    { type: 'event', id: eventId },
    { type: 'attachment', id: fileId },
    { type: 'account', id: duty.id },
    { type: 'username', id: 'duty' },
    { type: 'organisation', id: county.orgs.second },
    { type: 'contact', id: contactId },
    { type: 'goneRow', id: `${removed}/${contactId}` },
    { type: 'goneRow', id: `${removed}/${uuidv7()}` },
    { type: 'camera', id: uuidv7() },
    { type: 'server', id: 'data' },
  ];
  const found = await places.of(things);
  expect(found.map((one) => one?.orgPath ?? null)).toEqual([
    village,
    village,
    township,
    township,
    '991100/991100102/',
    null,
    township,
    null,
    null,
    null,
  ]);
  expect(found[0]?.label).toMatch(/号$/);
  expect(found[1]?.label).toBe(found[0]?.label);
  // Known from now on, without a question to the database.
  expect(places.of([{ type: 'event', id: eventId }])).toEqual([found[0]]);
});
