/** A room of so many seats comes back at once without anybody noticing. */
const FEW_SEATS = 16;
/** How much longer each seat makes it, ms: a hundred joins a second are easy for a server that has just started. */
const PER_SEAT_MS = 10;
const LONGEST_MS = 5_000;

/**
 * Over how long the seats of a room spread their return, ms, when all of them have lost it in the same moment: a server that
 * starts again must not be asked for everything at once (see field notes: jitsi-meet #14455).
 *
 * @param seats as the room was last seen
 */
export function comebackSpreadMs(seats: number): number {
  return seats <= FEW_SEATS ? 0 : Math.min(LONGEST_MS, seats * PER_SEAT_MS);
}
