import { TASK_STEP_BY, TASK_TRANSITIONS, type TaskState, taskStateSchema } from '../../protocol/entities/task.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { Placement } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { presentOrganisation } from './organisation.ts';
import { visiblePlaces } from './visible-places.ts';

/** As of events: the task travels with all of them in one message. */
const MOST_NOTES = 400;

/** Takes a task to its next step. Owner and overseer take different ones. */
export const advanceTask: Mutation<'task.advance'> = async ({ id, to, noteId, note }, context) => {
  const task = await presentTask(context, id);
  if (to === 'assigned' || !TASK_TRANSITIONS[task.state].includes(to)) {
    throw new Refusal('state.conflict', `The task is "${task.state}" now and cannot become "${to}".`);
  }
  if (!task.may[TASK_STEP_BY[to]]) throw new Refusal('right.missing', 'This account does not take this step.');
  await addTaskNote(context, { id: noteId, taskId: id, state: to, text: note });
  await context.trx.updateTable('tasks').set({ state: to, updated_at: context.now }).where('id', '=', id).execute();
  return touchedPlaces('task', id, { before: task.places, after: task.places });
};

/** Adds a remark to a task, in whatever state it is. */
export const noteTask: Mutation<'task.note'> = async ({ id, noteId, text }, context) => {
  const task = await presentTask(context, id);
  if (!task.may.owner && !task.may.overseer) throw new Refusal('right.missing', 'This account does not work on that task.');
  await addTaskNote(context, { id: noteId, taskId: id, state: null, text });
  await context.trx.updateTable('tasks').set({ updated_at: context.now }).where('id', '=', id).execute();
  return touchedPlaces('task', id, { before: task.places, after: task.places });
};

interface PresentTask {
  readonly state: TaskState;
  readonly places: readonly Placement[];
  readonly may: { readonly owner: boolean; readonly overseer: boolean };
}

/** @throws Refusal `row.unknown` also for tasks that the account may not see */
async function presentTask(context: MutationContext, id: string): Promise<PresentTask> {
  const { role, organisation } = context.account;
  const places = await visiblePlaces(context, 'task', id);
  const row = await context.trx.selectFrom('tasks').select(['state', 'org_id', 'owner_org_id']).where('id', '=', id).executeTakeFirst();
  if (row === undefined || places.length === 0) throw new Refusal('row.unknown', 'This task does not exist.');
  const owner = await presentOrganisation(context, row.owner_org_id);
  const overseer = await presentOrganisation(context, row.org_id);
  return {
    state: taskStateSchema.parse(row.state),
    places,
    may: {
      owner: isAllowed(role, 'task.handle', organisation.path, owner.path),
      overseer: isAllowed(role, 'task.oversee', organisation.path, overseer.path),
    },
  };
}

/** @throws Refusal `state.conflict` */
async function addTaskNote(
  { trx, account, now }: MutationContext,
  note: { id: string; taskId: string; state: TaskState | null; text: string },
): Promise<void> {
  if ((await trx.selectFrom('task_notes').select('id').where('id', '=', note.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A note with this id exists already.');
  }
  const { n } = await trx
    .selectFrom('task_notes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('task_id', '=', note.taskId)
    .executeTakeFirstOrThrow();
  if (n >= MOST_NOTES) throw new Refusal('state.conflict', `A task has at most ${MOST_NOTES} notes.`);
  const { id, taskId, state, text } = note;
  await trx
    .insertInto('task_notes')
    .values({ id, task_id: taskId, at: now, by_account_id: account.id, by_name: account.name, state, text })
    .execute();
}
