import type { KindPolicy } from './policy.ts';

/** A dispatch (指挥调度): units join at once, many cameras on the table. */
export const dispatch: KindPolicy = { maxSeats: 100, maxCameras: 16, waits: ['guest'] };
