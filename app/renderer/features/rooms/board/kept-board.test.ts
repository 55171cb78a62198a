import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../../sfu-server/protocol/room.ts';
import { type PagePicture, pdfOfPictures } from './board-pdf.ts';
import { keptPages, MOST_KEPT } from './kept-pages.ts';
import { canBeShown, shownFiles } from './shown-files.ts';

describe('what of a board goes into the record', () => {
  it('is every page, drawn on or not', () => expect(keptPages(3, 1, [{ page: 2 }])).toEqual([0, 1, 2]));

  it('is of a long document what was drawn on, in order, or the page that is shown', () => {
    const pages = MOST_KEPT + 1;
    expect(keptPages(pages, 7, [{ page: 30 }, { page: 2 }, { page: 30 }])).toEqual([2, 30]);
    expect(keptPages(pages, 7, [])).toEqual([7]);
  });

  it('is a document with a page for each, standing or lying as it was shown', async () => {
    async function* pictures(): AsyncIterable<PagePicture> {
      for (const [width, height] of [
        [320, 180],
        [200, 283],
      ] as const) {
        yield { jpeg: new Uint8Array(createCanvas(width, height).toBuffer('image/jpeg')), shape: height / width };
      }
    }
    const pdf = await getDocument({ data: await pdfOfPictures('红线图 标注', pictures()) }).promise;
    const sizes = await Promise.all([1, 2].map(async (at) => (await pdf.getPage(at)).view.slice(2)));
    expect(sizes).toEqual([
      [842, 474],
      [595, 842],
    ]);
    expect((await pdf.getMetadata()).info).toMatchObject({ Title: '红线图 标注' });
    expect((await (await pdf.getPage(1)).getOperatorList()).fnArray.length).toBeGreaterThan(0);
    await pdf.loadingTask.destroy();
  });
});

describe('what can be shown on a board', () => {
  it('are documents and pictures of its kinds, up to its size', () => {
    expect(canBeShown({ mediaType: 'application/pdf', size: 50 * 1024 * 1024 })).toBe(true);
    expect(canBeShown({ mediaType: 'application/pdf', size: 50 * 1024 * 1024 + 1 })).toBe(false);
    expect(canBeShown({ mediaType: 'image/heic', size: 10 })).toBe(false);
  });

  it('of what was sent to a room are such files, the newest first', () => {
    const message = (name: string | null, at: number, mediaType: 'image/png' | 'text/plain' = 'image/png'): ChatMessage => {
      const said = { id: `m${at}`, participantId: 'p', name: '周工', text: '', at };
      return name === null ? said : { ...said, file: { id: `m${at}`, name, mediaType, size: 10 } };
    };
    const files = shownFiles([message('旧.png', 1), message(null, 2), message('水情.txt', 3, 'text/plain'), message('新.png', 4)]);
    expect(files.map(({ file, by }) => [file.name, by])).toEqual([
      ['新.png', '周工'],
      ['旧.png', '周工'],
    ]);
  });
});
