import type { Action } from '../protocol/rights.ts';
import { isAllowed } from '../protocol/rights.ts';
import type { RoomKind } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import type { Identity } from '../security/identity.ts';
import type { StoredRoom } from '../store/rooms.ts';

/** The right that opening a room of a kind needs. */
export const CREATE_ACTION: { readonly [K in RoomKind]: Action } = {
  conference: 'room.create.conference',
  mediation: 'room.create.mediation',
  petition: 'room.create.petition',
  dispatch: 'room.create.dispatch',
  hearing: 'room.create.hearing',
};

/** What somebody is by who they are, before any host has said otherwise. */
export type StandingRole = 'cohost' | 'member' | 'guest';

/**
 * What somebody comes to a room as: who opened it, as long as they belong to its organisation, and the staff of that
 * organisation who might have, run it (one of them holds the chair, see `Chair`); other accounts are members, people without
 * an account guests.
 */
export function standingIn(room: StoredRoom, identity: Identity): StandingRole {
  if (identity.kind === 'guest') return 'guest';
  const { account } = identity;
  // Whoever was moved elsewhere has left their rooms behind.
  if (account.organisation.id !== room.orgId) return 'member';
  // Called in to help, not to run it: also where their own office may open such rooms.
  if (room.called.has(account.id) && account.id !== room.createdById) return 'member';
  const mightHave = isAllowed(account.role, CREATE_ACTION[room.kind], account.organisation.path, room.orgPath);
  return mightHave || account.id === room.createdById ? 'cohost' : 'member';
}

/** Whether a room is in an account's list. */
export function maySee(room: StoredRoom, account: Account): boolean {
  return mayAs(room, account, 'room.list');
}

/** Whether somebody may come to a room's door. */
export function mayJoin(room: StoredRoom, identity: Identity): boolean {
  return identity.kind === 'guest' ? identity.roomId === room.id : mayAs(room, identity.account, 'room.join');
}

function mayAs(room: StoredRoom, account: Account, action: Action): boolean {
  const { path } = account.organisation;
  if (room.called.has(account.id)) return isAllowed(account.role, action, path, path);
  if (room.access === 'line') return isAllowed(account.role, action, path, room.orgPath);
  // An invitation reaches across the line: a neighbouring township, a court. The right itself is still needed.
  if (!isAllowed(account.role, action, path, path)) return false;
  const invited = room.invitedOrgIds.includes(account.organisation.id);
  return invited || standingIn(room, { kind: 'account', account }) === 'cohost';
}
