import { type DutyHours, dutyWeekSchema, inOrder } from '../../../../sfu-server/protocol/duty-hours.ts';
import {
  type DisputeField,
  type MediatorKind,
  type MediatorProfile,
  type MediatorWords,
  mediatorWordsSchema,
} from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { blockProblem, lineProblem, orNull, phoneProblem, type TextProblem } from '../../ui/text-problem.ts';

/** What a person has filled in so far. */
export interface MediatorDraft {
  readonly orgId: string;
  readonly accountId: string | null;
  readonly studioId: string | null;
  readonly name: string;
  readonly kind: MediatorKind;
  readonly committee: string;
  readonly fields: readonly DisputeField[];
  readonly duty: readonly DutyHours[];
  readonly certificate: string;
  readonly languages: readonly string[];
  readonly phone: string;
  readonly words: string;
  readonly active: boolean;
}

/** Characters; as in mediatorWordsSchema. */
export const MEDIATOR_LIMITS = { name: 40, committee: 80, certificate: 40, phone: 30, words: 1000 } as const;
export type MediatorText = keyof typeof MEDIATOR_LIMITS;
type Problems = { readonly [F in MediatorText]?: TextProblem } & { readonly duty?: 'problem.duty' };

export function emptyMediator(orgId: string): MediatorDraft {
  const texts = { name: '', committee: '', certificate: '', phone: '', words: '' };
  return { orgId, accountId: null, studioId: null, kind: 'fullTime', fields: [], duty: [], languages: [], active: true, ...texts };
}

export function mediatorDraftOf(profile: MediatorProfile): MediatorDraft {
  const { id: _id, updatedAt: _at, photoId: _photo, committee, certificate, phone, ...rest } = profile;
  return { ...rest, committee: committee ?? '', certificate: certificate ?? '', phone: phone ?? '' };
}

/** What keeps a draft from being sent, by field; empty where nothing does. */
export function mediatorProblems(draft: MediatorDraft): Problems {
  const found: readonly (readonly [keyof Problems, TextProblem | 'problem.duty' | null])[] = [
    ['name', lineProblem(draft.name, { max: MEDIATOR_LIMITS.name, required: true })],
    ['committee', lineProblem(draft.committee, { max: MEDIATOR_LIMITS.committee })],
    ['certificate', lineProblem(draft.certificate, { max: MEDIATOR_LIMITS.certificate })],
    ['phone', phoneProblem(draft.phone)],
    ['words', blockProblem(draft.words, { max: MEDIATOR_LIMITS.words })],
    ['duty', dutyWeekSchema.safeParse(draft.duty).success ? null : 'problem.duty'],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/** The mutation for a new one; null while the draft has problems. `id` is a UUIDv7 made by this console. */
export function mediatorAddition(draft: MediatorDraft, id: string): MutationArgs<'mediator.add'> | null {
  const args = MUTATION_SCHEMAS['mediator.add'].safeParse({ id, orgId: draft.orgId, ...wordsOf(draft) });
  return args.success ? args.data : null;
}

/** What a draft changes, and nothing else, as others may edit other fields meanwhile; null where it changes nothing or has problems. */
export function mediatorChange(draft: MediatorDraft, before: MediatorProfile): MutationArgs<'mediator.edit'> | null {
  const was: Readonly<Record<string, unknown>> = before;
  const changed = Object.entries(wordsOf(draft) ?? {}).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field]));
  const args = MUTATION_SCHEMAS['mediator.edit'].safeParse({ id: before.id, change: Object.fromEntries(changed) });
  return args.success ? args.data : null;
}

function wordsOf(draft: MediatorDraft): Omit<MediatorWords, 'photoId'> | null {
  const texts = { committee: orNull(draft.committee), certificate: orNull(draft.certificate), phone: orNull(draft.phone) };
  const parsed = mediatorWordsSchema.omit({ photoId: true }).safeParse({ ...draft, ...texts, duty: inOrder(draft.duty) });
  return parsed.success ? parsed.data : null;
}
