import { createHash } from 'node:crypto';
import type { Seat } from '../seat.ts';

/**
 * Somebody under a name that outlives their seat. A guest is whoever can show the key of the seat: an invitation may be shared by a family,
 * and anybody may type another's name.
 */
export function personKey({ identity, key }: Pick<Seat, 'identity' | 'key'>): string {
  if (identity.kind === 'account') return `account:${identity.account.id}`;
  return `guest:${identity.invitationCode}/${createHash('sha256').update(key).digest('base64url')}`;
}
