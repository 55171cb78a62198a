import { z } from 'zod';

/** UUIDv7 (RFC 9562); any UUID is accepted, we make version 7. */
export const idSchema = z.uuid();
export type Id = string;

/** UTC milliseconds since 1970. */
export const timestampSchema = z.number().int().nonnegative();

/** What a person types into a one-line field. Control characters are refused: they end up in papers and logs. */
export function lineOfText(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.');
}

/** What a person types into a field of several lines; may be empty. */
export function blockOfText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u, 'Control characters are not allowed.');
}

/** A telephone number as people write it: digits with spaces, hyphens, brackets, and a plus before it (ITU-T E.123). */
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?[0-9](?:[ ()-]?[0-9()]){2,24}$/);

/** WGS84 degrees. */
export const positionSchema = z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) });
export type Position = z.infer<typeof positionSchema>;
