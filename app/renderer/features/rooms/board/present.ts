import { v7 as uuidv7 } from 'uuid';
import { BOARD_PIECE_BYTES } from '../../../../../sfu-server/protocol/board.ts';
import { toBase64 } from '../../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../../bridge/bridge.ts';
import { request } from '../../../../bridge/requests.ts';
import { openContent } from './document.ts';

export interface Presenting {
  readonly roomId: string;
  readonly title: string;
  /** Null: everybody. */
  readonly audience: readonly string[] | null;
  /** As of `RoomSession.apartSince` when it was begun. */
  readonly apartSince: number | null;
}

/** Shows white pages. Rejects with `Refusal`. */
export async function presentWhite(bridge: Bridge, { roomId, title, audience, apartSince }: Presenting): Promise<void> {
  const seen = { audience: audience === null ? null : [...audience], apartSince };
  await request(bridge, 'board.open', { roomId, title, document: null, ...seen });
}

/** Brings a PDF document or a picture and shows it. Rejects with `Refusal`, or where it cannot be read. */
export async function presentDocument(bridge: Bridge, { roomId, title, audience, apartSince }: Presenting, content: Blob): Promise<void> {
  const document = await openContent(content);
  const { pages } = document;
  document.close();
  const uploadId = uuidv7();
  for (let offset = 0; offset < content.size; offset += BOARD_PIECE_BYTES) {
    const piece = new Uint8Array(await content.slice(offset, offset + BOARD_PIECE_BYTES).arrayBuffer());
    await request(bridge, 'board.upload', { roomId, uploadId, offset, base64: toBase64(piece) });
  }
  await request(bridge, 'board.open', {
    roomId,
    title: title.slice(0, 120),
    document: { uploadId, pages },
    audience: audience === null ? null : [...audience],
    apartSince,
  });
}
