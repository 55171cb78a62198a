import { z } from 'zod';

/** What a page needs to come back to its seat after a reload. */
export const keptSeatSchema = z.object({
  roomId: z.uuid(),
  title: z.string(),
  participantId: z.uuid(),
  seatKey: z.string(),
  /** The account that sits there; null for a guest. */
  accountId: z.uuid().nullable(),
  /** One comes back no more open than one was. */
  microphone: z.boolean(),
  camera: z.boolean(),
});
export type KeptSeat = z.infer<typeof keptSeatSchema>;

/** Keeps the seat of this tab: a reload of it, and nobody else, may come back. */
export interface SeatKeep {
  load(): KeptSeat | null;
  save(seat: KeptSeat | null): void;
}

const KEY = 'shilian.room-seat';

export function tabSeatKeep(storage: Storage = sessionStorage): SeatKeep {
  return {
    load() {
      const text = storage.getItem(KEY);
      if (text === null) return null;
      try {
        const parsed = keptSeatSchema.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    save(seat) {
      if (seat === null) storage.removeItem(KEY);
      else storage.setItem(KEY, JSON.stringify(seat));
    },
  };
}
