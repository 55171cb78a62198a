import type { ErrorCode } from '../../../../sfu-server/protocol/errors.ts';

/** That the server could not be asked just now says nothing about what it would have shown. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'line.offline',
  'line.untrusted',
  'request.too_many',
  'request.timeout',
  'request.cancelled',
  'server.busy',
]);

/** Whether a page still shows what it has seen after a look was refused so: of a link that no longer opens it shows nothing. */
export function keepsView(code: ErrorCode): boolean {
  return PASSING.has(code);
}
