import type { ErrorCode } from '../../protocol/errors.ts';

/**
 * Refusals that a console in order does not meet, or hardly: ids that are not one's own, messages that are none, haste. Each is
 * harmless; who collects them is to be seen. The number is the count from which they are recorded: a consumer may well be gone
 * when somebody closes it.
 */
const SUSPECT: { readonly [C in ErrorCode]?: number } = {
  'request.malformed': 1,
  'request.unknown': 1,
  'request.too_large': 1,
  'request.too_many': 1,
  'media.invalid_parameters': 1,
  'media.unknown_transport': 1,
  'media.unknown_producer': 1,
  'media.unknown_consumer': 10,
  'media.cannot_consume': 1,
  'room.may_not_send': 1,
};

/** Counts refusals of each socket. A trail that took each would itself be what an attacker fills. */
export class RefusalCounts {
  readonly #counts = new WeakMap<object, Map<ErrorCode, number>>();

  /** @param owner the socket @returns how many it is now, where that is to be recorded (the first, then each power of ten), else null */
  count(owner: object, code: ErrorCode): number | null {
    const from = SUSPECT[code];
    if (from === undefined) return null;
    const counts = this.#counts.get(owner) ?? new Map<ErrorCode, number>();
    this.#counts.set(owner, counts);
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count >= from && Number.isInteger(Math.log10(count)) ? count : null;
  }
}
