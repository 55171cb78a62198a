import os from 'node:os';
import type { SpeechModel } from './model-folder.ts';
import { SAMPLE_RATE, type SpeechEngine } from './speech-engine.ts';

/** What of sherpa-onnx-node is used; the package has no types of its own. */
export interface SherpaModule {
  readonly OfflineRecognizer: new (config: object) => SherpaRecogniser;
}

interface SherpaRecogniser {
  createStream(): SherpaStream;
  decode(stream: SherpaStream): void;
  getResult(stream: SherpaStream): { readonly text: string };
}

interface SherpaStream {
  acceptWaveform(sound: { readonly sampleRate: number; readonly samples: Float32Array }): void;
}

/** Beyond this more threads make a sentence hardly faster, and take from the rooms. */
const MOST_THREADS = 2;

/** sherpa-onnx with a model that recognises whole sentences. */
export class SherpaEngine implements SpeechEngine {
  readonly #recogniser: SherpaRecogniser;

  /** Loads the model: seconds, and some hundred MB. @throws where a file of it is damaged */
  constructor(sherpa: SherpaModule, model: SpeechModel) {
    const numThreads = Math.max(1, Math.min(MOST_THREADS, os.availableParallelism() - 1));
    this.#recogniser = new sherpa.OfflineRecognizer({
      featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
      modelConfig: { ...filesOf(model), tokens: model.tokens, numThreads, provider: 'cpu', debug: 0 },
    });
  }

  recognise(samples: Float32Array): string {
    const stream = this.#recogniser.createStream();
    stream.acceptWaveform({ sampleRate: SAMPLE_RATE, samples });
    this.#recogniser.decode(stream);
    return this.#recogniser.getResult(stream).text.replaceAll(/\s+/g, ' ').trim();
  }

  /** The native part lets go of it with the object. */
  [Symbol.dispose](): void {}
}

/** As the engine names the families. */
function filesOf(model: SpeechModel): object {
  switch (model.family) {
    case 'senseVoice':
      return { senseVoice: { model: model.model, useInverseTextNormalization: 1, language: 'auto' } };
    case 'paraformer':
      return { paraformer: { model: model.model } };
    case 'zipformerCtc':
      return { zipformerCtc: { model: model.model } };
    case 'wenetCtc':
      return { wenetCtc: { model: model.model } };
    case 'telespeechCtc':
      return { telespeechCtc: model.model };
    case 'nemoCtc':
      return { nemoCtc: { model: model.model } };
    case 'whisper':
      return { whisper: { encoder: model.encoder, decoder: model.decoder, language: '', task: 'transcribe', tailPaddings: -1 } };
    case 'transducer':
      return { transducer: { encoder: model.encoder, decoder: model.decoder, joiner: model.joiner } };
  }
}
