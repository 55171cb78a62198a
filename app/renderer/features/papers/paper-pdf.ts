import { type KeptPdf, PAPER_PIECE_BYTES } from '../../../../sfu-server/protocol/case-paper.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { fromBase64 } from '../../../bridge/attachments/base64.ts';

export type Which = 'unsigned' | 'sealed';

/**
 * A PDF that is kept on the server, whole.
 * @param read gives the piece that begins at an offset, Base64; fewer bytes than asked for are the end
 * @throws Refusal; `paper.changed` where it is not the one of that hash
 */
export async function readPaper(
  { sha256, bytes }: KeptPdf,
  read: (piece: { readonly offset: number; readonly length: number }) => Promise<{ readonly base64: string }>,
): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < bytes; ) {
    const piece = fromBase64((await read({ offset, length: PAPER_PIECE_BYTES })).base64);
    if (piece.byteLength === 0) break;
    pieces.push(piece);
    offset += piece.byteLength;
  }
  const content = new Blob(pieces, { type: 'application/pdf' });
  if ((await hashOf(content)) !== sha256) throw new Refusal('paper.changed', 'What has come is another paper.');
  return content;
}

/** SHA-256, lower case hex. */
export async function hashOf(content: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
