import type { BoardElement } from '../../../../../sfu-server/protocol/board.ts';
import { MAX_ROOM_FILE_BYTES } from '../../../../../sfu-server/protocol/room-file.ts';
import type { Bridge } from '../../../../bridge/bridge.ts';
import { sendRoomFile } from '../chat/room-file-transfer.ts';
import type { PagePicture } from './board-pdf.ts';
import type { BoardDocument } from './document.ts';
import { FINENESS, keptPages } from './kept-pages.ts';
import { canvasOf } from './page-picture.ts';

/** What all pictures may come to, bytes: the rest is for the document around them. */
const BYTES = MAX_ROOM_FILE_BYTES * 0.95;

export interface KeptBoard {
  readonly roomId: string;
  /** As of `RoomSession.apartSince` when it was begun. */
  readonly apartSince: number | null;
  /** Of the file, with its ending. */
  readonly fileName: string;
  readonly source: BoardDocument;
  readonly pages: number;
  /** The page that is shown, from 0. */
  readonly page: number;
  readonly elements: readonly BoardElement[];
  /** Told of each page that is done: the share of all, 0 to 1. */
  onShare(share: number): void;
}

/**
 * Sends what is shown with all that is drawn on it to the room as a PDF document, one page for each page; it stays with the room's record.
 * Rejects with `Refusal` as `sendRoomFile`, or where a page cannot be rendered.
 */
export async function keepBoard(bridge: Bridge, what: KeptBoard): Promise<void> {
  const { roomId, apartSince, fileName, source, pages, page, elements, onShare } = what;
  // The writer of PDF documents is large, and few need it.
  const { pdfOfPictures } = await import('./board-pdf.ts');
  const kept = keptPages(pages, page, elements);
  async function* pictures(): AsyncIterable<PagePicture> {
    for (const [at, one] of kept.entries()) {
      yield await pictureWithin(source, elements, one, BYTES / kept.length);
      onShare((at + 1) / kept.length);
    }
  }
  const content = await pdfOfPictures(fileName, pictures());
  const file = new File([content], fileName, { type: 'application/pdf' });
  await sendRoomFile(bridge, { roomId, apartSince }, file, { onShare: () => undefined, signal: new AbortController().signal });
}

/** The finest picture of a page that stays below so many bytes; the coarsest where none does. */
async function pictureWithin(source: BoardDocument, elements: readonly BoardElement[], page: number, bytes: number): Promise<PagePicture> {
  let picture: PagePicture | null = null;
  for (const { width, quality } of FINENESS) {
    const canvas = await canvasOf(source, elements, page, width);
    const jpeg = await jpegOf(canvas, quality);
    picture = { jpeg, shape: canvas.height / canvas.width };
    if (jpeg.byteLength <= bytes) break;
  }
  if (picture === null) throw new Error('No fineness is given.');
  return picture;
}

async function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((fulfil) => canvas.toBlob(fulfil, 'image/jpeg', quality));
  if (blob === null) throw new Error('The page could not be made a picture.');
  return new Uint8Array(await blob.arrayBuffer());
}
