import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startTestEngine } from '../media/fixture.ts';
import { RecordingFolder } from './folder.ts';
import { RecordingWorld } from './service-fixture.ts';

it('a recording under way when the server stops is closed, composed and marked as cut by the next start', {
  timeout: 300_000,
}, async () => {
  await using running = new AsyncDisposableStack();
  const world = running.adopt(await RecordingWorld.open(), (one) => one.close());
  const engine = running.adopt(await startTestEngine(1), (one) => one.close());
  const room = running.adopt(await world.room(engine), (one) => one.close());
  const by = await world.account('mediator', 'first');
  const before = await world.start();
  await room.sit('王桂兰').send({ video: 'color=red:s=320x180:r=25' });
  await before.record(room, by);
  await room.shows(({ state, bytes }) => state === 'recording' && bytes > 10_000);
  await before.close();
  const [cut] = (await before.list({ before: null, limit: 1 }, by)).recordings;
  expect(cut).toMatchObject({ state: 'recording', end: null });

  const after = await world.start();
  await after.settled();
  const [kept] = (await after.list({ before: null, limit: 1 }, by)).recordings;
  expect(kept).toMatchObject({ state: 'ready', end: 'serverStopped', failure: null });
  expect(kept?.durationMs).toBeGreaterThan(1000);
  const folder = new RecordingFolder(world.root, kept?.id ?? '');
  expect(existsSync(folder.composed)).toBe(true);
  // The tracks hold all that the packets held.
  expect(folder.logs()).toEqual([]);
});
