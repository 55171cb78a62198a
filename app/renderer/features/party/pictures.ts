import { v7 as uuidv7 } from 'uuid';
import type { FileDraft } from './apply-draft.ts';

/** Longest side of a picture that is sent, px: a document on it can still be read. */
const LONGEST_SIDE = 2000;
const QUALITY = 0.85;

/** Makes a picture small enough for a phone's line, upright. Rejects for what is no picture. */
export async function smallerPicture(file: File): Promise<FileDraft> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const drawing = canvas.getContext('2d');
    if (drawing === null) throw new Error('This browser draws nothing.');
    // What was transparent is paper.
    drawing.fillStyle = '#fff';
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (blob === null) throw new Error('This browser makes no pictures.');
    return { id: uuidv7(), kind: 'picture', blob, name: nameOf(file.name), mediaType: 'image/jpeg', lastsMs: 0 };
  } finally {
    picture.close();
  }
}

/** The name with the ending of what it is now, without anything that a file's name must not have. */
function nameOf(name: string): string {
  const stem = name
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\p{Cc}/\\\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return `${stem.slice(0, 80) || 'photo'}.jpg`;
}
