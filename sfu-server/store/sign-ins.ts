import type { Db } from './database.ts';

export interface RefreshTokenRecord {
  readonly signInId: string;
  readonly accountId: string;
  readonly usedAt: number | null;
  readonly expiresAt: number;
  readonly endedAt: number | null;
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
  async rotate(signInId: string, usedHash: string, nextHash: string, at: number, expiresAt: number): Promise<boolean> {
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
