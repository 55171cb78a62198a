/** Samples a second of what every engine is given; one channel, −1 to 1. */
export const SAMPLE_RATE = 16_000;

/** Turns what was said into text, on this machine. An engine runs in the speech process, never in the server's own. */
export interface SpeechEngine extends Disposable {
  /** @returns what was said, in one line; empty where nothing was understood */
  recognise(samples: Float32Array): string;
}
