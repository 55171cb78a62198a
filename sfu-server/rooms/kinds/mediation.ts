import { type KindPolicy, OPEN_SETTINGS } from './policy.ts';

/** A mediation (调解): the parties sit in different places and are let in by the mediator. */
export const mediation: KindPolicy = { maxSeats: 30, maxCameras: 4, waits: ['guest'], settings: OPEN_SETTINGS, mediates: true };
