import { type KindPolicy, OPEN_SETTINGS } from './policy.ts';

/** A court session (巡回审判): nobody walks in, all but the court are called in. */
export const hearing: KindPolicy = { maxSeats: 50, maxCameras: 4, waits: ['member', 'guest'], settings: OPEN_SETTINGS };
