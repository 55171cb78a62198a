import { type CasePaper, PAPER_PIECE_BYTES } from '../../../../sfu-server/protocol/case-paper.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import { fromBase64 } from '../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { request } from '../../../bridge/requests.ts';

export type Which = 'unsigned' | 'sealed';

/** The PDF of a paper, whole. @throws Refusal; `paper.changed` where it is not the one of that hash */
export async function readPaper(bridge: Bridge, paper: CasePaper, which: Which): Promise<Blob> {
  const { sha256, bytes } = paper[which] ?? paper.unsigned;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < bytes; ) {
    const { base64 } = await request(bridge, 'casePaper.read', { paperId: paper.id, which, offset, length: PAPER_PIECE_BYTES });
    const piece = fromBase64(base64);
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
