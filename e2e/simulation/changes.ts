import { z } from 'zod';
import type { EntityName } from '../../sfu-server/protocol/entities/index.ts';
import type { MutationName } from '../../sfu-server/protocol/mutations.ts';

/** What a change leaves in its row: the row itself, a note in it, words of its own, or a share that others may take back. */
interface ChangeKind {
  readonly entity: Extract<EntityName, 'event' | 'case' | 'document' | 'contact' | 'meeting' | 'task'>;
  readonly leaves: 'row' | 'note' | 'words' | 'share';
}

/** The changes that people make here. */
export const CHANGES = {
  'event.report': { entity: 'event', leaves: 'row' },
  'event.note': { entity: 'event', leaves: 'note' },
  'event.advance': { entity: 'event', leaves: 'note' },
  'case.register': { entity: 'case', leaves: 'row' },
  'case.edit': { entity: 'case', leaves: 'words' },
  'case.note': { entity: 'case', leaves: 'note' },
  'case.advance': { entity: 'case', leaves: 'note' },
  'document.issue': { entity: 'document', leaves: 'row' },
  'document.edit': { entity: 'document', leaves: 'words' },
  'document.share': { entity: 'document', leaves: 'share' },
  'document.unshare': { entity: 'document', leaves: 'share' },
  'meeting.plan': { entity: 'meeting', leaves: 'row' },
  'meeting.edit': { entity: 'meeting', leaves: 'words' },
  'meeting.minutes': { entity: 'meeting', leaves: 'words' },
  'meeting.decide': { entity: 'task', leaves: 'row' },
  'task.note': { entity: 'task', leaves: 'note' },
  'task.advance': { entity: 'task', leaves: 'note' },
  'contact.add': { entity: 'contact', leaves: 'row' },
  'contact.edit': { entity: 'contact', leaves: 'words' },
} as const satisfies { readonly [N in MutationName]?: ChangeKind };
export type ChangeName = keyof typeof CHANGES;

export function changeKind(name: string): ChangeKind {
  if (!isChange(name)) throw new Error(`Nobody here makes ${name}.`);
  return CHANGES[name];
}

function isChange(name: string): name is ChangeName {
  return Object.hasOwn(CHANGES, name);
}

const argsSchema = z.object({
  id: z.string(),
  noteId: z.string().optional(),
  /** Of a decision, whose `id` is the meeting's. */
  taskId: z.string().optional(),
  orgId: z.string().optional(),
  change: z.object({ title: z.string().optional(), post: z.string().optional(), body: z.string().optional() }).optional(),
});
export type ChangeArgs = z.infer<typeof argsSchema> & { readonly [field: string]: unknown };

/** What a change is recognised by: its note, its words, or the row that it made. Only shares are not made once alone. */
export function markOf(name: string, args: unknown): string {
  const { id, noteId, taskId, orgId, change } = argsSchema.parse(args);
  if (changeKind(name).leaves === 'share') return `${id} ${orgId}`;
  return noteId ?? change?.title ?? change?.post ?? change?.body ?? taskId ?? id;
}

/** The row that a change is about. */
export function rowOf(args: unknown): string {
  const { id, taskId } = argsSchema.parse(args);
  return taskId ?? id;
}
