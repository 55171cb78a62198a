import { SAMPLE_RATE } from '../engine/speech-engine.ts';
import type { Utterance } from '../utterances.ts';
import type { EngineInThread } from './engine-in-thread.ts';

/** Sound that may wait to be recognised, s; with more, the oldest is thrown away and said to be lost. */
const MOST_WAITING_S = 60;

export interface Said extends Utterance {
  readonly room: number;
  readonly track: number;
}

export interface RecogniserListener {
  heard(said: Said, text: string): void;
  lost(said: Said): void;
  /** The engine has died; nothing more is recognised. */
  died(error: unknown): void;
}

/** Recognises one sentence after another, while packets are read. */
export class Recogniser {
  readonly #engine: Pick<EngineInThread, 'recognise'>;
  readonly #listener: RecogniserListener;
  readonly #waiting: Said[] = [];
  #working = false;

  constructor(engine: Pick<EngineInThread, 'recognise'>, listener: RecogniserListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  take(said: Said): void {
    this.#waiting.push(said);
    let seconds = this.#waiting.reduce((sum, { samples }) => sum + samples.length / SAMPLE_RATE, 0);
    while (seconds > MOST_WAITING_S && this.#waiting.length > 1) {
      const [oldest] = this.#waiting.splice(0, 1);
      if (oldest === undefined) break;
      seconds -= oldest.samples.length / SAMPLE_RATE;
      this.#listener.lost(oldest);
    }
    if (!this.#working) this.#work().catch((error: unknown) => this.#listener.died(error));
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let said = this.#waiting.shift(); said !== undefined; said = this.#waiting.shift()) {
      const text = (await this.#engine.recognise(said.samples)).trim();
      if (text !== '') this.#listener.heard(said, text);
    }
    this.#working = false;
  }
}
