import { v7 as uuidv7 } from 'uuid';
import { NO_MINUTES } from '../../protocol/entities/meeting.ts';
import { Refusal } from '../../protocol/errors.ts';
import { MOST_OCCURRENCES, occurrencesOf } from '../../protocol/meeting-series.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import { inviteOrganisations, invitePeople, mustBeFew } from './meeting-change.ts';
import type { Mutation } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Plans a meeting, or all of a series: the first has the console's id, the others are made here. */
export const planMeeting: Mutation<'meeting.plan'> = async (args, context) => {
  const { trx, account, now } = context;
  const org = await organisationFor(context, args.orgId, 'meeting.run');
  if ((await trx.selectFrom('meetings').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A meeting with this id exists already.');
  }
  const times = occurrencesOf(args.startsAt, args.series);
  if (times === null) throw new Refusal('mutation.malformed', `A series has 1 to ${MOST_OCCURRENCES} meetings.`);
  mustBeFew(times.length, args);
  const seriesId = args.series === null ? null : uuidv7();
  const touched: TouchedRow[] = [];
  for (const [index, startsAt] of times.entries()) {
    const id = index === 0 ? args.id : uuidv7();
    const { body, ...minutes } = NO_MINUTES;
    await trx
      .insertInto('meetings')
      .values({
        id,
        org_id: org.id,
        series_id: seriesId,
        alone: 0,
        title: args.title,
        kind: args.kind,
        starts_at: startsAt,
        duration_min: args.durationMin,
        agenda: JSON.stringify(args.agenda),
        state: 'planned',
        room_id: null,
        cancel_reason: null,
        ...minutes,
        minutes_body: body,
        minutes_number: null,
        signed_by_id: null,
        signed_by_name: null,
        signed_at: null,
        planned_by_id: account.id,
        planned_by_name: account.name,
        planned_at: args.plannedAt,
        received_at: now,
        updated_at: now,
      })
      .execute();
    await inviteOrganisations(context, { id, orgId: org.id }, args.orgIds);
    await invitePeople(context, id, args.people);
    touched.push(...touchedPlaces('meeting', id, { before: [], after: await placementsOf(trx, 'meeting', [id]) }));
  }
  return touched;
};
