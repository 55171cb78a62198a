import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, systemClock } from '../media/clock.ts';
import { Refusal } from '../protocol/errors.ts';
import type { RecordingSummary } from '../protocol/recording.ts';
import type { RecordingEnd } from '../protocol/recording-live.ts';
import type { ParsedParams, RequestResult } from '../protocol/requests/index.ts';
import type { Account } from '../protocol/session.ts';
import type { RecordingRepository, StoredRecording } from '../store/recordings.ts';
import { mayDelete, mayView } from './access.ts';
import { Run } from './compose/ffmpeg.ts';
import { ComposeQueue } from './compose/queue.ts';
import { RecordingFolder } from './folder.ts';
import { type FreeBytes, freeBytesOf, LiveRecording, RESERVE_BYTES } from './live-recording.ts';
import type { RecordedRoom } from './recorded-room.ts';
import { Tickets } from './tickets.ts';
import { readTimeline } from './timeline/timeline-file.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Recordings of rooms are kept this long unless the setting says otherwise, days. */
export const KEPT_DAYS = 180;

export interface RecordingServiceOptions {
  /** Folder of all recordings. */
  readonly root: string;
  readonly recordings: RecordingRepository;
  readonly log: BaseLogger;
  readonly keptDays?: number;
  readonly clock?: Clock;
  readonly freeBytes?: FreeBytes;
  /** A recording was done away with because its time had come. */
  readonly expired?: (recording: StoredRecording) => Promise<void>;
}

/** A file of a recording, to be sent. */
export interface RecordingContent {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly account: Account;
}

/** Recordings of all rooms: those that run, those that are being composed, and those that one may look at. */
export class RecordingService {
  readonly #options: RecordingServiceOptions;
  readonly #clock: Clock;
  readonly #queue: ComposeQueue;
  readonly #tickets: Tickets;
  /** By room. */
  readonly #live = new Map<string, LiveRecording>();
  readonly #starting = new Map<string, Promise<void>>();
  readonly #composing = new Set<Promise<void>>();
  #closed = false;

  /** Takes up what the server's last stop has interrupted. */
  static async start(options: RecordingServiceOptions): Promise<RecordingService> {
    mkdirSync(options.root, { recursive: true, mode: 0o700 });
    const service = new RecordingService(options);
    for (const recording of await options.recordings.unfinished()) await service.#takeUp(recording);
    return service;
  }

  private constructor(options: RecordingServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#queue = new ComposeQueue(options.root);
    this.#tickets = new Tickets(this.#clock);
  }

