import { z } from 'zod';

export const LEVELS = ['county', 'township', 'village', 'grid'] as const;
export const levelSchema = z.enum(LEVELS);
export type Level = z.infer<typeof levelSchema>;

/** What an account is for. One account has one role; where it applies follows from its organisation. */
export const ROLES = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator', 'gridWorker', 'officer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
