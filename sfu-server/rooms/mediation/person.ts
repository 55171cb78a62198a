import type { Identity } from '../../security/identity.ts';

/** Somebody under a name that outlives their seat. A family may share an invitation: its members are told apart by their names. */
export function personKey(identity: Identity): string {
  return identity.kind === 'account' ? `account:${identity.account.id}` : `guest:${identity.invitationCode}/${identity.name}`;
}
