import { type KindPolicy, OPEN_SETTINGS } from './policy.ts';

/** A county meeting (视频会议): large; whoever is in the line walks in. */
export const conference: KindPolicy = { maxSeats: 500, maxCameras: 16, waits: ['guest'], settings: OPEN_SETTINGS };
