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
  const row = await trx
    .selectFrom('events')
    .innerJoin('organisations', 'organisations.id', 'events.org_id')
    .select(['state', 'path', 'events.level', 'due_at'])
    .where('events.id', '=', id)
    .executeTakeFirst();
  const here = account.organisation.path;
  if (row === undefined || !mayRead(account, 'event', row.path)) {
    throw new Refusal('row.unknown', 'This event does not exist.');
  }
  if (!isAllowed(account.role, action, here, row.path)) throw new Refusal('right.missing', 'This account may not do this to the event.');
  return { state: eventStateSchema.parse(row.state), path: row.path, level: eventLevelSchema.parse(row.level), dueAt: row.due_at };
}

/** Adds a note; notes only grow. @throws Refusal `state.conflict` */
export async function addNote(
  { trx, account, now }: MutationContext,
  note: { id: string; eventId: string; state: EventState | null; text: string },
): Promise<void> {
  if ((await trx.selectFrom('event_notes').select('id').where('id', '=', note.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A note with this id exists already.');
  }
  const { n } = await trx
    .selectFrom('event_notes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('event_id', '=', note.eventId)
    .executeTakeFirstOrThrow();
  if (n >= MOST_NOTES) throw new Refusal('state.conflict', `An event has at most ${MOST_NOTES} notes.`);
  await trx
    .insertInto('event_notes')
    .values({
      id: note.id,
      event_id: note.eventId,
      at: now,
      by_account_id: account.id,
      by_name: account.name,
      state: note.state,
      text: note.text,
    })
    .execute();
}
