import { isMutationName, MUTATION_SCHEMAS, type MutationArgs, type MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import type { OutboxItem } from '../../../bridge/contract.ts';

interface Subject {
  /** The words that the person wrote, or the file that they chose. */
  readonly title: string | null;
  readonly eventId: string | null;
}

const SUBJECTS: { readonly [N in MutationName]: (args: MutationArgs<N>) => Subject } = {
  'event.report': ({ id, title }) => ({ title, eventId: id }),
  'event.advance': ({ id, note }) => ({ title: note === '' ? null : note, eventId: id }),
  'event.note': ({ id, text }) => ({ title: text, eventId: id }),
  'attachment.add': ({ eventId, name }) => ({ title: name, eventId }),
  'attachment.drop': () => ({ title: null, eventId: null }),
};

/** What an outbox item is about, for a person: the text key of its kind, the words that they wrote, if any, and the event. */
export function outboxSubject(item: OutboxItem) {
  if (!isMutationName(item.name)) return { nameKey: 'outbox.name.other', title: null, eventId: null } as const;
  const nameKey = `outbox.name.${item.name}` as const;
  return { nameKey, ...subjectOf(item.name, item.args) };
}

function subjectOf<N extends MutationName>(name: N, args: unknown): Subject {
  const parsed = MUTATION_SCHEMAS[name].safeParse(args);
  // Parsed by this very name's schema.
  return parsed.success ? SUBJECTS[name](parsed.data as MutationArgs<N>) : { title: null, eventId: null };
}
