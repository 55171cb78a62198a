import { randomInt } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { organisationFor, type PresentOrganisation } from '../mutations/organisation.ts';

/** As `applicationCodeSchema`: nothing that is taken for something else when it is read out or copied by hand. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 8;

export interface ApplicationCode {
  readonly code: string;
  readonly path: string;
  readonly madeAt: number;
  readonly madeByName: string;
}

/** Whom an application goes to, and in whose name it is taken in. */
export interface ApplicationDoor {
  readonly org: PresentOrganisation;
  readonly orgName: string;
  /** Whoever has put the code up answers for what comes in by it. */
  readonly keeperId: string;
}

/** The 解纷码 of centres: public, one each, until another takes its place. */
export class ApplicationCodes {
  readonly #db: Db;
  readonly #now: () => number;

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** The code that stands; made where there is none. @throws Refusal `row.unknown`, `right.missing` */
  get(orgId: string, account: Account): Promise<ApplicationCode> {
    return this.#db.transaction().execute(async (trx) => {
      await mayKeep(trx, orgId, account, this.#now());
      return (await standing(trx, orgId)) ?? (await this.#make(trx, orgId, account));
    });
  }

  /** Another one in its place. @throws Refusal as `get` */
  renew(orgId: string, account: Account): Promise<ApplicationCode> {
    return this.#db.transaction().execute(async (trx) => {
      await mayKeep(trx, orgId, account, this.#now());
      await trx
        .updateTable('application_codes')
        .set({ revoked_at: this.#now() })
        .where('org_id', '=', orgId)
        .where('revoked_at', 'is', null)
        .execute();
      return this.#make(trx, orgId, account);
    });
  }

  /** @throws Refusal `application_code.unknown` also where it stands no more */
  async look(code: string): Promise<ApplicationDoor> {
    const row = await this.#db
      .selectFrom('application_codes')
      .innerJoin('organisations', 'organisations.id', 'application_codes.org_id')
      .select(['org_id', 'made_by_id', 'organisations.name', 'organisations.short_name', 'organisations.path'])
      .where('application_codes.code', '=', code.toUpperCase())
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('application_code.unknown', 'This code leads to no centre, or no longer.');
    return { org: { id: row.org_id, path: row.path, shortName: row.short_name }, orgName: row.name, keeperId: row.made_by_id };
  }

  async #make(trx: Db, orgId: string, { id, name }: Account): Promise<ApplicationCode> {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const madeAt = this.#now();
    const who = { made_by_id: id, made_by_name: name };
    await trx
      .insertInto('application_codes')
      .values({ id: uuidv7(), org_id: orgId, code, made_at: madeAt, ...who, revoked_at: null })
      .execute();
    return { code, path: pathOf(code), madeAt, madeByName: name };
  }
}

const pathOf = (code: string) => `/apply/${code}`;

async function mayKeep(trx: Db, orgId: string, account: Account, now: number): Promise<void> {
  await organisationFor({ trx, account, now }, orgId, 'case.handle.mediation');
}

async function standing(trx: Db, orgId: string): Promise<ApplicationCode | null> {
  const row = await trx
    .selectFrom('application_codes')
    .select(['code', 'made_at', 'made_by_name'])
    .where('org_id', '=', orgId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { code: row.code, path: pathOf(row.code), madeAt: row.made_at, madeByName: row.made_by_name };
}
