import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Party, partySchema } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { PartyLink } from '../../protocol/party.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { DAY_MS } from '../case-limits.ts';
import { presentCase } from '../mutations/case-change.ts';

/** What was agreed is often performed within a year; a link that is still needed then is made anew. */
const VALID_MS = 365 * DAY_MS;

/** Who stands behind a party's link. */
export interface LinkedParty {
  readonly linkId: string;
  readonly caseId: string;
  readonly party: Party;
  /** Whoever gave the link out, or keeps the code that the party applied by. */
  readonly keeperId: string;
  readonly expiresAt: number;
  /** The seat that the link was last given in a room. */
  readonly seat: { readonly roomId: string; readonly invitation: string } | null;
}

/** Only this is kept of a code: 144 bits at random need no salt. */
export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('hex');
/** 24 URL-safe characters. */
export const newCode = (): string => randomBytes(18).toString('base64url');
export const partyPath = (code: string): string => `/my/${code}`;

/** Links by which one party sees how their own case stands. */
export class PartyLinks {
  readonly #db: Db;
  readonly #now: () => number;

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** @throws Refusal `row.unknown`, `right.missing` as `presentCase`; `row.unknown` where the case has no such party */
  async issue(caseId: string, partyId: string, account: Account): Promise<{ link: PartyLink; code: string; path: string }> {
    const code = newCode();
    const link = await this.#db.transaction().execute(async (trx) => {
      await presentCase({ trx, account, now: this.#now() }, caseId);
      await partyOf(trx, caseId, partyId);
      return insertLink(trx, { caseId, partyId, code, by: account, at: this.#now() });
    });
    return { link, code, path: partyPath(code) };
  }

  /** Newest first. @throws Refusal as `presentCase` */
  async list(caseId: string, account: Account): Promise<PartyLink[]> {
    await presentCase({ trx: this.#db, account, now: this.#now() }, caseId);
    const rows = await this.#db
      .selectFrom('party_links')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      partyId: row.party_id,
      madeAt: row.made_at,
      madeByName: row.made_by_name,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      lastUsedAt: row.last_used_at,
    }));
  }

  /** From now on it opens nothing, nor does the seat that it has led to. Twice is as good as once. @throws Refusal as `presentCase` */
  async revoke(id: string, account: Account): Promise<{ caseId: string }> {
    const row = await this.#db.selectFrom('party_links').select('case_id').where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new Refusal('row.unknown', 'This link does not exist.');
    await presentCase({ trx: this.#db, account, now: this.#now() }, row.case_id);
    await this.#db.transaction().execute(async (trx) => {
      const at = this.#now();
      await trx.updateTable('party_links').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
      await revokeSeats(trx, { id }, at);
    });
    return { caseId: row.case_id };
  }

  /** Who a code belongs to. @throws Refusal `party_link.unknown`; `party_link.expired` where it was revoked or the party is no longer in the case */
  async open(code: string): Promise<LinkedParty> {
    const row = await this.#db.selectFrom('party_links').selectAll().where('code_hash', '=', hashOfCode(code)).executeTakeFirst();
    if (row === undefined) throw new Refusal('party_link.unknown', 'This link does not exist.');
    const expired = () => new Refusal('party_link.expired', 'This link is no longer valid.');
    if (row.revoked_at !== null || row.expires_at <= this.#now()) throw expired();
    const party = await partyOf(this.#db, row.case_id, row.party_id).catch(() => {
      throw expired();
    });
    return {
      linkId: row.id,
      caseId: row.case_id,
      party,
      keeperId: row.made_by_id,
      expiresAt: row.expires_at,
      seat: row.room_id === null || row.invitation_code === null ? null : { roomId: row.room_id, invitation: row.invitation_code },
    };
  }

  async used(linkId: string): Promise<void> {
    await this.#db.updateTable('party_links').set({ last_used_at: this.#now() }).where('id', '=', linkId).execute();
  }

  /** Keeps which seat the link was given, so that whoever comes back sits there again. */
  async seated(linkId: string, roomId: string, invitation: string): Promise<void> {
    await this.#db.updateTable('party_links').set({ room_id: roomId, invitation_code: invitation }).where('id', '=', linkId).execute();
  }
}

/** Takes back the seats that a link, or all links of a party, have led to: they open a room by themselves. @param at UTC ms */
export async function revokeSeats(
  trx: Db,
  of: { readonly id: string } | { readonly caseId: string; readonly partyId: string },
  at: number,
) {
  const links = trx.selectFrom('party_links').select('invitation_code').where('invitation_code', 'is not', null);
  const seats = 'id' in of ? links.where('id', '=', of.id) : links.where('case_id', '=', of.caseId).where('party_id', '=', of.partyId);
  const codes = (await seats.execute()).flatMap(({ invitation_code: code }) => code ?? []);
  if (codes.length === 0) return;
  await trx.updateTable('invitations').set({ revoked_at: at }).where('code', 'in', codes).where('revoked_at', 'is', null).execute();
}

interface NewLink {
  readonly caseId: string;
  readonly partyId: string;
  readonly code: string;
  readonly by: { readonly id: string; readonly name: string };
  /** UTC ms. */
  readonly at: number;
}

export async function insertLink(trx: Db, { caseId, partyId, code, by, at }: NewLink): Promise<PartyLink> {
  const id = uuidv7();
  const expiresAt = at + VALID_MS;
  const who = { made_by_id: by.id, made_by_name: by.name };
  const unused = { revoked_at: null, last_used_at: null, room_id: null, invitation_code: null };
  await trx
    .insertInto('party_links')
    .values({ id, case_id: caseId, party_id: partyId, code_hash: hashOfCode(code), made_at: at, ...who, expires_at: expiresAt, ...unused })
    .execute();
  return { id, partyId, madeAt: at, madeByName: by.name, expiresAt, revokedAt: null, lastUsedAt: null };
}

/** @throws Refusal `row.unknown` */
async function partyOf(db: Db, caseId: string, partyId: string): Promise<Party> {
  const row = await db
    .selectFrom('mediation_parties')
    .select('body')
    .where('id', '=', partyId)
    .where('mediation_id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('row.unknown', 'The case has no such party.');
  return partySchema.parse(JSON.parse(row.body));
}
