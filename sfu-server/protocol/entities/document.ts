import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';

/** 通知, 方案, 制度, 通报, 纪要. */
export const DOCUMENT_KINDS = ['notice', 'plan', 'rule', 'bulletin', 'minutes'] as const;
export const documentKindSchema = z.enum(DOCUMENT_KINDS);
export type DocumentKind = z.infer<typeof documentKindSchema>;

/** Most organisations that a document is shared with: each change of it is told to every one of them. */
export const MOST_SHARES = 400;
export const sharedWithSchema = z.array(idSchema).max(MOST_SHARES);

export const documentWordsSchema = z.object({
  title: lineOfText(120),
  kind: documentKindSchema,
  body: blockOfText(20_000),
});
export type DocumentWords = z.infer<typeof documentWordsSchema>;

/**
 * A paper that an organisation hands out (文件). Seen by the branch of its organisation, and by the branch of every one
 * that it is shared with.
 */
export const documentSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  /** 文号, such as `晶泉综治〔2026〕12号`, per organisation and year, given by the server; null while it waits to be sent. */
  number: z.string().max(60).nullable(),
  ...documentWordsSchema.shape,
  issuedById: idSchema,
  issuedByName: z.string().max(40),
  issuedAt: timestampSchema,
  updatedAt: timestampSchema,
  /** Organisations beside the own; in order of id. */
  sharedWith: sharedWithSchema,
});
export type GovernanceDocument = z.infer<typeof documentSchema>;
