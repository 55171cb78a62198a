import { SAMPLE_RATE } from './engine/speech-engine.ts';

/** Piece of sound of which it is decided whether somebody speaks, ms. */
const FRAME_MS = 20;
const FRAME = (SAMPLE_RATE * FRAME_MS) / 1000;
/** Louder than the room by this much is speech, dB; and never what is softer than this, dB of full scale. */
const ABOVE_ROOM_DB = 9;
const SOFTEST_DB = -52;
/** How fast the room is taken to have become louder, dB a second: a fan that is switched on is no speech after a while. */
const ROOM_RISES_DB = 2;
/** What a room is taken for until it has been heard, dB of full scale: somebody may be speaking already. */
const QUIET_ROOM_DB = -45;
/** No room is taken to be quieter, dB: after a dead line's digital silence it would take half a minute until a fan is no speech. */
const QUIETEST_ROOM_DB = SOFTEST_DB - ABOVE_ROOM_DB;
/** Kept of what came before speech was noticed: first sounds are soft, ms. */
const BEFORE_MS = 240;
/** A pause that ends a sentence, ms; shorter than this is no speech; longer than this is cut, ms: models were taught with less than 30 s. */
const PAUSE_MS = 700;
const SHORTEST_MS = 280;
const LONGEST_MS = 20_000;

/** What one person has said without a pause. */
export interface Utterance {
  readonly samples: Float32Array;
  /** When it began, UTC ms. */
  readonly at: number;
}

/** Cuts the sound of one person into what they said between two pauses, by how loud it is. */
export class Utterances {
  readonly #said: (utterance: Utterance) => void;
  #rest = new Float32Array(0);
  #frames: Float32Array[] = [];
  #speaking = false;
  #loud = 0;
  #quiet = 0;
  #roomDb: number | null = null;
  #began = 0;

  constructor(said: (utterance: Utterance) => void) {
    this.#said = said;
  }

  /** @param at when the last of these samples was heard, UTC ms */
  take(samples: Float32Array, at: number): void {
    const all = joined([this.#rest, samples]);
    let start = 0;
    for (; start + FRAME <= all.length; start += FRAME) {
      const behind = ((all.length - start) / SAMPLE_RATE) * 1000;
      this.#frame(all.slice(start, start + FRAME), at - behind);
    }
    this.#rest = all.slice(start);
  }

  /**
   * Nothing was sent because nobody spoke (DTX, RFC 7587 §3.1.3): a pause like any other, of which the room cannot be heard.
   * @param ms how long @param until when it ended, UTC ms
   */
  pause(ms: number, until: number): void {
    const frames = Math.floor(Math.min(ms, PAUSE_MS + BEFORE_MS) / FRAME_MS);
    for (let left = frames; left > 0; left -= 1) this.#count(new Float32Array(FRAME), false, until - left * FRAME_MS);
  }

  /** No more comes for now (muted, gone): what was said until here is told. */
  end(): void {
    if (this.#speaking) this.#tell();
    this.#reset();
  }

  #frame(frame: Float32Array, at: number): void {
    const db = loudness(frame);
    const roomDb = this.#roomDb ?? Math.min(db, QUIET_ROOM_DB);
    const speech = db > Math.max(roomDb + ABOVE_ROOM_DB, SOFTEST_DB);
    this.#roomDb = Math.max(QUIETEST_ROOM_DB, Math.min(db, roomDb + (ROOM_RISES_DB * FRAME_MS) / 1000));
    this.#count(frame, speech, at);
  }

  #count(frame: Float32Array, speech: boolean, at: number): void {
    this.#frames.push(frame);
    if (!this.#speaking) {
      this.#loud = speech ? this.#loud + 1 : 0;
      if (this.#frames.length > BEFORE_MS / FRAME_MS) this.#frames.shift();
      if (this.#loud * FRAME_MS < 60) return;
      this.#speaking = true;
      this.#quiet = 0;
      this.#began = at - (this.#frames.length - 1) * FRAME_MS;
      return;
    }
    this.#loud += speech ? 1 : 0;
    this.#quiet = speech ? 0 : this.#quiet + 1;
    if (this.#quiet * FRAME_MS >= PAUSE_MS || this.#frames.length * FRAME_MS >= LONGEST_MS) this.#tell();
  }

  #tell(): void {
    const [frames, loud, at] = [this.#frames, this.#loud, this.#began];
    this.#reset();
    if (loud * FRAME_MS >= SHORTEST_MS) this.#said({ samples: joined(frames), at });
  }

  #reset(): void {
    this.#frames = [];
    this.#speaking = false;
    this.#loud = 0;
    this.#quiet = 0;
  }
}

/** dB of full scale. */
function loudness(frame: Float32Array): number {
  let sum = 0;
  for (const sample of frame) sum += sample * sample;
  return 10 * Math.log10(sum / frame.length + 1e-12);
}

function joined(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
