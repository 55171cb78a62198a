import type { BaseLogger } from 'pino';
import { Refusal } from '../protocol/errors.ts';
import type { SpeechAvailability } from '../protocol/speech.ts';
import type { RecordedRoom } from '../recording/recorded-room.ts';
import { modelIn } from './engine/model-folder.ts';
import { hasSherpa } from './engine/sherpa-module.ts';
import { ListeningRoom } from './listening-room.ts';
import { SpeechProcess, SpeechUnavailable } from './speech-process.ts';

/** What a seat has said, as it was understood. */
export interface HeardSpeech {
  readonly participantId: string;
  /** When it began, UTC ms. */
  readonly at: number;
  readonly text: string;
}

export interface SpeechListener {
  heard(speech: HeardSpeech): void;
  /** The machine was too slow for a sentence. */
  lost(): void;
  /** It listens no more: asked to, the room has ended, or the engine has died. */
  ended(): void;
}

export interface SpeechServiceOptions {
  /** Folder with a model. */
  readonly modelFolder: string;
  readonly log: BaseLogger;
}

/** Recognises what is said in rooms, in one process for all of them that is there only while somebody wants it. */
export class SpeechService {
  readonly #options: SpeechServiceOptions;
  readonly #rooms = new Map<number, { readonly roomId: string; readonly room: ListeningRoom; readonly listener: SpeechListener }>();
  /** One after the other: a start in the middle of a stop would find half of it gone. */
  #steps: Promise<unknown> = Promise.resolve();
  #process: SpeechProcess | null = null;
  #numbers = 0;
  #broken = false;
  /** It is installed, and cannot be loaded: its native part is missing for this platform. Known only once it was tried. */
  #lacksModule = false;
  #closed = false;

  constructor(options: SpeechServiceOptions) {
    this.#options = options;
  }

  /** Looked up each time: a model that is put into its folder needs no new start. */
  get availability(): SpeechAvailability {
    if (this.#lacksModule || !hasSherpa()) return 'noModule';
    const model = modelIn(this.#options.modelFolder);
    if (model === 'none') return 'noModel';
    if (model === 'unknown') return 'unknownModel';
    return this.#broken ? 'failed' : 'ready';
  }

  /** Process id of the engine, for tests that kill it. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Hears a room from now on. One that is heard already goes on. @throws Refusal `speech.unavailable` */
  async listen(room: RecordedRoom, listener: SpeechListener): Promise<void> {
    if (this.#closed) throw new Refusal('speech.unavailable', 'The server is stopping.');
    return this.#next(async () => {
      if (this.#numberOf(room.id) !== null) return;
      try {
        this.#process ??= await this.#startProcess();
        this.#numbers += 1;
        const number = this.#numbers;
        const heard = await ListeningRoom.open(room, number, this.#process, this.#options.log, () => this.#leave(room.id));
        this.#rooms.set(number, { roomId: room.id, room: heard, listener });
        this.#broken = false;
      } catch (error) {
        this.#options.log.error({ err: error, room: room.id }, 'speech cannot be recognised');
        await this.#stopUnused();
        if (!(error instanceof SpeechUnavailable)) throw error;
        this.#broken = error.why === 'failed';
        this.#lacksModule = error.why === 'noModule';
        throw new Refusal('speech.unavailable', error.message, { cause: error });
      }
    });
  }

  /** Hears a room no more. What was said last and is not understood yet is lost. */
  ignore(roomId: string): Promise<void> {
    return this.#next(async () => {
      const number = this.#numberOf(roomId);
      if (number !== null) this.#forget(number);
      await this.#stopUnused();
    });
  }

  /** Hears nothing more, also of what is being begun. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#next(async () => {
      for (const number of [...this.#rooms.keys()]) this.#forget(number);
      await this.#stopUnused();
    });
  }

  /** Nobody waits for it: what goes wrong is logged. */
  #leave(roomId: string): void {
    this.ignore(roomId).catch((error: unknown) => {
      this.#options.log.error({ err: error, room: roomId }, 'a room that is over could not be left');
    });
  }

  async #startProcess(): Promise<SpeechProcess> {
    return SpeechProcess.start(this.#options.modelFolder, {
      heard: (number, track, at, text) => {
        const known = this.#rooms.get(number);
        const participantId = known?.room.speakerOf(track);
        if (known !== undefined && participantId !== undefined) known.listener.heard({ participantId, at, text });
      },
      lost: (number) => this.#rooms.get(number)?.listener.lost(),
      died: () => {
        this.#options.log.error('the speech process has died');
        this.#process = null;
        for (const number of [...this.#rooms.keys()]) this.#forget(number);
      },
    });
  }

  #numberOf(roomId: string): number | null {
    return [...this.#rooms].find(([, one]) => one.roomId === roomId)?.[0] ?? null;
  }

  #forget(number: number): void {
    const known = this.#rooms.get(number);
    this.#rooms.delete(number);
    known?.room[Symbol.dispose]();
    known?.listener.ended();
  }

  async #stopUnused(): Promise<void> {
    if (this.#rooms.size > 0) return;
    const unused = this.#process;
    this.#process = null;
    await unused?.stop();
  }

  #next<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#steps.then(step);
    this.#steps = done.catch(() => undefined);
    return done;
  }
}
