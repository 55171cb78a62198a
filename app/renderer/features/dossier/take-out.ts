import { DOSSIER_PIECE_BYTES } from '../../../../sfu-server/protocol/dossier.ts';
import type { RequestParams } from '../../../../sfu-server/protocol/requests/index.ts';
import { fromBase64 } from '../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { request } from '../../../bridge/requests.ts';

/** Takes a dossier out for a reason and fetches the copy. @throws Refusal */
export async function takeOut(bridge: Bridge, wish: RequestParams<'dossier.open'>): Promise<{ content: Blob; fileName: string }> {
  const { ticket, fileName, mediaType, bytes } = await request(bridge, 'dossier.open', wish);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < bytes; ) {
    const { base64 } = await request(bridge, 'dossier.read', { ticket, offset, length: DOSSIER_PIECE_BYTES });
    const piece = fromBase64(base64);
    if (piece.byteLength === 0) break;
    pieces.push(piece);
    offset += piece.byteLength;
  }
  return { content: new Blob(pieces, { type: mediaType }), fileName };
}
