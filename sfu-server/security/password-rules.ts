import { Refusal } from '../protocol/errors.ts';
import { isWellKnown } from './well-known-passwords.ts';

/** Characters, counted as people count them: code points. */
export const SHORTEST_PASSWORD = 10;

/**
 * Whether somebody may choose a password: NIST SP 800-63B (§5.1.1.2 of revision 3). Long enough, not the account's own
 * name, not one of those that are tried first. No rules about kinds of characters, and no expiry: they make passwords worse.
 * @throws Refusal `password.too_short`, `password.is_username`, `password.well_known`
 */
export function checkNewPassword(password: string, username: string): void {
  if ([...password].length < SHORTEST_PASSWORD) {
    throw new Refusal('password.too_short', `A password has at least ${SHORTEST_PASSWORD} characters.`);
  }
  if (password.toLowerCase().includes(username.toLowerCase())) {
    throw new Refusal('password.is_username', 'The password must not contain the user name.');
  }
  if (isWellKnown(password)) throw new Refusal('password.well_known', 'This password is one of those that are tried first.');
}
