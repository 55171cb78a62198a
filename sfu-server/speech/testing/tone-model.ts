import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxFile } from './onnx-file.ts';

/** Bins of the mel scale that the engine cuts sound into, from 20 Hz to 400 Hz below half the rate. */
const BINS = 80;
const [LOWEST_HZ, HIGHEST_HZ] = [20, 7600];
/** How loud a bin has to be to be taken for its word rather than for silence, natural logarithm of energy. */
const LOUD = -8;

/** The words of the model, by the tone that stands for each, Hz. */
export const TONES = { 甲: 500, 乙: 1500 } as const;

/**
 * A real model that the real engine loads, small enough to be made by a test: it knows two words, and each is a tone. (A model of speech
 * has a few hundred MB and comes in no package.)
 */
export function writeToneModel(folder: string): void {
  const words = Object.entries(TONES);
  const classes = words.length + 1;
  const weights = new Float32Array(BINS * classes);
  for (const [index, [, hz]] of words.entries()) weights[binOf(hz) * classes + index + 1] = 1;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tokens.txt'), ['<blk>', ...words.map(([word]) => word)].map((word, id) => `${word} ${id}\n`).join(''));
  writeFileSync(
    join(folder, 'model.onnx'),
    onnxFile({
      nodes: [
        { op: 'MatMul', inputs: ['x', 'weights'], output: 'loud' },
        { op: 'Add', inputs: ['loud', 'silence'], output: 'logits' },
        { op: 'LogSoftmax', inputs: ['logits'], output: 'log_probs' },
        { op: 'Identity', inputs: ['x_lens'], output: 'log_probs_len' },
      ],
      inputs: [
        { name: 'x', type: 'float', shape: ['N', 'T', BINS] },
        { name: 'x_lens', type: 'int64', shape: ['N'] },
      ],
      outputs: [
        { name: 'log_probs', type: 'float', shape: ['N', 'T', classes] },
        { name: 'log_probs_len', type: 'int64', shape: ['N'] },
      ],
      weights: [
        { name: 'weights', dims: [BINS, classes], values: weights },
        { name: 'silence', dims: [classes], values: new Float32Array([LOUD, ...words.map(() => 0)]) },
      ],
      metadata: { model_type: 'zipformer2_ctc' },
    }),
  );
}

function binOf(hz: number): number {
  const step = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / (BINS + 1);
  return Math.round((mel(hz) - mel(LOWEST_HZ)) / step) - 1;
}

function mel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}

/** Sound of some tones, one after another, each as long as `seconds` and followed by as much silence as `pause`. */
export function tones(rate: number, hz: readonly number[], seconds: number, pause: number): Float32Array {
  const [long, quiet] = [Math.round(seconds * rate), Math.round(pause * rate)];
  const samples = new Float32Array(hz.length * (long + quiet));
  for (const [index, tone] of hz.entries()) {
    for (let at = 0; at < long; at += 1) samples[index * (long + quiet) + at] = 0.3 * Math.sin((2 * Math.PI * tone * at) / rate);
  }
  return samples;
}
