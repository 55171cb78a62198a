import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecordingFolder } from '../folder.ts';
import { chaptersOf, peopleOf } from '../timeline/chapters.ts';
import { readTimeline } from '../timeline/timeline-file.ts';
import { type Clip, clipSchema } from '../tracks/clip.ts';
import { makeClips } from '../tracks/make-clips.ts';
import { type Caption, drawCaption } from './captions.ts';
import { drawPicture } from './draw-picture.ts';
import type { MadeTracks } from './messages.ts';
import { mixSound } from './mix-sound.ts';
import { scenesOf } from './scene.ts';
import { type Verified, verifyComposed } from './verify.ts';

/** What came of composing. */
export interface Composed extends Verified {
  readonly chapters: ReturnType<typeof chaptersOf>;
  readonly people: ReturnType<typeof peopleOf>;
  readonly tracks: readonly Clip[];
}

export interface ComposeListener {
  /** 0 to 1 of the picture. */
  readonly progress?: (done: number) => void;
  /** The tracks are there. */
  readonly tracked?: (made: MadeTracks) => Promise<void>;
}

/**
 * Makes the playable file of a recording out of its packets and its timeline: the tracks first, then all sound mixed, then
 * the picture, and plays it to its end.
 * @throws with a sentence that says why there is none; packets and timeline stay
 */
export async function composeRecording(folder: RecordingFolder, { progress, tracked }: ComposeListener = {}): Promise<Composed> {
  const events = readTimeline(folder.timeline);
  const clips = await clipsOf(folder);
  if (clips.length === 0) throw new Error('Nothing was sent while the recording ran.');
  // A recording that was cut (the machine went off) has no end in its timeline: then the last that is known is the end.
  const end = events.findLast(({ type }) => type === 'end')?.t;
  const durationMs = end ?? Math.max(...clips.map(({ endMs }) => endMs), ...events.map(({ t }) => t));
  const people = peopleOf(events, durationMs);
  const chapters = chaptersOf(events, durationMs);
  await tracked?.({ chapters, people, tracks: clips });
  const captions = new Map<string, Caption>();
  for (const { id, name, orgName } of people) {
    const caption = await drawCaption(orgName === '' ? name : `${name} · ${orgName}`, folder.dir);
    if (caption !== null) captions.set(id, caption);
  }
  const mixed = folder.path('sound.m4a');
  const drawn = folder.path('composing.mp4');
  try {
    const sound = await mixSound(clips, folder.tracks, durationMs, mixed);
    const scenes = scenesOf(events);
    await drawPicture({
      scenes,
      clips,
      events,
      tracksDir: folder.tracks,
      documentsDir: folder.documents,
      durationMs,
      captions,
      sound: sound ? mixed : null,
      out: drawn,
      progress,
    });
    const verified = await verifyComposed(drawn, { durationMs, sound });
    renameSync(drawn, folder.composed);
    return { ...verified, chapters, people, tracks: clips };
  } finally {
    for (const file of [mixed, drawn]) rmSync(file, { force: true });
  }
}

/** The tracks as files: those that an earlier attempt has made, or new ones. */
async function clipsOf(folder: RecordingFolder): Promise<Clip[]> {
  if (existsSync(folder.clips)) return z.array(clipSchema).parse(JSON.parse(readFileSync(folder.clips, 'utf8')));
  rmSync(folder.tracks, { recursive: true, force: true });
  const clips: Clip[] = [];
  for (const [index, log] of folder.logs().entries()) {
    clips.push(...(await makeClips(join(folder.dir, log), folder.tracks, String(index + 1))));
  }
  if (clips.length > 0) writeFileSync(folder.clips, JSON.stringify(clips), { mode: 0o600 });
  return clips;
}
