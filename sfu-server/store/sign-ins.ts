import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface RefreshTokenRecord {
  readonly signInId: string;
  readonly accountId: string;
  readonly usedAt: number | null;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

export interface Rotation {
  readonly signInId: string;
  readonly usedHash: string;
  readonly nextHash: string;
  /** UTC ms. */
  readonly at: number;
  readonly expiresAt: number;
}

/** Sign-ins and their refresh tokens (hashed). */
export class SignInRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async start(signIn: { id: string; accountId: string; createdAt: number; expiresAt: number }, tokenHash: string): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // The right time to sweep: what is over needs no memory of its used tokens any more.
      await trx
        .deleteFrom('sign_ins')
        .where('account_id', '=', signIn.accountId)
        .where((eb) => eb.or([eb('expires_at', '<', signIn.createdAt), eb('ended_at', 'is not', null)]))
        .execute();
      await trx
        .insertInto('sign_ins')
        .values({
          id: signIn.id,
          account_id: signIn.accountId,
          created_at: signIn.createdAt,
          expires_at: signIn.expiresAt,
          ended_at: null,
        })
        .execute();
      await trx.insertInto('refresh_tokens').values({ hash: tokenHash, sign_in_id: signIn.id, used_at: null }).execute();
      await trx.updateTable('accounts').set({ last_sign_in_at: signIn.createdAt }).where('id', '=', signIn.accountId).execute();
    });
  }

  async findToken(hash: string): Promise<RefreshTokenRecord | null> {
    const row = await this.#db
      .selectFrom('refresh_tokens')
      .innerJoin('sign_ins', 'sign_ins.id', 'refresh_tokens.sign_in_id')
      .select(['sign_in_id', 'account_id', 'used_at', 'expires_at', 'ended_at'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      signInId: row.sign_in_id,
      accountId: row.account_id,
      usedAt: row.used_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
    };
  }

  /** Uses up one token and puts the next in its place; false where somebody else was faster. */
  async rotate({ signInId, usedHash, nextHash, at, expiresAt }: Rotation): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const used = await trx
        .updateTable('refresh_tokens')
        .set({ used_at: at })
        .where('hash', '=', usedHash)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      if (used.numUpdatedRows === 0n) return false;
      await trx.insertInto('refresh_tokens').values({ hash: nextHash, sign_in_id: signInId, used_at: null }).execute();
      await trx.updateTable('sign_ins').set({ expires_at: expiresAt }).where('id', '=', signInId).execute();
      return true;
    });
  }

  /**
   * The same for a token that was used up less than `withinMs` ago, where the one that took its place has not been shown: that one
   * counts as used from now on. Works once for each token; false otherwise.
   */
  async rotateAgain({ signInId, usedHash, nextHash, at, expiresAt }: Rotation, withinMs: number): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const newest = await trx
        .selectFrom('refresh_tokens')
        .select(['hash', 'used_at'])
        .where('sign_in_id', '=', signInId)
        .where('used_at', 'is not', null)
        .orderBy(sql`rowid`, 'desc')
        .limit(1)
        .executeTakeFirst();
      if (newest?.hash !== usedHash || newest.used_at === null || at - newest.used_at > withinMs) return false;
      const successor = await trx
        .updateTable('refresh_tokens')
        .set({ used_at: 0 })
        .where('sign_in_id', '=', signInId)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      if (successor.numUpdatedRows !== 1n) return false;
      // Both count as used long ago: whichever of them is shown from now on gives a thief away.
      await trx.updateTable('refresh_tokens').set({ used_at: 0 }).where('hash', '=', usedHash).execute();
      await trx.insertInto('refresh_tokens').values({ hash: nextHash, sign_in_id: signInId, used_at: null }).execute();
      await trx.updateTable('sign_ins').set({ expires_at: expiresAt }).where('id', '=', signInId).execute();
      return true;
    });
  }

  async isOpen(signInId: string, at: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('sign_ins')
      .select('id')
      .where('id', '=', signInId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst();
    return row !== undefined;
  }

  async end(signInId: string, at: number): Promise<void> {
    await this.#db.updateTable('sign_ins').set({ ended_at: at }).where('id', '=', signInId).where('ended_at', 'is', null).execute();
  }

  /** Ends every sign-in of an account. */
  async endAll(accountId: string, at: number): Promise<void> {
    await this.#db
      .updateTable('sign_ins')
      .set({ ended_at: at })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .execute();
  }
}
