import { Refusal } from '../protocol/errors.ts';
import type { Established } from './session.ts';

/** Why a sign-in does not let its session ask for anything, or be sent rows, at `now` (UTC ms); null where it does. */
export function lapse(established: Established | null, now: number): Refusal | null {
  if (established === null) return new Refusal('auth.required', 'Sign in first.');
  if (established.expiresAt <= now) return new Refusal('auth.expired', 'The sign-in has to be refreshed.');
  const { identity } = established;
  if (identity.kind === 'account' && identity.account.mustChangePassword === true) {
    return new Refusal('auth.password_change_required', 'Change the initial password first.');
  }
  return null;
}
