import { z } from 'zod';
import { mediaTypeSchema } from '../attachment.ts';
import { idSchema, timestampSchema } from '../primitives.ts';

/** A file's name as people see it: one line without separators, and without marks that turn the writing round and so hide its ending. */
export const fileNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069/\\]*$/u, 'Control characters and separators are not allowed.');

/** SHA-256, lower case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Rows that files may belong to. */
export const ATTACHMENT_OWNERS = ['event', 'case', 'document', 'meeting', 'mediator'] as const;
export const attachmentOwnerSchema = z.enum(ATTACHMENT_OWNERS);
export type AttachmentOwner = z.infer<typeof attachmentOwnerSchema>;

/** A picture or paper that belongs to another row. Whoever sees that row sees it; its content travels apart from the rows. */
export const attachmentSchema = z.object({
  id: idSchema,
  ownerEntity: attachmentOwnerSchema,
  ownerId: idSchema,
  name: fileNameSchema,
  mediaType: mediaTypeSchema,
  /** Bytes. */
  size: z.number().int().positive(),
  sha256: sha256Schema,
  createdById: idSchema,
  createdByName: z.string().max(40),
  createdAt: timestampSchema,
  /** Whether the server has the content; until then only its announcement. */
  complete: z.boolean(),
});
export type Attachment = z.infer<typeof attachmentSchema>;
