import { mediaTypeOfName } from '../../../../../sfu-server/protocol/attachment.ts';
import { Refusal } from '../../../../../sfu-server/protocol/errors.ts';
import { MAX_ROOM_FILE_BYTES, type RoomFile } from '../../../../../sfu-server/protocol/room-file.ts';
import { fromBase64, toBase64 } from '../../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../../bridge/bridge.ts';
import { PIECE_BYTES } from '../../../../bridge/contract.ts';
import { request } from '../../../../bridge/requests.ts';
import { fileName } from '../../attachments/hand-in.ts';

export interface Addressed {
  readonly roomId: string;
  /** As of `RoomSession.apartSince` when it was chosen or made. */
  readonly apartSince: number | null;
}

export interface Sending {
  /** Share of the bytes that the server has, 0 to 1. */
  readonly onShare: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file to a room; all inside are told of it once the server has looked at it. Ends silently when the signal is aborted.
 * Rejects with `Refusal`: `attachment.type_refused`, `attachment.too_large`, `attachment.empty`, `attachment.type_mismatch`, `room.may_not_chat` …
 */
export async function sendRoomFile(bridge: Bridge, to: Addressed, file: File, { onShare, signal }: Sending): Promise<void> {
  const name = fileName(file.name);
  if (mediaTypeOfName(name) === null) throw new Refusal('attachment.type_refused', 'Files of this kind are not accepted.');
  if (file.size > MAX_ROOM_FILE_BYTES) throw new Refusal('attachment.too_large', 'The file is too large for a room.');
  if (file.size === 0) throw new Refusal('attachment.empty', 'The file is empty.');
  const { fileId, ticket } = await request(bridge, 'room.fileAnnounce', { ...to, name, size: file.size });
  for (let offset = 0; offset < file.size && !signal.aborted; ) {
    const base64 = toBase64(await pieceOf(file, offset));
    const state = await bridge.call('roomFile.send', { fileId, ticket, offset, base64 });
    offset = state.offset;
    onShare(offset / file.size);
  }
}

/** The content of a file of a room. Rejects with `Refusal`. */
export async function fetchRoomFile(bridge: Bridge, roomId: string, { id: fileId }: RoomFile): Promise<Blob> {
  const { file, ticket } = await request(bridge, 'room.fileOpen', { roomId, fileId });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < file.size; ) {
    const length = Math.min(PIECE_BYTES, file.size - offset);
    const piece = fromBase64((await bridge.call('roomFile.read', { fileId, ticket, offset, length })).base64);
    if (piece.byteLength === 0) throw new Refusal('attachment.not_there', 'The content is shorter than announced.');
    pieces.push(piece);
    offset += piece.byteLength;
  }
  return new Blob(pieces, { type: file.mediaType });
}

async function pieceOf(file: File, offset: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
  } catch (error) {
    throw new Refusal('attachment.changed', 'The file can no longer be read.', { cause: error });
  }
}
