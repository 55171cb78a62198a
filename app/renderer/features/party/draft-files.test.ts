import { expect, it } from 'vitest';
import { MOST_PICTURES } from '../../../../sfu-server/protocol/party.ts';
import type { FileDraft } from './apply-draft.ts';
import { withoutPicture, withPictures, withSpeech } from './draft-files.ts';

const file = (id: string, kind: FileDraft['kind']): FileDraft => {
  return { id, kind, blob: new Blob([]), name: id, mediaType: kind === 'speech' ? 'audio/webm' : 'image/jpeg', lastsMs: 0 };
};
const ids = (files: readonly FileDraft[]) => files.map(({ id }) => id);

it('keeps pictures that were added while speech was recorded, and speech that was made while pictures were made smaller', () => {
  const picture = file('p', 'picture');
  const speech = file('s', 'speech');
  expect(ids(withSpeech(withPictures([], [picture]), speech))).toEqual(['s', 'p']);
  expect(ids(withPictures(withSpeech([], speech), [picture]))).toEqual(['s', 'p']);
  expect(ids(withSpeech([speech, picture], file('t', 'speech')))).toEqual(['t', 'p']);
  expect(ids(withoutPicture([speech, picture], 'p'))).toEqual(['s']);
});

it('takes no more pictures than may be, also of two choices at once', () => {
  const some = (name: string) => Array.from({ length: MOST_PICTURES - 1 }, (_, at) => file(`${name}${at}`, 'picture'));
  expect(withPictures(withPictures([file('s', 'speech')], some('a')), some('b'))).toHaveLength(MOST_PICTURES + 1);
});
