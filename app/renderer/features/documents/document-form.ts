import {
  type DocumentKind,
  type DocumentWords,
  documentWordsSchema,
  type GovernanceDocument,
} from '../../../../sfu-server/protocol/entities/document.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { blockProblem, lineProblem, type TextProblem } from '../../ui/text-problem.ts';

/** What a person has filled in so far. */
export interface DocumentDraft {
  readonly orgId: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly body: string;
  readonly sharedWith: readonly string[];
}

/** Characters; as in documentWordsSchema. */
export const DOCUMENT_LIMITS = { title: 120, body: 20_000 } as const;
export type DocumentText = keyof typeof DOCUMENT_LIMITS;

export function emptyDraft(orgId: string): DocumentDraft {
  return { orgId, title: '', kind: 'notice', body: '', sharedWith: [] };
}

export function draftOf({ orgId, title, kind, body, sharedWith }: GovernanceDocument): DocumentDraft {
  return { orgId, title, kind, body, sharedWith };
}

/** What keeps a draft from being sent, by field; empty where nothing does. */
export function problemsOf(draft: DocumentDraft): { readonly [F in DocumentText]?: TextProblem } {
  const title = lineProblem(draft.title, { max: DOCUMENT_LIMITS.title, required: true });
  const body = blockProblem(draft.body, { max: DOCUMENT_LIMITS.body });
  return { ...(title && { title }), ...(body && { body }) };
}

/** The mutation for a new one; null while the draft has problems. `id` is a UUIDv7 made by this console. */
export function issueOf(draft: DocumentDraft, id: string, now: number): MutationArgs<'document.issue'> | null {
  const words = wordsOf(draft);
  const { orgId, sharedWith } = draft;
  const args = MUTATION_SCHEMAS['document.issue'].safeParse({ id, orgId, ...words, sharedWith: [...sharedWith], issuedAt: now });
  return args.success ? args.data : null;
}

/** What a draft changes in the words, and nothing else; null where it changes nothing or has problems. */
export function changeOf(draft: DocumentDraft, before: GovernanceDocument): MutationArgs<'document.edit'> | null {
  const was: Readonly<Record<string, unknown>> = before;
  const changed = Object.entries(wordsOf(draft) ?? {}).filter(([field, value]) => value !== was[field]);
  const args = MUTATION_SCHEMAS['document.edit'].safeParse({ id: before.id, change: Object.fromEntries(changed) });
  return args.success ? args.data : null;
}

function wordsOf(draft: DocumentDraft): DocumentWords | null {
  const parsed = documentWordsSchema.safeParse(draft);
  return parsed.success ? parsed.data : null;
}
