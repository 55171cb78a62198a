import type { SpeechAvailability } from '../../protocol/speech.ts';
import { modelIn } from './model-folder.ts';
import { SherpaEngine, type SherpaModule } from './sherpa-engine.ts';
import { loadSherpa } from './sherpa-module.ts';
import type { SpeechEngine } from './speech-engine.ts';

/** Why no engine can be had. */
export class EngineMissing extends Error {
  readonly why: Exclude<SpeechAvailability, 'ready'>;

  constructor(why: Exclude<SpeechAvailability, 'ready'>, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/** Loads the engine with the model of a folder: seconds, and some hundred MB. @throws EngineMissing */
export function loadEngine(folder: string): SpeechEngine {
  const model = modelIn(folder);
  if (model === 'none') throw new EngineMissing('noModel', 'There is no model in the folder.');
  if (model === 'unknown')
    throw new EngineMissing('unknownModel', 'The model in the folder is of no family that this engine is told to load.');
  let sherpa: SherpaModule;
  try {
    sherpa = loadSherpa();
  } catch (error) {
    throw new EngineMissing('noModule', error instanceof Error ? error.message : String(error), { cause: error });
  }
  try {
    return new SherpaEngine(sherpa, model);
  } catch (error) {
    throw new EngineMissing('failed', error instanceof Error ? error.message : String(error), { cause: error });
  }
}
