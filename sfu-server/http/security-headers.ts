import type { FastifyInstance } from 'fastify';

/** A Host header that can stand in a policy: name or address, and port. */
const SAFE_HOST = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i;

/** Headers for every answer: only our own scripts, only our own socket, in nobody's frame, and devices for our own pages only. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const host = request.headers.host ?? '';
    // 'self' covers the own wss in newer browsers only; older Chromium forks on domestic desktops need it by name.
    const socket = SAFE_HOST.test(host) ? ` wss://${host}` : '';
    reply.headers({
      'content-security-policy': [
        "default-src 'self'",
        "script-src 'self'",
        // antd writes its styles into the page as it goes.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob: mediastream:",
        "worker-src 'self' blob:",
        `connect-src 'self'${socket}`,
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join('; '),
      'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=(self), fullscreen=(self)',
      // An invitation's code stands in the address of the guest's page.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    });
  });
}
