import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { DataCore } from '../../governance/data-core.ts';
import { touchedBySession } from '../../governance/joint/calls.ts';
import { type PresentMediation, presentMediation, touchedMediation } from '../../governance/mediation/present.ts';
import { advanceCase } from '../../governance/mutations/case-advance.ts';
import type { MutationContext } from '../../governance/mutations/mutation.ts';
import type { Mediation } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RoomSummary } from '../../protocol/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';

export interface SessionRoomsOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly rooms: Pick<RoomService, 'create' | 'end' | 'list'>;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Opens the rooms of planned hearings. */
export class SessionRooms {
  readonly #options: SessionRoomsOptions;
  readonly #now: () => number;
  /** Of each hearing whose room is being opened: two who open at once get the same room. */
  readonly #opening = new Map<string, Promise<RoomSummary>>();

  constructor(options: SessionRoomsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** @throws Refusal as `presentMediation`; `row.unknown` where there is no such hearing; `state.conflict` where it was called off */
  async open(caseId: string, sessionId: string, asker: AccountAsker): Promise<RoomSummary> {
    await this.#opening.get(sessionId)?.catch(() => undefined);
    const opened = this.#open(caseId, sessionId, asker);
    this.#opening.set(sessionId, opened);
    try {
      return await opened;
    } finally {
      if (this.#opening.get(sessionId) === opened) this.#opening.delete(sessionId);
    }
  }

  async #open(caseId: string, sessionId: string, asker: AccountAsker): Promise<RoomSummary> {
    const { db, core, rooms, log } = this.#options;
    const context = (trx: Db): MutationContext => ({ trx, account: asker.identity.account, now: this.#now() });
    const { kase, mediation } = await presentMediation(context(db), caseId, 'openSession');
    const { roomId } = sessionIn(mediation, sessionId);
    const there = rooms.list(asker).find((room) => room.id === roomId);
    if (there !== undefined) return there;
    // Rooms are listed to many who may not read the case: its number says nothing about anybody.
    const { number: title } = await db.selectFrom('cases').select('number').where('id', '=', caseId).executeTakeFirstOrThrow();
    const invitedOrgIds = await orgsOf(db, kase.orgId, mediation);
    const room = await rooms.create({ kind: 'mediation', title, access: 'invited', invitedOrgIds }, asker, caseId);
    try {
      await core.change(async (trx) => {
        const again = await presentMediation(context(trx), caseId, 'openSession');
        // It may have been called off while the room was made.
        sessionIn(again.mediation, sessionId);
        await trx.updateTable('mediation_sessions').set({ room_id: room.id }).where('id', '=', sessionId).execute();
        const touched = [...(await taken(context(trx), again)), ...(await touchedMediation(context(trx), again.kase))];
        return [...touched, ...(await touchedBySession(trx, caseId, sessionId))];
      });
    } catch (error) {
      await rooms.end(room.id, asker).catch((failed: unknown) => log.error({ err: failed, roomId: room.id }, 'a room was left open'));
      throw error;
    }
    return room;
  }
}

/** Whoever mediates may sit in another centre than the one that handles the case. */
async function orgsOf(db: Db, orgId: string, { mediator, assistants }: Mediation): Promise<string[]> {
  const ids = [...(mediator === null ? [] : [mediator]), ...assistants].map(({ accountId }) => accountId);
  if (ids.length === 0) return [orgId];
  const rows = await db.selectFrom('accounts').select('org_id').where('id', 'in', ids).execute();
  return [...new Set([orgId, ...rows.map((row) => row.org_id)])];
}

/** With its first hearing an accepted case is being handled. */
async function taken(context: MutationContext, { kase }: PresentMediation): Promise<readonly TouchedRow[]> {
  return kase.state === 'accepted' ? advanceCase({ id: kase.id, to: 'handling', noteId: uuidv7(), note: '' }, context) : [];
}

function sessionIn({ sessions, suspension }: Mediation, sessionId: string) {
  if (suspension !== null) throw new Refusal('mediation.suspended', 'The mediation is suspended; resume it first.');
  const session = sessions.find(({ id }) => id === sessionId);
  if (session === undefined) throw new Refusal('row.unknown', 'The case has no such hearing.');
  if (session.cancelReason !== null) throw new Refusal('state.conflict', 'The hearing was called off.');
  return session;
}
