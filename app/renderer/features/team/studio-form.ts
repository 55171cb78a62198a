import type { DisputeField } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { type Studio, studioWordsSchema } from '../../../../sfu-server/protocol/entities/studio.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { blockProblem, lineProblem, type TextProblem } from '../../ui/text-problem.ts';

export interface StudioDraft {
  readonly orgId: string;
  readonly name: string;
  readonly leaderId: string | null;
  readonly fields: readonly DisputeField[];
  readonly words: string;
  readonly active: boolean;
}

/** Characters; as in studioWordsSchema. */
export const STUDIO_LIMITS = { name: 60, words: 1000 } as const;

export function emptyStudio(orgId: string): StudioDraft {
  return { orgId, name: '', leaderId: null, fields: [], words: '', active: true };
}

/** What keeps a draft from being sent, by field; empty where nothing does. */
export function studioProblems({ name, words }: StudioDraft): { readonly name?: TextProblem; readonly words?: TextProblem } {
  const inName = lineProblem(name, { max: STUDIO_LIMITS.name, required: true });
  const inWords = blockProblem(words, { max: STUDIO_LIMITS.words });
  return { ...(inName === null ? {} : { name: inName }), ...(inWords === null ? {} : { words: inWords }) };
}

/** The mutation for a new one; null while the draft has problems. */
export function studioAddition(draft: StudioDraft, id: string): MutationArgs<'studio.add'> | null {
  const args = MUTATION_SCHEMAS['studio.add'].safeParse({ ...draft, id });
  return args.success ? args.data : null;
}

/** What a draft changes, and nothing else; null where it changes nothing or has problems. */
export function studioChange(draft: StudioDraft, before: Studio): MutationArgs<'studio.edit'> | null {
  const words = studioWordsSchema.safeParse(draft);
  if (!words.success) return null;
  const was: Readonly<Record<string, unknown>> = before;
  const changed = Object.entries(words.data).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field]));
  const args = MUTATION_SCHEMAS['studio.edit'].safeParse({ id: before.id, change: Object.fromEntries(changed) });
  return args.success ? args.data : null;
}
