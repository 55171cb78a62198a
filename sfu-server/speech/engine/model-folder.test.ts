import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onnxFile } from '../testing/onnx-file.ts';
import { modelIn } from './model-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'speech-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), '');
};
const putModel = (name: string, type: string) => {
  const nothing = { nodes: [], inputs: [], outputs: [], weights: [] };
  writeFileSync(join(folder, name), onnxFile({ ...nothing, metadata: { version: '1', model_type: type, maintainer: 'x' } }));
};

describe('a folder with a model of speech', () => {
  it('is none where it is missing, or holds nothing that could be one', () => {
    expect(modelIn(join(folder, 'missing'))).toBe('none');
    put('README.md', 'tokens.txt');
    expect(modelIn(folder)).toBe('none');
  });

  it('is told by what its one file says of itself, the smaller precision first', () => {
    putModel('model.onnx', 'sense_voice_ctc');
    putModel('model.int8.onnx', 'sense_voice_ctc');
    put('tokens.txt');
    expect(modelIn(folder)).toEqual({
      family: 'senseVoice',
      model: join(folder, 'model.int8.onnx'),
      tokens: join(folder, 'tokens.txt'),
    });
  });

  it('is told by its parts where it has several', () => {
    put('base-encoder.int8.onnx', 'base-decoder.int8.onnx', 'base-tokens.txt');
    expect(modelIn(folder)).toMatchObject({ family: 'whisper', tokens: join(folder, 'base-tokens.txt') });
    put('joiner-epoch-99.onnx');
    expect(modelIn(folder)).toMatchObject({ family: 'transducer', joiner: join(folder, 'joiner-epoch-99.onnx') });
  });

  it('is unknown where it says nothing that the engine is told to load, or its words are missing', () => {
    putModel('model.onnx', 'something_new');
    expect(modelIn(folder)).toBe('unknown');
    put('tokens.txt');
    expect(modelIn(folder)).toBe('unknown');
    writeFileSync(join(folder, 'model.onnx'), 'damaged');
    expect(modelIn(folder)).toBe('unknown');
  });
});
