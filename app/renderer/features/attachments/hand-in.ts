import { v7 as uuidv7 } from 'uuid';
import { MAX_ATTACHMENT_BYTES, mediaTypeOfName } from '../../../../sfu-server/protocol/attachment.ts';
import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { fromBase64, toBase64 } from '../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { PIECE_BYTES } from '../../../bridge/contract.ts';

/** Longest name that travels; the end, which tells the kind, is kept. */
const NAME_LENGTH = 100;

/**
 * Hands a file over to what stands behind the page, to be announced and sent in the background, and gives its id. Rejects with `Refusal`:
 * `attachment.type_refused`, `attachment.too_large`, `attachment.empty`, `attachment.changed`, `cache.full` …
 */
export async function handIn(bridge: Bridge, owner: Pick<Attachment, 'ownerEntity' | 'ownerId'>, file: File): Promise<string> {
  const name = fileName(file.name);
  if (mediaTypeOfName(name) === null) throw new Refusal('attachment.type_refused', 'Files of this kind are not accepted.');
  if (file.size > MAX_ATTACHMENT_BYTES) throw new Refusal('attachment.too_large', 'The file is too large.');
  if (file.size === 0) throw new Refusal('attachment.empty', 'The file is empty.');
  const id = uuidv7();
  for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
    await bridge.call('attachment.stage', { id, offset, base64: toBase64(await pieceOf(file, offset)) });
  }
  await bridge.call('attachment.add', { id, ...owner, name });
  return id;
}

/** An attachment's whole content. Rejects with `Refusal`. */
export async function contentOf(bridge: Bridge, attachment: { id: string; size: number; mediaType: string }): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < attachment.size; ) {
    const piece = fromBase64((await bridge.call('attachment.read', { id: attachment.id, offset, length: PIECE_BYTES })).base64);
    if (piece.byteLength === 0) throw new Refusal('attachment.hash_mismatch', 'The content is shorter than announced.');
    pieces.push(piece);
    offset += piece.byteLength;
  }
  return new Blob(pieces, { type: attachment.mediaType });
}

/** A name as it may travel (see fileNameSchema): what may not stand in it becomes a dash. */
export function fileName(name: string): string {
  const clean = name
    .normalize()
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069/\\]/gu, '-')
    .trim();
  return clean.length > NAME_LENGTH ? `…${clean.slice(-NAME_LENGTH)}` : clean;
}

async function pieceOf(file: File, offset: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
  } catch (error) {
    // It was taken away or written to since it was chosen.
    throw new Refusal('attachment.changed', 'The file can no longer be read.', { cause: error });
  }
}
