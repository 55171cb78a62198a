import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import { type EventState, eventLevelSchema, eventStateSchema, type GovernanceEvent } from '../../protocol/entities/event.ts';
import { Refusal } from '../../protocol/errors.ts';
import { type Action, isAllowed } from '../../protocol/rights.ts';
import { mayRead } from '../../store/branch.ts';
import type { MutationContext } from './mutation.ts';

/**
 * Most notes of one event. The event travels with all of them in one message, which has to stay below the socket's
 * limit: 400 notes of 2,000 Chinese characters are 2.4 MB.
 */
const MOST_NOTES = 400;

// Notes and steps are most of what is pushed: SQL as it stands.
const PRESENT = 'select e.state, o.path, e.level, e.due_at from events e join organisations o on o.id = e.org_id where e.id = ?';
const NOTES = `select exists (select 1 from event_notes where id = ?) as taken,
  (select count(*) from event_notes where event_id = ?) as count`;
const ADD_NOTE = 'insert into event_notes (id, event_id, at, by_account_id, by_name, state, text) values (?, ?, ?, ?, ?, ?, ?)';

const presentSchema = z
  .object({ state: eventStateSchema, path: z.string(), level: eventLevelSchema, due_at: z.number().nullable() })
  .optional();
const notesSchema = z.object({ taken: z.number(), count: z.number() });

export interface PresentEvent {
  readonly state: EventState;
  readonly path: string;
  readonly level: GovernanceEvent['level'];
  readonly dueAt: number | null;
}

/**
 * The event that a mutation is about, if the account may do `action` to it.
 * @throws Refusal `row.unknown` also for events that the account may not see: whether they exist is not told
 */
export async function presentEvent({ trx, account }: MutationContext, id: string, action: Action): Promise<PresentEvent> {
  const { rows } = await trx.executeQuery(CompiledQuery.raw(PRESENT, [id]));
  const row = presentSchema.parse(rows[0]);
  const here = account.organisation.path;
  if (row === undefined || !mayRead(account, 'event', row.path)) {
    throw new Refusal('row.unknown', 'This event does not exist.');
  }
  if (!isAllowed(account.role, action, here, row.path)) throw new Refusal('right.missing', 'This account may not do this to the event.');
  return { state: row.state, path: row.path, level: row.level, dueAt: row.due_at };
}

/** Adds a note; notes only grow. @throws Refusal `state.conflict` */
export async function addNote(
  { trx, account, now }: MutationContext,
  note: { id: string; eventId: string; state: EventState | null; text: string },
): Promise<void> {
  const { rows } = await trx.executeQuery(CompiledQuery.raw(NOTES, [note.id, note.eventId]));
  const { taken, count } = notesSchema.parse(rows[0]);
  if (taken === 1) throw new Refusal('state.conflict', 'A note with this id exists already.');
  if (count >= MOST_NOTES) throw new Refusal('state.conflict', `An event has at most ${MOST_NOTES} notes.`);
  const { id, eventId, state, text } = note;
  await trx.executeQuery(CompiledQuery.raw(ADD_NOTE, [id, eventId, now, account.id, account.name, state, text]));
}
