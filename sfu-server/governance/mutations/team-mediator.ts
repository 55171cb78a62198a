import { isShownPicture, mediaTypeSchema } from '../../protocol/attachment.ts';
import type { MediatorWords } from '../../protocol/entities/mediator-profile.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { AccountRepository } from '../../store/accounts.ts';
import { mayRead } from '../../store/branch.ts';
import type { Mutation, MutationContext } from './mutation.ts';
import { organisationFor } from './organisation.ts';

/** Writes a profile. @throws Refusal `row.unknown`, `right.missing`, `state.conflict`, `account.unknown`, `team.account_taken` */
export const addMediator: Mutation<'mediator.add'> = async ({ id, orgId, ...words }, context) => {
  const { trx, now } = context;
  const org = await organisationFor(context, orgId, 'team.write');
  if ((await trx.selectFrom('mediators').select('id').where('id', '=', id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A profile with this id exists already.');
  }
  await mustFit(context, { id, path: org.path }, words);
  await trx
    .insertInto('mediators')
    .values({
      id,
      org_id: org.id,
      account_id: words.accountId,
      studio_id: words.studioId,
      name: words.name,
      kind: words.kind,
      committee: words.committee,
      fields: JSON.stringify(words.fields),
      duty: JSON.stringify(words.duty),
      certificate: words.certificate,
      languages: JSON.stringify(words.languages),
      phone: words.phone,
      words: words.words,
      photo_id: null,
      active: words.active ? 1 : 0,
      updated_at: now,
    })
    .execute();
  return [{ entity: 'mediator', id, path: org.path, pathBefore: null }];
};

/** Sets right what is named. @throws Refusal as `addMediator`, and `row.unknown` for a photograph that is not the profile's */
export const editMediator: Mutation<'mediator.edit'> = async ({ id, change }, context) => {
  const path = await pathOfMediator(context, id);
  await mustFit(context, { id, path }, change);
  await context.trx
    .updateTable('mediators')
    .set({
      updated_at: context.now,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.kind !== undefined && { kind: change.kind }),
      ...(change.accountId !== undefined && { account_id: change.accountId }),
      ...(change.studioId !== undefined && { studio_id: change.studioId }),
      ...(change.committee !== undefined && { committee: change.committee }),
      ...(change.fields !== undefined && { fields: JSON.stringify(change.fields) }),
      ...(change.duty !== undefined && { duty: JSON.stringify(change.duty) }),
      ...(change.certificate !== undefined && { certificate: change.certificate }),
      ...(change.languages !== undefined && { languages: JSON.stringify(change.languages) }),
      ...(change.phone !== undefined && { phone: change.phone }),
      ...(change.words !== undefined && { words: change.words }),
      ...(change.photoId !== undefined && { photo_id: change.photoId }),
      ...(change.active !== undefined && { active: change.active ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
  return [{ entity: 'mediator', id, path, pathBefore: path }];
};

/**
 * Where a profile stands that the account may write on.
 * @throws Refusal `row.unknown` also for profiles that the account may not see; `right.missing` for those above it
 */
export async function pathOfMediator({ trx, account }: MutationContext, id: string): Promise<string> {
  const row = await trx
    .selectFrom('mediators')
    .innerJoin('organisations', 'organisations.id', 'mediators.org_id')
    .select('path')
    .where('mediators.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'mediator', row.path)) throw new Refusal('row.unknown', 'This profile does not exist.');
  if (!isAllowed(account.role, 'team.write', account.organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account may not change profiles there.');
  }
  return row.path;
}

interface At {
  readonly id: string;
  readonly path: string;
}
type Named = { readonly [K in 'accountId' | 'studioId' | 'photoId']?: MediatorWords[K] | undefined };

/** Whether what a profile points at is there and may be pointed at from it. */
async function mustFit(context: MutationContext, at: At, { accountId, studioId, photoId }: Named): Promise<void> {
  if (accountId !== undefined && accountId !== null) await mustBeFree(context, at, accountId);
  if (studioId !== undefined && studioId !== null) await mustBeKept(context, studioId);
  if (photoId !== undefined && photoId !== null) await mustBeOwnPicture(context, at, photoId);
}

/** An account of the profile's organisation or below it, which has no other profile. */
async function mustBeFree({ trx }: MutationContext, { id, path }: At, accountId: string): Promise<void> {
  const stored = await new AccountRepository(trx).findById(accountId);
  if (stored === null || !stored.account.organisation.path.startsWith(path)) {
    throw new Refusal('account.unknown', 'There is no such account at this organisation or below it.');
  }
  const other = await trx.selectFrom('mediators').select('id').where('account_id', '=', accountId).where('id', '!=', id).executeTakeFirst();
  if (other !== undefined) throw new Refusal('team.account_taken', 'This account has a profile already.');
}

/** Who belongs to a studio says whoever keeps it. @throws Refusal `row.unknown`, `right.missing` */
async function mustBeKept({ trx, account }: MutationContext, studioId: string): Promise<void> {
  const row = await trx
    .selectFrom('studios')
    .innerJoin('organisations', 'organisations.id', 'studios.org_id')
    .select('path')
    .where('studios.id', '=', studioId)
    .executeTakeFirst();
  if (row === undefined || !mayRead(account, 'studio', row.path)) throw new Refusal('row.unknown', 'This studio does not exist.');
  if (!isAllowed(account.role, 'team.write', account.organisation.path, row.path)) {
    throw new Refusal('right.missing', 'This account does not say who belongs to that studio.');
  }
}

async function mustBeOwnPicture({ trx }: MutationContext, { id }: At, photoId: string): Promise<void> {
  const row = await trx
    .selectFrom('attachments')
    .select('media_type')
    .where('id', '=', photoId)
    .where('owner_entity', '=', 'mediator')
    .where('owner_id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !isShownPicture(mediaTypeSchema.parse(row.media_type)))
    throw new Refusal('row.unknown', 'The profile has no such picture.');
}
