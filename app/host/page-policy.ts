/**
 * The content security policy of the console's page, the same in both hosts: it asks nobody but its host, and nothing is loaded
 * from elsewhere. Styles may be inline for antd's css-in-js; scripts never. `blob:` is for worker scripts that the bundler
 * inlines, and for pictures shown before they are sent.
 */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