  /**
   * Begins to record a room; one that is being recorded already goes on.
   * @throws Refusal `recording.unavailable` where the programs for it are missing, `storage.full`
   */
  async record(room: RecordedRoom, by: Account): Promise<void> {
    if (this.#live.has(room.id)) return;
    const under = this.#starting.get(room.id) ?? this.#start(room, by).finally(() => this.#starting.delete(room.id));
    this.#starting.set(room.id, under);
    await under;
  }

  /** Ends the recording of a room; where there is none, nothing happens. */
  async stop(roomId: string): Promise<void> {
    await this.#starting.get(roomId);
    await this.#live.get(roomId)?.stop('stopped');
  }

  async list({ before, limit }: ParsedParams<'recording.list'>, account: Account): Promise<RequestResult<'recording.list'>> {
    const found = await this.#options.recordings.list(account.organisation, before, limit);
    const recordings = found.filter((one) => mayView(account, one)).map((one) => this.#summary(one));
    return { recordings, next: found.length < limit ? null : (found.at(-1)?.startedAt ?? null) };
  }

  /**
   * @param signInId what the ticket ends with
   * @throws Refusal `recording.unknown` also for what the account may not see
   */
  async open(recordingId: string, account: Account, signInId: string | null): Promise<RequestResult<'recording.open'>> {
    const found = await this.#visible(recordingId, account);
    const { chapters, people, tracks } = found;
    return {
      recording: this.#summary(found),
      chapters: [...chapters],
      people: [...people],
      tracks: [...tracks],
      ...this.#tickets.give(recordingId, account, signInId),
    };
  }

  /**
   * Composes anew what could not be composed; asked twice, once.
   * @throws Refusal `recording.unknown`, `state.conflict`, `recording.not_ready` where nothing was ever recorded
   */
  async compose(recordingId: string, account: Account): Promise<void> {
    const { state } = await this.#visible(recordingId, account);
    if (state === 'composing') return;
    if (state !== 'failed') throw new Refusal('state.conflict', 'Only what could not be composed is composed again.');
    if (!existsSync(new RecordingFolder(this.#options.root, recordingId).timeline)) {
      throw new Refusal('recording.not_ready', 'Nothing was recorded: there is nothing to compose.');
    }
    if (await this.#options.recordings.again(recordingId)) this.#compose(recordingId, async () => undefined);
  }

  /** @throws Refusal `recording.unknown`, `right.missing`, `recording.not_ready` while it is being made */
  async delete(recordingId: string, account: Account): Promise<void> {
    const found = await this.#visible(recordingId, account);
    if (!mayDelete(account, found)) throw new Refusal('right.missing', 'Only an administrator deletes recordings.');
    if (found.state === 'recording' || found.state === 'composing') {
      throw new Refusal('recording.not_ready', 'This recording is still being made.');
    }
    await this.#remove(found);
  }

  /**
   * A file of a recording for whoever has a ticket.
   * @param track null for the composed file
   * @throws Refusal `recording.ticket`, `recording.unknown`, `recording.not_ready`
   */
  async content(recordingId: string, track: string | null, ticket: string): Promise<RecordingContent> {
    const found = this.#tickets.find(ticket, recordingId);
    if (found === null) throw new Refusal('recording.ticket', 'Open the recording again, and say why.');
    const recording = await this.#visible(recordingId, found.account);
    const folder = new RecordingFolder(this.#options.root, recordingId);
    if (track === null) {
      if (recording.state !== 'ready') throw new Refusal('recording.not_ready', 'There is no composed file.');
      return contentOf(folder.composed, `${recording.title}.mp4`, 'video/mp4', found.account);
    }
    // Only what the list of tracks names: a name is never a way to another file.
    if (!recording.tracks.some(({ file }) => file === track)) throw new Refusal('recording.unknown', 'There is no such track.');
    const mediaType = track.endsWith('.webm') ? 'video/webm' : 'video/x-matroska';
    return contentOf(`${folder.tracks}/${track}`, track, mediaType, found.account);
  }

  /** Does away with those whose time has come. */
  async sweep(): Promise<void> {
    const { recordings, expired } = this.#options;
    for (const recording of await recordings.olderThan(this.#clock.now() - this.#keptMs)) {
      await this.#remove(recording);
      await expired?.(recording);
    }
  }

  /** Somebody has signed out, or an account was disabled, moved or signed out everywhere. */
  signedOut(which: { readonly accountId: string } | { readonly signInId: string }): void {
    this.#tickets.signedOut(which);
  }

  /** Recordings that run. */
  get size(): number {
    return this.#live.size;
  }

  /** The recording of a room that runs just now. */
  liveIn(roomId: string): LiveRecording | null {
    return this.#live.get(roomId) ?? null;
  }

  /** Resolves when nothing is being composed any more; for tests and for whoever measures. */
  async settled(): Promise<void> {
    while (this.#composing.size > 0) await Promise.all(this.#composing);
  }

  /** The packets are written; what is not composed yet is taken up by the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.close();
    await Promise.all([...this.#live.values()].map((recording) => recording.abandon()));
    this.#live.clear();
    await this.settled();
  }

  async #start(room: RecordedRoom, by: Account): Promise<void> {
    const { root, recordings, log, freeBytes = freeBytesOf } = this.#options;
    await mustHaveFfmpeg();
    if ((await freeBytes(root)) < 2 * RESERVE_BYTES)
      throw new Refusal('storage.full', "There is too little room left on the server's disk.");
    const id = uuidv7();
    const startedAt = this.#clock.now();
    const { id: roomId, kind, title, orgId } = room;
    await recordings.add({ id, roomId, kind, title, orgId, startedById: by.id, startedByName: by.name, startedAt });
    const folder = new RecordingFolder(root, id);
    try {
      const ended = (reason: RecordingEnd) => this.#ended(roomId, id, reason);
      const recording = await LiveRecording.start({ id, room, folder, freeBytes, log, ended });
      // One that found its room empty may have ended already.
      if (recording.live.state !== 'stopped') this.#live.set(roomId, recording);
    } catch (error) {
      log.error({ err: error, recording: id }, 'a recording could not be started');
      await recordings.failed(id, 'The recorder could not be started.');
      throw new Refusal('recording.unavailable', 'The recorder could not be started.', { cause: error });
    }
  }

  #ended(roomId: string, id: string, reason: RecordingEnd): void {
    this.#live.delete(roomId);
    this.#compose(id, () => this.#options.recordings.ended(id, reason, this.#clock.now()));
  }

  /** @param first what has to be written down before */
  #compose(id: string, first: () => Promise<void>): void {
    const { recordings, log } = this.#options;
    const work = async () => {
      await first();
      try {
        let keeping: Promise<void> = Promise.resolve();
        const composed = await this.#queue.compose(id, (made) => {
          keeping = recordings
            .tracked(id, made)
            .catch((error: unknown) => log.warn({ err: error, recording: id }, 'tracks are not listed yet'));
        });
        await keeping;
        if (composed === null) return;
        await recordings.ready(id, composed);
        const folder = new RecordingFolder(this.#options.root, id);
        // The tracks hold all that the packets held.
        for (const name of folder.logs()) rmSync(folder.path(name), { force: true });
      } catch (error) {
        log.error({ err: error, recording: id }, 'a recording could not be composed; its tracks are kept');
        await recordings.failed(id, error instanceof Error ? error.message.slice(0, 500) : String(error));
      }
    };
    const running: Promise<void> = work()
      .catch((error: unknown) => {
        if (!this.#closed) log.error({ err: error, recording: id }, 'the end of a recording could not be written down');
      })
      .finally(() => this.#composing.delete(running));
    this.#composing.add(running);
  }

  /** The server stopped under it: it ends where its timeline ends, and is composed. */
  async #takeUp({ id, state, startedAt }: StoredRecording): Promise<void> {
    const { recordings, log, root } = this.#options;
    if (state === 'composing') {
      this.#compose(id, async () => undefined);
      return;
    }
    log.warn({ recording: id }, 'a recording was cut by the stop of the server');
    const last = readTimeline(new RecordingFolder(root, id).timeline).at(-1)?.at ?? startedAt;
    this.#compose(id, () => recordings.ended(id, 'serverStopped', last));
  }

  async #remove({ id }: StoredRecording): Promise<void> {
    // The files first: a row without files can be removed once more, files without a row would be found by nobody.
    rmSync(new RecordingFolder(this.#options.root, id).dir, { recursive: true, force: true });
    await this.#options.recordings.delete(id);
    this.#tickets.recordingGone(id);
  }

  async #visible(recordingId: string, account: Account): Promise<StoredRecording> {
    const found = await this.#options.recordings.find(recordingId);
    if (found === null || !mayView(account, found)) throw new Refusal('recording.unknown', 'There is no such recording.');
    return found;
  }

  #summary(recording: StoredRecording): RecordingSummary {
    const { id, roomId, kind, title, orgName, startedByName, startedAt, endedAt, state, end, failure } = recording;
    const { durationMs, bytes, sha256 } = recording;
    return {
      ...{ id, roomId, kind, title, orgName, startedByName, startedAt, endedAt, state, end, failure, durationMs, bytes, sha256 },
      keptUntil: startedAt + this.#keptMs,
    };
  }

  get #keptMs(): number {
    return (this.#options.keptDays ?? KEPT_DAYS) * DAY_MS;
  }
}

function contentOf(path: string, name: string, mediaType: string, account: Account): RecordingContent {
  try {
    return { path, name, mediaType, size: statSync(path).size, account };
  } catch (error) {
    throw new Refusal('recording.not_ready', 'The file of this recording is missing.', { cause: error });
  }
}

let ffmpegFound = false;

/** @throws Refusal `recording.unavailable` */
async function mustHaveFfmpeg(): Promise<void> {
  if (ffmpegFound) return;
  try {
    await Promise.all([new Run('ffmpeg', ['-version']).text(), new Run('ffprobe', ['-version']).text()]);
    ffmpegFound = true;
  } catch (error) {
    throw new Refusal('recording.unavailable', 'ffmpeg is missing on the server: install the package ffmpeg.', { cause: error });
  }
}
