import { type Contact, type ContactWords, contactWordsSchema } from '../../../../sfu-server/protocol/entities/contact.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { lineProblem, orNull, phoneProblem, type TextProblem } from '../../ui/text-problem.ts';

/** What a person has filled in so far. */
export interface ContactDraft {
  readonly orgId: string;
  readonly name: string;
  readonly post: string;
  readonly phone: string;
  readonly role: string;
  readonly isDuty: boolean;
}

/** Characters; as in contactWordsSchema. */
export const CONTACT_LIMITS = { name: 40, post: 60, phone: 30, role: 60 } as const;
export type ContactText = keyof typeof CONTACT_LIMITS;

export function emptyDraft(orgId: string): ContactDraft {
  return { orgId, name: '', post: '', phone: '', role: '', isDuty: false };
}

export function draftOf({ orgId, name, post, phone, role, isDuty }: Contact): ContactDraft {
  return { orgId, name, post, phone, role: role ?? '', isDuty };
}

/** What keeps a draft from being sent, by field; empty where nothing does. */
export function problemsOf(draft: ContactDraft): { readonly [F in ContactText]?: TextProblem } {
  const found: readonly (readonly [ContactText, TextProblem | null])[] = [
    ['name', lineProblem(draft.name, { max: CONTACT_LIMITS.name, required: true })],
    ['post', lineProblem(draft.post, { max: CONTACT_LIMITS.post, required: true })],
    ['phone', phoneProblem(draft.phone, true)],
    ['role', lineProblem(draft.role, { max: CONTACT_LIMITS.role })],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/** The mutation for a new one; null while the draft has problems. `id` is a UUIDv7 made by this console. */
export function additionOf(draft: ContactDraft, id: string): MutationArgs<'contact.add'> | null {
  const words = wordsOf(draft);
  const args = MUTATION_SCHEMAS['contact.add'].safeParse({ id, orgId: draft.orgId, ...words });
  return args.success ? args.data : null;
}

/** What a draft changes, and nothing else, as others may edit other fields meanwhile; null where it changes nothing or has problems. */
export function changeOf(draft: ContactDraft, before: Contact): MutationArgs<'contact.edit'> | null {
  const was: Readonly<Record<string, unknown>> = before;
  const changed = Object.entries(wordsOf(draft) ?? {}).filter(([field, value]) => value !== was[field]);
  const args = MUTATION_SCHEMAS['contact.edit'].safeParse({ id: before.id, change: Object.fromEntries(changed) });
  return args.success ? args.data : null;
}

function wordsOf(draft: ContactDraft): ContactWords | null {
  const parsed = contactWordsSchema.safeParse({ ...draft, role: orNull(draft.role) });
  return parsed.success ? parsed.data : null;
}
