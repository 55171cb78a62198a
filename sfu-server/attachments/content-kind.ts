import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { type MediaType, mediaTypeSchema } from '../protocol/attachment.ts';

/** Brands of one family: iPhones write HEIC of several, and an .mp4 may begin as QuickTime's own. */
const SAME: Readonly<Record<string, MediaType>> = {
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'video/x-m4v': 'video/mp4',
  // A WebM says in its tracks, not in its first bytes, that it has sound alone.
  'video/webm': 'audio/webm',
};

/** Encodings in which text files of offices here are written; whatever is of none is no text. */
const TEXT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le'] as const;
/** Control characters that no text has, but binary content soon does. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** What a file is by its content (magic bytes; for text, its characters); null where it is nothing that may be attached. */
export async function kindOfContent(path: string): Promise<MediaType | null> {
  const found = await fileTypeFromFile(path);
  if (found === undefined) return (await isText(path)) ? 'text/plain' : null;
  const known = mediaTypeSchema.safeParse(SAME[found.mime] ?? found.mime);
  return known.success ? known.data : null;
}

async function isText(path: string): Promise<boolean> {
  for (const encoding of TEXT_ENCODINGS) if (await isTextIn(path, encoding)) return true;
  return false;
}

async function isTextIn(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of createReadStream(path)) {
      if (BINARY.test(decoder.decode(piece as Buffer, { stream: true }))) return false;
    }
    return !BINARY.test(decoder.decode());
  } catch (error) {
    // What a fatal decoder throws where bytes are not of its encoding.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
