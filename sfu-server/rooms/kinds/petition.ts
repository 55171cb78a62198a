import type { KindPolicy } from './policy.ts';

/** A reception (接访): the petitioner waits until called. */
export const petition: KindPolicy = { maxSeats: 30, maxCameras: 4, waits: ['guest'] };
