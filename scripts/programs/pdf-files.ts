import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * What the PDF reader loads when a document needs it: encodings of Chinese text, the standard fonts that documents only name, and
 * the decoders of scans in plain JavaScript (the page's policy runs no WebAssembly).
 */
const WANTED = [
  { folder: 'cmaps', named: /\.bcmap$|^LICENSE/ },
  { folder: 'standard_fonts', named: /\.(pfb|ttf)$|^LICENSE/ },
  { folder: 'wasm', named: /_nowasm_fallback\.js$|^LICENSE/ },
] as const;

/** Puts the PDF reader's own files beside the built pages, under `/pdfjs/`: nothing is fetched from elsewhere. */
export function pdfFiles(): Plugin {
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    name: 'pdf-files',
    apply: 'build',
    generateBundle() {
      for (const { folder, named } of WANTED) {
        for (const name of readdirSync(join(library, folder)).filter((one) => named.test(one))) {
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: readFileSync(join(library, folder, name)) });
        }
      }
    },
  };
}
