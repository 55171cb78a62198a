import { z } from 'zod';
import { mediaTypeSchema } from './attachment.ts';
import { fileNameSchema, sha256Schema } from './entities/attachment.ts';
import { eventKindSchema, eventLevelSchema, eventStateSchema } from './entities/event.ts';
import { refusalSchema } from './errors.ts';
import { blockOfText, idSchema, lineOfText, positionSchema, timestampSchema } from './primitives.ts';

/**
 * Every named change that a console can make. Ids of new rows are made by the console, so that a
 * change made without a line can be referred to by the next one.
 */
export const MUTATION_SCHEMAS = {
  'event.report': z.object({
    id: idSchema,
    /** The organisation it is reported in; with a grid, the grid's village. */
    orgId: idSchema,
    gridId: idSchema.nullable(),
    title: lineOfText(80),
    detail: blockOfText(2000),
    kind: eventKindSchema,
    level: eventLevelSchema,
    position: positionSchema,
    /** The console's clock when it was reported; the server keeps its own beside it. */
    reportedAt: timestampSchema,
  }),
  'event.advance': z.object({
    id: idSchema,
    to: eventStateSchema,
    noteId: idSchema,
    note: blockOfText(2000),
  }),
  'event.note': z.object({ id: idSchema, noteId: idSchema, text: lineOfText(2000) }),
  /** Announces a file; its content follows over HTTPS (see attachment.ts). */
  'attachment.add': z.object({
    id: idSchema,
    eventId: idSchema,
    name: fileNameSchema,
    mediaType: mediaTypeSchema,
    /** Bytes; at most MAX_ATTACHMENT_BYTES. */
    size: z.number().int().positive(),
    sha256: sha256Schema,
  }),
  /** Takes an announcement back whose content never came or was refused. What is complete stays. */
  'attachment.drop': z.object({ id: idSchema }),
} as const;

export type MutationName = keyof typeof MUTATION_SCHEMAS;
export type MutationArgs<N extends MutationName> = z.infer<(typeof MUTATION_SCHEMAS)[N]>;

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(MUTATION_SCHEMAS, name);
}

/** A mutation on its way up. Its name and arguments are checked one by one, so that one bad one does not hold up the rest. */
export const mutationEnvelopeSchema = z.object({
  /** 1, 2, 3 … for each client, without gaps. */
  number: z.number().int().positive(),
  name: z.string().max(60),
  args: z.unknown(),
  createdAt: timestampSchema,
});
export type MutationEnvelope = z.infer<typeof mutationEnvelopeSchema>;

/** What became of a mutation; remembered under (client, number) and given again when it is sent again. */
export const mutationResultSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), number: z.number().int().positive(), version: z.number().int().nonnegative() }),
  z.object({ status: z.literal('refused'), number: z.number().int().positive(), error: refusalSchema }),
]);
export type MutationResult = z.infer<typeof mutationResultSchema>;
