import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { PAGE_POLICY } from '../host/page-policy.ts';
import { isOwnPage } from './permissions.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Answers a request of Electron's custom protocol with a file of the built page; never with one from outside its folder. */
export async function pageResponse(pageDir: string, url: string): Promise<Response> {
  const path = isOwnPage(url) ? filePath(pageDir, url) : null;
  const body = path === null ? null : await readFile(path).catch(() => null);
  if (path === null || body === null) return new Response('Not found', { status: 404 });
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
  });
}

function filePath(pageDir: string, url: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  const file = normalize(join(pageDir, path === '/' || path === '' ? 'index.html' : path));
  return file.startsWith(normalize(pageDir) + sep) && !path.includes('\0') ? file : null;
}
