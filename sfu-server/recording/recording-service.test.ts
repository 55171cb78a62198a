import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../protocol/roles.ts';
import { RecordingFolder } from './folder.ts';
import { KEPT_DAYS, type RecordingService } from './recording-service.ts';
import { type Place, RecordingWorld } from './service-fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let world: RecordingWorld;
let service: RecordingService;

beforeEach(async () => {
  world = await RecordingWorld.open();
  service = await world.start();
});
afterEach(() => world.close());

async function sees(id: string, role: Role, place: Place): Promise<boolean> {
  const account = await world.account(role, place);
  const { recordings } = await service.list({ before: null, limit: 10 }, account);
  const listed = recordings.some((one) => one.id === id);
  const opened = await service.open(id, account, null).then(
    () => true,
    () => false,
  );
  expect(opened).toBe(listed);
  return opened;
}

describe('who may look at a recording', () => {
  it('is whoever may run rooms of its kind in a branch that the room belongs to', async () => {
    const id = await world.kept('', { place: 'first', kind: 'mediation' });
    expect(await sees(id, 'mediator', 'first')).toBe(true);
    expect(await sees(id, 'mediator', 'county')).toBe(true);
    expect(await sees(id, 'clerk', 'first')).toBe(false);
    expect(await sees(id, 'mediator', 'second')).toBe(false);
    expect(await sees(id, 'mediator', 'firstVillage')).toBe(false);
  });

  it('follows the invitations where only the invited came in', async () => {
    const id = await world.kept('', { place: 'first', kind: 'mediation', invited: ['second'] });
    expect(await sees(id, 'mediator', 'first')).toBe(true);
    expect(await sees(id, 'mediator', 'second')).toBe(true);
    expect(await sees(id, 'clerk', 'second')).toBe(false);
    expect(await sees(id, 'admin', 'county')).toBe(false);
    expect(await sees(id, 'mediator', 'secondVillage')).toBe(false);
  });

  it('deletes it only as an administrator, and nothing remains', async () => {
    const id = await world.kept('');
    await expect(service.delete(id, await world.account('mediator', 'first'))).rejects.toMatchObject({ code: 'right.missing' });
    await service.delete(id, await world.account('admin', 'county'));
    expect(await world.recordings.find(id)).toBeNull();
    expect(existsSync(new RecordingFolder(world.root, id).dir)).toBe(false);
  });
});

describe('a recording whose time has come', () => {
  it('is deleted with all its files, and it is told; a younger one stays', async () => {
    const old = await world.kept('');
    world.clock.advance(DAY_MS);
    const young = await world.kept('');
    world.clock.advance((KEPT_DAYS - 1) * DAY_MS);
    await service.sweep();
    expect(world.expired).toEqual([]);
    world.clock.advance(1);
    await service.sweep();
    expect(world.expired.map(({ id }) => id)).toEqual([old]);
    expect(await world.recordings.find(old)).toBeNull();
    expect(existsSync(new RecordingFolder(world.root, old).dir)).toBe(false);
    expect(await world.recordings.find(young)).not.toBeNull();
    expect(existsSync(new RecordingFolder(world.root, young).composed)).toBe(true);
  });
});
