import { randomInt } from 'node:crypto';

/** No characters that are taken for one another when read out or written down: 0 o, 1 l i. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP_LENGTH = 5;

/** A password to be passed on by word of mouth and changed at the first sign-in: `kx7mh-2hq9t-wt4pa`, 74 bits. */
export function oneTimePassword(): string {
  const character = () => ALPHABET.charAt(randomInt(ALPHABET.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
