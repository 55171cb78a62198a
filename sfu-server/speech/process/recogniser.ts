import { setImmediate } from 'node:timers/promises';
import { SAMPLE_RATE, type SpeechEngine } from '../engine/speech-engine.ts';
import type { Utterance } from '../utterances.ts';

/** Sound that may wait to be recognised, s; with more, the oldest is thrown away and said to be lost. */
const MOST_WAITING_S = 60;

export interface Said extends Utterance {
  readonly room: number;
  readonly track: number;
}

export interface RecogniserListener {
  heard(said: Said, text: string): void;
  lost(said: Said): void;
}

/** Recognises one sentence after another, and lets packets in between. */
export class Recogniser {
  readonly #engine: SpeechEngine;
  readonly #listener: RecogniserListener;
  readonly #waiting: Said[] = [];
  #working = false;

  constructor(engine: SpeechEngine, listener: RecogniserListener) {
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
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let said = this.#waiting.shift(); said !== undefined; said = this.#waiting.shift()) {
      const text = this.#engine.recognise(said.samples).trim();
      if (text !== '') this.#listener.heard(said, text);
      await setImmediate();
    }
    this.#working = false;
  }
}
