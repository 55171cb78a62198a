import type { SeededRandom } from './random.ts';

/** A mobile number that nobody has: the network code 100 is given to no subscriber. */
export function phoneNumber(random: SeededRandom): string {
  return `100${String(random.integer(0, 99_999_999)).padStart(8, '0')}`;
}
