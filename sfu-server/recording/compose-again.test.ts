import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestEngine } from '../media/fixture.ts';
import { RecordingFolder } from './folder.ts';
import { RecordingWorld } from './service-fixture.ts';

const COLOUR = 'color=red:s=320x180:r=25';

it('what could not be composed has its tracks all the same, and is composed when somebody asks for it again', {
  timeout: 300_000,
}, async () => {
  await using running = new AsyncDisposableStack();
  const world = running.adopt(await RecordingWorld.open(), (one) => one.close());
  const engine = running.adopt(await startTestEngine(1), (one) => one.close());
  const room = running.adopt(await world.room(engine), (one) => one.close());
  const by = await world.account('mediator', 'first');
  const service = await world.start();
  await room.sit('王桂兰').send({ video: COLOUR });
  await service.record(room, by);
  const { id } = await room.shows(({ state, bytes }) => state === 'recording' && bytes > 10_000);
  const folder = new RecordingFolder(world.root, id);
  // Something lies where the composed file is to be written.
  const obstacle = folder.path('composing.mp4');
  mkdirSync(join(obstacle, 'in-the-way'), { recursive: true });
  await expect(service.compose(id, by)).rejects.toMatchObject({ code: 'state.conflict' });
  await service.stop(room.id);
  await service.settled();

  const failed = await service.open(id, by, null);
  expect(failed.recording).toMatchObject({ state: 'failed', failure: expect.stringContaining('composing.mp4') });
  expect(failed.tracks).toHaveLength(1);
  expect(failed.people.map(({ name }) => name)).toEqual(['王桂兰']);
  const { size, mediaType } = await service.content(id, failed.tracks[0]?.file ?? '', failed.ticket);
  expect({ size, mediaType }).toEqual({ size: expect.any(Number), mediaType: 'video/webm' });
  await expect(service.content(id, null, failed.ticket)).rejects.toMatchObject({ code: 'recording.not_ready' });

  rmSync(obstacle, { recursive: true });
  const stranger = await world.account('mediator', 'second');
  await expect(service.compose(id, stranger)).rejects.toMatchObject({ code: 'recording.unknown' });
  await Promise.all([service.compose(id, by), service.compose(id, by)]);
  expect((await service.open(id, by, null)).recording).toMatchObject({ state: 'composing', failure: null });
  await service.settled();
  expect((await service.open(id, by, null)).recording).toMatchObject({ state: 'ready', end: 'stopped' });
  expect(existsSync(folder.composed)).toBe(true);
  expect(folder.logs()).toEqual([]);
  await expect(service.compose(id, by)).rejects.toMatchObject({ code: 'state.conflict' });
});

it('nothing is composed where nothing was recorded', async () => {
  await using running = new AsyncDisposableStack();
  const world = running.adopt(await RecordingWorld.open(), (one) => one.close());
  const service = await world.start();
  const id = await world.kept('');
  await world.recordings.failed(id, 'The recorder could not be started.');
  const by = await world.account('mediator', 'first');
  await expect(service.compose(id, by)).rejects.toMatchObject({ code: 'recording.not_ready' });
  expect((await service.open(id, by, null)).recording.state).toBe('failed');
});
