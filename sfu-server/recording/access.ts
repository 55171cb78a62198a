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

/** Whether an account may look at a recording, if it says why. */
export function mayView(account: Account, { kind, orgPath }: Pick<StoredRecording, 'kind' | 'orgPath'>): boolean {
  return isAllowed(account.role, VIEW_ACTION[kind], account.organisation.path, orgPath);
}

export function mayDelete(account: Account, { orgPath }: Pick<StoredRecording, 'orgPath'>): boolean {
  return isAllowed(account.role, 'recording.delete', account.organisation.path, orgPath);
}
