import { expect, it } from 'vitest';
import { keepsView } from './keeps-view.ts';

it.each(['party_link.expired', 'party_link.unknown', 'row.unknown', 'right.missing', 'server.internal'] as const)(
  'a page whose link is refused with %s shows nothing of the case any more',
  (code) => expect(keepsView(code)).toBe(false),
);

it.each(['line.offline', 'request.timeout', 'request.too_many', 'server.busy'] as const)(
  'a page that could not ask just now (%s) goes on showing what it has seen',
  (code) => expect(keepsView(code)).toBe(true),
);
