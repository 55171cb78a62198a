import { type KindPolicy, OPEN_SETTINGS } from './policy.ts';

/** A reception (接访): the petitioner waits until called. */
export const petition: KindPolicy = { maxSeats: 30, maxCameras: 4, waits: ['guest'], settings: OPEN_SETTINGS };
