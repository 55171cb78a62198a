import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Which files of a folder make up a model, by the family that the engine has to load; the paths are absolute. */
export type SpeechModel =
  | { readonly family: SingleFamily; readonly model: string; readonly tokens: string }
  | { readonly family: 'whisper'; readonly encoder: string; readonly decoder: string; readonly tokens: string }
  | { readonly family: 'transducer'; readonly encoder: string; readonly decoder: string; readonly joiner: string; readonly tokens: string };

/** Families of one ONNX file. */
export type SingleFamily = 'senseVoice' | 'paraformer' | 'zipformerCtc' | 'wenetCtc' | 'telespeechCtc' | 'nemoCtc';

/** What such a file says of itself (`model_type` in its metadata), as the project that publishes them writes it. */
const FAMILY_OF_TYPE: ReadonlyMap<string, SingleFamily> = new Map([
  ['sense_voice_ctc', 'senseVoice'],
  ['paraformer', 'paraformer'],
  ['zipformer2_ctc', 'zipformerCtc'],
  ['wenet_ctc', 'wenetCtc'],
  ['telespeech_ctc', 'telespeechCtc'],
  ['EncDecCTCModelBPE', 'nemoCtc'],
]);

/** The metadata of an ONNX file stand behind its weights; with the words of a vocabulary they are some hundred KB at most. */
const TAIL_BYTES = 1024 * 1024;

/**
 * The model in a folder, as it is unpacked from the archives that the engine's project publishes. Of a file that is there in two
 * precisions the smaller (`.int8.onnx`) is taken: office machines have two cores.
 * @returns `none` where there is no folder, or no model in it; `unknown` where there is one that cannot be told
 */
export function modelIn(folder: string): SpeechModel | 'none' | 'unknown' {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return 'none';
  const names = readdirSync(folder).toSorted();
  const onnx = names.filter((name) => name.endsWith('.onnx'));
  const tokensName = names.find((name) => name === 'tokens.txt' || name.endsWith('-tokens.txt'));
  if (onnx.length === 0) return 'none';
  if (tokensName === undefined) return 'unknown';
  const tokens = join(folder, tokensName);
  const part = (word: string) => pathOf(folder, onnx, (name) => name.includes(word));
  const [encoder, decoder, joiner] = [part('encoder'), part('decoder'), part('joiner')];
  if (encoder !== null && decoder !== null) {
    return joiner === null ? { family: 'whisper', encoder, decoder, tokens } : { family: 'transducer', encoder, decoder, joiner, tokens };
  }
  const model = pathOf(folder, onnx, (name) => name.startsWith('model') || onnx.length === 1);
  const family = model === null ? undefined : FAMILY_OF_TYPE.get(typeOf(model) ?? '');
  return model === null || family === undefined ? 'unknown' : { family, model, tokens };
}

function pathOf(folder: string, names: readonly string[], is: (name: string) => boolean): string | null {
  const found = names.filter(is);
  const name = found.find((one) => one.endsWith('.int8.onnx')) ?? found[0];
  return name === undefined ? null : join(folder, name);
}

/** `model_type` of an ONNX file: a StringStringEntryProto of its ModelProto, key (field 1) before value (field 2). */
function typeOf(path: string): string | null {
  const { size } = statSync(path);
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  const file = openSync(path, 'r');
  try {
    readSync(file, tail, 0, tail.length, size - tail.length);
  } finally {
    closeSync(file);
  }
  const key = Buffer.from('\x0a\x0amodel_type\x12', 'latin1');
  const at = tail.lastIndexOf(key);
  if (at < 0) return null;
  const start = at + key.length + 1;
  const length = tail.at(start - 1) ?? 0;
  return tail.toString('utf8', start, start + length);
}
