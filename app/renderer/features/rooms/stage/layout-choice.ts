import { z } from 'zod';
import { LAYOUT_MODES } from '../../../../../sfu-server/protocol/room.ts';

export type LayoutMode = (typeof LAYOUT_MODES)[number];
export { LAYOUT_MODES };

/** How somebody looks at a room. */
export const layoutChoiceSchema = z.object({
  /** Null: as it suits, a shared screen large, else the grid. */
  mode: z.enum(LAYOUT_MODES).nullable(),
  /** Participants where one has put them, the first place first. */
  places: z.array(z.string()).max(100),
  /** Takes over what the host shows: layout, spotlight, the floor. */
  following: z.boolean(),
});
export type LayoutChoice = z.infer<typeof layoutChoiceSchema>;

export const FIRST_CHOICE: LayoutChoice = { mode: null, places: [], following: true };

const REMEMBERED = 50;

/** What is remembered: the rooms that one was in last, the newest first. */
export const rememberedSchema = z.array(z.object({ roomId: z.string(), choice: layoutChoiceSchema }));
export type Remembered = z.infer<typeof rememberedSchema>;

/** With this room's choice in front; the oldest are forgotten. */
export function remember(known: Remembered, roomId: string, choice: LayoutChoice): Remembered {
  return [{ roomId, choice }, ...known.filter((one) => one.roomId !== roomId)].slice(0, REMEMBERED);
}
