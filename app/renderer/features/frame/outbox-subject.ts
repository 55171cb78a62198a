import { isMutationName, MUTATION_SCHEMAS } from '../../../../sfu-server/protocol/mutations.ts';
import type { OutboxItem } from '../../../bridge/contract.ts';

/** What an outbox item is about, for a person: the text key of its kind, the words that they wrote, if any, and the event. */
export function outboxSubject(item: OutboxItem) {
  if (!isMutationName(item.name)) return { nameKey: 'outbox.name.other', title: null, eventId: null } as const;
  const args = MUTATION_SCHEMAS[item.name].safeParse(item.args);
  const nameKey = `outbox.name.${item.name}` as const;
  if (!args.success) return { nameKey, title: null, eventId: null };
  const { id: eventId } = args.data;
  if ('title' in args.data) return { nameKey, title: args.data.title, eventId };
  if ('text' in args.data) return { nameKey, title: args.data.text, eventId };
  return { nameKey, title: args.data.note === '' ? null : args.data.note, eventId };
}
