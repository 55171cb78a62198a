import { statfs } from 'node:fs/promises';
import type { BaseLogger } from 'pino';
import type { Dispose } from '../media/clock.ts';
import type { TimeMark } from '../protocol/entities/record.ts';
import type { RecordingEnd, RecordingLive } from '../protocol/recording-live.ts';
import type { Participant, RoomLayout, RoomProducer } from '../protocol/room.ts';
import { BoardWatch } from './board-watch.ts';
import type { RecordingFolder } from './folder.ts';
import type { RecordedRoom, RoomObserver } from './recorded-room.ts';
import { RecorderProcess } from './recorder/recorder-process.ts';
import { RoomTap } from './room-tap.ts';
import type { RecordedEvent, RecordedLayout } from './timeline/events.ts';
import { appendTimeline } from './timeline/timeline-file.ts';

/** How often everybody in the room hears how much lies on the disk, ms. */
const MEASURE_MS = 2000;
/** Nothing new on the disk for so many measurements, although somebody sends: it fails. */
const MOST_IDLE = 2;
/** A recorder that dies this often within a minute is not started again. */
const MOST_DEATHS = 5;
const DEATHS_WITHIN_MS = 60_000;
/** Room on the disk that a recording leaves to the database and the trail, bytes. */
export const RESERVE_BYTES = 512 * 1024 * 1024;
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export type FreeBytes = (dir: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (dir) => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
};

export interface LiveRecordingOptions {
  readonly id: string;
  readonly room: RecordedRoom;
  readonly folder: RecordingFolder;
  readonly freeBytes: FreeBytes;
  readonly log: BaseLogger;
  /** It has ended by itself, or because somebody asked. Told once; the room knows already. */
  readonly ended: (reason: RecordingEnd) => void;
}

