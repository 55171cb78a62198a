import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { serveRecordings } from '../sfu-server/http/recordings.ts';
import { silentLog, startTestEngine } from '../sfu-server/media/fixture.ts';
import { recordingPath } from '../sfu-server/protocol/recording.ts';
import { scenesOf } from '../sfu-server/recording/compose/scene.ts';
import { RecordingFolder } from '../sfu-server/recording/folder.ts';
import { RecordingWorld } from '../sfu-server/recording/service-fixture.ts';
import { readTimeline } from '../sfu-server/recording/timeline/timeline-file.ts';
import { type Pair, pairsOf } from './harness/alignment.ts';
import { resultLine, spread } from './harness/figures.ts';
import { playToTheEnd } from './harness/playback.ts';
import { encodeFilms, holdMeeting, sitDown, TONES } from './harness/recorded-meeting.ts';

/** Flashes near the end tell whether the clocks ran apart: of the last share of the meeting. */
const LAST_SHARE = 0.1;

/**
 * Six seats that come and go are recorded (`--minutes`, 10 unless said), composed, verified, and played in Chromium to the end.
 * Sound against picture is measured in the composed file: each seat's flash in its tile against the beep of its own tone.
 * @returns the result line
 */
export async function run(): Promise<string> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { minutes: { type: 'string', default: '10' } } });
  const lengthMs = Number(values.minutes) * 60_000;
  if (!(lengthMs >= 20_000)) throw new Error('--minutes is at least 0.4.');
  await using running = new AsyncDisposableStack();
  const world = running.adopt(await RecordingWorld.open(), (one) => one.close());
  const engine = running.adopt(await startTestEngine(1), (one) => one.close());
  const service = await world.start();
  console.error('encoding the films of the seats');
  const films = await encodeFilms(join(world.root, 'films'), lengthMs / 1000 + 5);
  const room = running.adopt(await world.room(engine), (one) => one.close());
  const by = await world.account('mediator', 'first');

  console.error(`recording ${values.minutes} min`);
  const asked = performance.now();
  const first = sitDown(room);
  await service.record(room, by);
  const began = performance.now();
  await holdMeeting(room, films, lengthMs, first);
  const stopped = performance.now();
  await service.stop(room.id);
  // It runs from somewhere while it was being started.
  const ranMs = stopped - (asked + began) / 2;
  await room.close();

  console.error('composing');
  const composing = performance.now();
  await service.settled();
  const composedMs = performance.now() - composing;
  const [kept] = (await service.list({ before: null, limit: 1 }, by)).recordings;
  if (kept?.state !== 'ready' || kept.durationMs === null) throw new Error(`There is no composed file: ${kept?.failure}`);
  const folder = new RecordingFolder(world.root, kept.id);

  console.error('measuring sound against picture');
  const pairs = await pairsOf(folder.composed, scenesOf(readTimeline(folder.timeline)));
  const offsets = offsetsOf(pairs);
  const last = offsetsOf(pairs.filter(({ flashMs }) => flashMs > (1 - LAST_SHARE) * lengthMs));
  const lost = pairs.filter(({ beepMs }) => beepMs === null).length;
  for (const seat of TONES.keys()) {
    const of = offsetsOf(pairs.filter((pair) => pair.seat === seat));
    console.error(`seat ${seat + 1}: ${of.length} flashes with a beep, worst ${Math.round(Math.max(0, ...of))} ms`);
  }

  console.error('playing in Chromium');
  const app = running.adopt(Fastify(), (one) => one.close());
  serveRecordings(app, { recordings: service, traced: async () => undefined, admit: () => undefined, log: silentLog });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { ticket } = await service.open(kept.id, by, null);
  const browser = running.adopt(await launchBrowser(), (one) => one.close());
  const played = await playToTheEnd(browser, `${url}${recordingPath.composed(kept.id, ticket)}`);
  if (played.endedAtMs < played.durationMs - 500) throw new Error(`Chromium stopped at ${played.endedAtMs} of ${played.durationMs} ms.`);
  return resultLine('recording', {
    duration_error_ms: { value: Math.round(Math.abs(kept.durationMs - ranMs)) },
    chromium_duration_error_ms: { value: Math.round(Math.abs(played.endedAtMs - ranMs)) },
    av_offset_ms: { value: Math.round(Math.max(...offsets)) },
    av_offset_last_tenth_ms: { value: Math.round(Math.max(...last)) },
    av_offset: spread(offsets),
    flashes_without_beep: { value: lost },
    compose_ratio: { value: Math.round((composedMs / kept.durationMs) * 100) / 100 },
    seek_ms: spread(played.seeksMs),
    bytes: { value: statSync(folder.composed).size },
    chapters: { value: (await service.open(kept.id, by, null)).chapters.length },
  });
}

function offsetsOf(pairs: readonly Pair[]): number[] {
  return pairs.flatMap(({ flashMs, beepMs }) => (beepMs === null ? [] : [Math.abs(beepMs - flashMs)]));
}
