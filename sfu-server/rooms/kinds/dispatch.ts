import { type KindPolicy, OPEN_SETTINGS } from './policy.ts';

/** A dispatch (指挥调度): units join at once, many cameras on the table. */
export const dispatch: KindPolicy = { maxSeats: 100, maxCameras: 16, waits: ['guest'], settings: OPEN_SETTINGS };
