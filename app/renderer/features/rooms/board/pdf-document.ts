import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { BoardDocument } from './document.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Where the build puts the reader's own files (`scripts/programs/pdf-files.ts`). */
const files = (folder: string) => new URL(`/pdfjs/${folder}/`, window.location.href).href;

/** Opens a PDF document; only pages that are looked at are rendered. Scripts in it are not run. */
export async function openPdf(content: Blob): Promise<BoardDocument> {
  const loading = getDocument({
    data: new Uint8Array(await content.arrayBuffer()),
    enableXfa: false,
    cMapUrl: files('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: files('standard_fonts'),
    wasmUrl: files('wasm'),
    // The page's policy lets no WebAssembly run.
    useWasm: false,
  });
  const pdf = await loading.promise;
  return {
    pages: pdf.numPages,
    shape: async (page) => {
      const { width, height } = (await pdf.getPage(page + 1)).getViewport({ scale: 1 });
      return Math.min(4, height / width);
    },
    render: async (page, canvas, width) => {
      const sheet = await pdf.getPage(page + 1);
      const viewport = sheet.getViewport({ scale: width / sheet.getViewport({ scale: 1 }).width });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await sheet.render({ canvas, viewport }).promise;
    },
    close: () => void loading.destroy(),
  };
}
