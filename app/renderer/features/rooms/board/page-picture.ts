import type { BoardElement } from '../../../../../sfu-server/protocol/board.ts';
import type { BoardDocument } from './document.ts';
import { paint } from './paint.ts';

/** Width of a page as a picture, px: sharp on paper of A4, and below 4 MB. */
const PICTURE_WIDTH = 2_000;

/** A page as it is seen, with what is drawn on it. Rejects where it cannot be rendered. @param width px */
export async function canvasOf(
  source: BoardDocument,
  elements: Iterable<BoardElement>,
  page: number,
  width: number,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  await source.render(page, canvas, width);
  const context = canvas.getContext('2d');
  if (context !== null) paint(context, elements, page, canvas.width);
  return canvas;
}

/** The same as PNG. */
export async function pictureOf(source: BoardDocument, elements: Iterable<BoardElement>, page: number): Promise<Blob> {
  const canvas = await canvasOf(source, elements, page, PICTURE_WIDTH);
  return new Promise((fulfil, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The page could not be made a picture.')) : fulfil(blob)), 'image/png');
  });
}
