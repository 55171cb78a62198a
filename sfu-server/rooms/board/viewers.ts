import { runsRoom } from '../../protocol/room-rights.ts';
import type { Identity } from '../../security/identity.ts';
import type { Seat } from '../seat.ts';

/** Somebody under a name that outlives their seat: after a reload and after a restart they are the same. */
export function identityKey(identity: Identity): string {
  return identity.kind === 'account' ? `account:${identity.account.id}` : `guest:${identity.invitationCode}`;
}

export interface Shown {
  /** By `identityKey`. */
  readonly presenterKey: string;
  /** By `identityKey`; null: everybody. */
  readonly audience: readonly string[] | null;
}

/** Whether a seat sees what is shown. Whoever runs the room sees all of it: they answer for it. */
export function maySee({ audience, presenterKey }: Shown, { role, identity }: Pick<Seat, 'role' | 'identity'>): boolean {
  if (audience === null || runsRoom(role)) return true;
  const key = identityKey(identity);
  return key === presenterKey || audience.includes(key);
}
