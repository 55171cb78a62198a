import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST_META } from '../bridge/wire.ts';
import { PAGE_POLICY } from '../host/page-policy.ts';

/** The console's page with the mark by which it knows that a browser host serves it; null where it has not been built. */
export function consolePage(pageDir: string): string | null {
  const file = join(pageDir, 'index.html');
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8').replace(/<head([^>]*)>/i, `<head$1><meta name="${HOST_META}" content="browser">`);
}

/** Headers of every answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=(self), fullscreen=(self)',
};
