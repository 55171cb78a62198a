import { type Action, isAllowed } from '../protocol/rights.ts';
import type { RoomKind } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import type { StoredRecording } from '../store/recordings.ts';

/** The right that looking at a recording of a kind needs. */
const VIEW_ACTION: { readonly [K in RoomKind]: Action } = {
  conference: 'recording.view.conference',
  mediation: 'recording.view.mediation',
  petition: 'recording.view.petition',
  dispatch: 'recording.view.dispatch',
  hearing: 'recording.view.hearing',
};

/**
 * Whether an account may look at a recording, if it says why. What was said among the invited stays among them: the
 * organisation whose room it was and those that it had invited; who stands above them was not there.
 */
export function mayView(
  { role, organisation: { id, path } }: Account,
  { kind, orgId, orgPath, access, invitedOrgIds }: Pick<StoredRecording, 'kind' | 'orgId' | 'orgPath' | 'access' | 'invitedOrgIds'>,
): boolean {
  if (access === 'line') return isAllowed(role, VIEW_ACTION[kind], path, orgPath);
  // An invitation reaches across the line; the right itself is still needed.
  return (id === orgId || invitedOrgIds.includes(id)) && isAllowed(role, VIEW_ACTION[kind], path, path);
}

export function mayDelete(account: Account, { orgPath }: Pick<StoredRecording, 'orgPath'>): boolean {
  return isAllowed(account.role, 'recording.delete', account.organisation.path, orgPath);
}
