import type { Board } from '../../../../../sfu-server/protocol/board.ts';
import { BOARD_PIECE_BYTES, PAGE_WIDTH, WHITE_HEIGHT } from '../../../../../sfu-server/protocol/board.ts';
import { fromBase64 } from '../../../../bridge/attachments/base64.ts';
import type { Bridge } from '../../../../bridge/bridge.ts';
import { request } from '../../../../bridge/requests.ts';

/** Pages that can be put on a canvas. */
export interface BoardDocument {
  readonly pages: number;
  /** Height of a page by its width. */
  shape(page: number): Promise<number>;
  /** @param width px; the canvas gets it, and the height that goes with it */
  render(page: number, canvas: HTMLCanvasElement, width: number): Promise<void>;
  close(): void;
}

/** White pages. */
export const WHITE: BoardDocument = {
  pages: 1,
  shape: async () => WHITE_HEIGHT / PAGE_WIDTH,
  render: async (_page, canvas, width) => {
    fill(canvas, width, Math.round((width * WHITE_HEIGHT) / PAGE_WIDTH));
  },
  close: () => undefined,
};

/** Opens what a board shows, as far as it is needed. Rejects with `Refusal`, or where the content is no such document. */
export async function openBoard(bridge: Bridge, roomId: string, { id, document }: Board): Promise<BoardDocument> {
  if (document === null) return WHITE;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < document.size; ) {
    const { base64 } = await request(bridge, 'board.read', { roomId, boardId: id, offset, length: BOARD_PIECE_BYTES });
    const piece = fromBase64(base64);
    if (piece.byteLength === 0) break;
    pieces.push(piece);
    offset += piece.byteLength;
  }
  return openContent(new Blob(pieces, { type: document.mediaType }));
}

/** Opens a PDF document or a picture. Rejects where it is neither. */
export async function openContent(content: Blob): Promise<BoardDocument> {
  return content.type === 'application/pdf' ? (await import('./pdf-document.ts')).openPdf(content) : openPicture(content);
}

async function openPicture(content: Blob): Promise<BoardDocument> {
  const picture = await createImageBitmap(content);
  const shape = Math.min(4, picture.height / picture.width);
  return {
    pages: 1,
    shape: async () => shape,
    render: async (_page, canvas, width) => {
      fill(canvas, width, Math.round(width * shape))?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    },
    close: () => picture.close(),
  };
}

/** Makes a canvas a sheet of paper. */
function fill(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return context;
}