/** One recording while it runs: who is in the picture when, and that what they send reaches the disk. */
export class LiveRecording {
  readonly #options: LiveRecordingOptions;
  /** When it began, monotonic clock: when its first recorder listened. */
  #zeroNs: bigint | null = null;
  #startedAt = Date.now();
  readonly #deaths: number[] = [];
  readonly #board: BoardWatch;
  #state: RecordingLive['state'] = 'starting';
  #reason: RecordingEnd | null = null;
  #bytes = 0;
  #idle = 0;
  #runs = 0;
  /** The recorder of now listens; and some of what it heard lies on the disk. */
  #listening = false;
  #written = false;
  #layout: RoomLayout | null = null;
  #spotlight: readonly string[] = [];
  #apart = false;
  #recorder: RecorderProcess | null = null;
  #tap: RoomTap | null = null;
  #stopObserving: Dispose | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopping: Promise<void> | null = null;
  /** What of all that is told in a room belongs into its recording. */
  readonly #hears: RoomObserver['told'] = {
    'room.participants': ({ participants, left = [] }) => {
      for (const participantId of left) this.#left(participantId);
      this.#participants(participants);
    },
    'room.participantLeft': ({ participantId }) => this.#left(participantId),
    'room.producer': ({ producer }) => this.#producer(producer),
    'room.producerClosed': ({ producerId }) => this.#write({ type: 'producerClosed', producerId }),
    'room.activeSpeaker': ({ participantId }) => this.#write({ type: 'speaker', participantId }),
    'room.mediation': ({ mediation }) => mediation.apart === null && this.#divided(false),
    'room.layout': ({ layout }) => this.#arranged({ layout }),
    'room.spotlight': ({ participantIds }) => this.#arranged({ spotlight: participantIds }),
    'board.changed': () => this.#board.changed(),
    'board.news': (told) => this.#board.drawn(told),
  };

  /** @throws where no recorder can be started */
  static async start(options: LiveRecordingOptions): Promise<LiveRecording> {
    const recording = new LiveRecording(options);
    options.folder.make();
    recording.#show();
    try {
      await recording.#startRecorder();
    } catch (error) {
      recording.#state = 'stopped';
      recording.#reason = 'recorderFailed';
      recording.#show();
      throw error;
    }
    recording.#watch();
    return recording;
  }

  private constructor(options: LiveRecordingOptions) {
    this.#options = options;
    this.#board = new BoardWatch({ ...options, write: (event) => this.#write(event) });
  }

  get live(): RecordingLive {
    return { id: this.#options.id, state: this.#state, startedAt: this.#startedAt, bytes: this.#bytes, reason: this.#reason };
  }

  /** Where in it a moment is; null before it began, and while nothing is kept. @param at UTC ms */
  markAt(at: number): TimeMark | null {
    const keeps = this.#state === 'recording' || this.#state === 'failing';
    return keeps && at >= this.#startedAt ? { recordingId: this.#options.id, offsetMs: Math.round(at - this.#startedAt) } : null;
  }

  /** Process id of the recorder, for tests that kill it. */
  get recorderPid(): number | undefined {
    return this.#recorder?.pid;
  }

  /** All that was sent lies on the disk when this is fulfilled. Twice does no harm. */
  stop(reason: RecordingEnd): Promise<void> {
    this.#stopping ??= this.#stop(reason);
    return this.#stopping;
  }

  /** The server stops: the packets are written, the rest is for its next start. */
  async abandon(): Promise<void> {
    this.#release();
    await Promise.all([this.#recorder?.stop(), this.#board.settled()]);
  }

  async #stop(reason: RecordingEnd): Promise<void> {
    this.#write({ type: 'end', reason });
    await this.abandon();
    this.#bytes = this.#options.folder.recordedBytes();
    this.#state = 'stopped';
    this.#reason = reason;
    this.#show();
    this.#options.ended(reason);
  }

  #release(): void {
    this.#stopObserving?.();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#tap?.close();
  }

  #watch(): void {
    const { room } = this.#options;
    const { participants, producers, activeSpeakerId, layout, spotlight } = room.present;
    this.#participants(participants);
    for (const producer of producers) this.#producer(producer);
    this.#write({ type: 'speaker', participantId: activeSpeakerId });
    this.#arranged({ layout, spotlight });
    this.#board.changed();
    if (room.apart === true) this.#divided(true);
    this.#stopObserving = room.observe({
      told: this.#hears,
      restrain: async () => {
        this.#divided(true);
        await this.#tap?.restrain();
      },
      ended: () => void this.stop('roomEnded'),
    });
    this.#timer = setInterval(() => void this.#measure(), MEASURE_MS);
    // Where somebody sends it begins with the first bytes on the disk; whether they do send is known a measurement later.
    if (!producers.some(({ paused }) => !paused)) this.#state = 'recording';
    this.#show();
    // While the recorder was being started nobody listened: all may have gone, or the room may have ended.
    this.#stopWhereEmpty();
  }

  #participants(participants: readonly Participant[]): void {
    for (const participant of participants) this.#write({ type: 'participant', participant });
  }

  #left(participantId: string): void {
    this.#write({ type: 'left', participantId });
    this.#stopWhereEmpty();
  }

  /** Whose line is cut still has a seat: nobody is left only when all have gone. A camera on the table is nobody. */
  #stopWhereEmpty(): void {
    if (!this.#options.room.present.participants.some(({ kind }) => kind === 'person')) void this.stop('roomEnded');
  }

  #arranged({ layout, spotlight }: { layout?: RoomLayout; spotlight?: readonly string[] }): void {
    if (layout !== undefined) this.#layout = layout;
    if (spotlight !== undefined) this.#spotlight = spotlight;
    this.#write({ type: 'layout', layout: laidOut(this.#layout, this.#spotlight) });
  }

  /** A divided room is not recorded: its picture is empty and its sound silent until all are together. */
  #divided(apart: boolean): void {
    if (this.#apart === apart) return;
    this.#apart = apart;
    this.#write({ type: 'apart', apart });
  }

  #producer(producer: RoomProducer): void {
    this.#write({ type: 'producer', producer });
    this.#tap?.add(producer);
  }

  async #startRecorder(): Promise<void> {
    const { folder, room, log } = this.#options;
    this.#runs += 1;
    const name = folder.logName(this.#runs);
    this.#written = false;
    const recorder = await RecorderProcess.start(folder.path(name), this.#zeroNs, {
      written: () => {
        this.#written = true;
        void this.#measure();
      },
      lost: (track) => this.#tap?.mend(track),
      died: (code) => this.#recorderDied(code),
    });
    if (this.#stopping !== null) {
      await recorder.stop();
      return;
    }
    this.#recorder = recorder;
    this.#listening = true;
    if (this.#zeroNs === null) {
      this.#zeroNs = recorder.zeroNs;
      this.#startedAt = Date.now();
    }
    this.#write({ type: 'recorder', log: name });
    this.#tap = new RoomTap(room, recorder, log);
    for (const producer of room.present.producers) this.#tap.add(producer);
  }

  #recorderDied(code: string): void {
    const { log, id } = this.#options;
    log.error({ recording: id, code }, 'the recorder died');
    this.#tap?.close();
    this.#listening = false;
    if (this.#stopping !== null) return;
    const now = Date.now();
    this.#deaths.push(now);
    if (FULL.has(code)) {
      void this.stop('storageFull');
      return;
    }
    if (this.#deaths.filter((at) => now - at < DEATHS_WITHIN_MS).length > MOST_DEATHS) {
      void this.stop('recorderFailed');
      return;
    }
    this.#write({ type: 'gap' });
    this.#settle();
    this.#show();
    this.#startRecorder().catch((error: unknown) => {
      log.error({ err: error, recording: id }, 'the recorder could not be started again');
      void this.stop('recorderFailed');
    });
  }

  async #measure(): Promise<void> {
    const { folder, freeBytes, log, id } = this.#options;
    const bytes = folder.recordedBytes();
    this.#idle = bytes > this.#bytes || !this.#awaited ? 0 : this.#idle + 1;
    this.#bytes = bytes;
    if (this.#idle === MOST_IDLE) log.error({ recording: id, bytes }, 'a recording does not grow');
    this.#settle();
    const free = await freeBytes(folder.dir).catch(() => Number.POSITIVE_INFINITY);
    if (this.#stopping !== null) return;
    this.#show();
    if (free < RESERVE_BYTES) await this.stop('storageFull');
  }

  /** Whether bytes should reach the disk just now: somebody sends, and is heard or should be. */
  get #awaited(): boolean {
    if (this.#listening) return this.#tap?.receiving === true;
    return this.#options.room.present.producers.some(({ paused }) => !paused);
  }

  /** `recording` is only what listens and, where somebody sends, has written. */
  #settle(): void {
    if (this.#idle >= MOST_IDLE) this.#state = 'failing';
    else this.#state = this.#listening && (this.#written || !this.#awaited) ? 'recording' : 'starting';
  }

  #write(event: RecordedEvent): void {
    const { folder, log, id } = this.#options;
    const now = process.hrtime.bigint();
    const t = Number(now - (this.#zeroNs ?? now)) / 1e6;
    try {
      appendTimeline(folder.timeline, { ...event, t, at: Date.now() });
    } catch (error) {
      log.error({ err: error, recording: id }, 'the timeline could not be written');
      if (event.type !== 'end') void this.stop('storageFull');
    }
  }

  #show(): void {
    this.#options.room.showRecording(this.live);
  }
}

/** What of it is the same for everybody: who is put into the light goes before how the room is laid out. */
function laidOut(layout: RoomLayout | null, spotlight: readonly string[]): RecordedLayout | null {
  if (spotlight.length > 0) return { mode: 'spotlight', places: [...spotlight] };
  return layout?.follow === true ? { mode: layout.mode, places: layout.places } : null;
}
