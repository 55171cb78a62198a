import { MOST_PICTURES } from '../../../../sfu-server/protocol/party.ts';
import type { FileDraft } from './apply-draft.ts';

type Files = readonly FileDraft[];

/** With this speech in place of the one before, beside all pictures. */
export function withSpeech(files: Files, speech: FileDraft | null): FileDraft[] {
  const pictures = files.filter(({ kind }) => kind === 'picture');
  return speech === null ? pictures : [speech, ...pictures];
}

/** With more pictures, as many as may be. */
export function withPictures(files: Files, added: Files): FileDraft[] {
  const room = MOST_PICTURES - files.filter(({ kind }) => kind === 'picture').length;
  return [...files, ...added.slice(0, Math.max(0, room))];
}

export function withoutPicture(files: Files, id: string): FileDraft[] {
  return files.filter((one) => one.id !== id);
}
