import type { KindPolicy } from './policy.ts';

/** A mediation (调解): the parties sit in different places and are let in by the mediator. */
export const mediation: KindPolicy = { maxSeats: 30, maxCameras: 4, waits: ['guest'] };
