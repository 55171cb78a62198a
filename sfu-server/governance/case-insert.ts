import { Refusal } from '../protocol/errors.ts';
import type { MutationArgs } from '../protocol/mutations.ts';
import type { Db } from '../store/database.ts';
import { caseDueAt } from './case-limits.ts';
import { nextPaperNumber } from './paper-numbers.ts';

/** Writes a new case, with its number and its first limit. @returns the number @throws Refusal `state.conflict` where there is one with this id */
export async function insertCase(
  trx: Db,
  org: { readonly id: string; readonly shortName: string },
  args: Omit<MutationArgs<'case.register'>, 'orgId'>,
  by: { readonly id: string; readonly name: string },
  { now, days }: { readonly now: number; readonly days: number },
): Promise<string> {
  if ((await trx.selectFrom('cases').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A case with this id exists already.');
  }
  const number = await nextPaperNumber(trx, org, args.kind, now);
  await trx
    .insertInto('cases')
    .values({
      id: args.id,
      org_id: org.id,
      grid_id: args.gridId,
      number,
      kind: args.kind,
      title: args.title,
      applicant_name: args.applicantName,
      respondent_name: args.respondentName,
      phone: args.phone,
      facts: args.facts,
      field: args.field,
      state: 'registered',
      handler_name: args.handlerName,
      registered_by_id: by.id,
      registered_by_name: by.name,
      registered_at: args.registeredAt,
      received_at: now,
      updated_at: now,
      due_at: caseDueAt({ kind: args.kind, from: null, state: 'registered', at: now, before: null, days }),
    })
    .execute();
  return number;
}
