import type { Logger } from 'pino';
import type { LinkedParty } from '../../governance/applications/party-links.ts';
import type { DataCore } from '../../governance/data-core.ts';
import type { EntityName } from '../../protocol/entities/index.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import { type Asker, pageKey } from '../../security/identity.ts';
import type { Db } from '../../store/database.ts';
import type { Sessions } from '../sessions.ts';

/** Rows of these have the id of their case. */
const OF_CASES: ReadonlySet<EntityName> = new Set(['case', 'mediation', 'agreement']);

export interface PartyNewsOptions {
  readonly db: Db;
  readonly core: Pick<DataCore, 'onCommitted'>;
  readonly rooms: Pick<RoomService, 'onEnded'>;
  readonly sessions: Pick<Sessions, 'onPageClosed' | 'get'>;
  readonly log: Logger;
}

/** Tells the pages of parties that something of their case is new. What, they ask by their own code. */
export class PartyNews implements Disposable {
  readonly #db: Db;
  readonly #sessions: Pick<Sessions, 'get'>;
  /** By page: each shows one case. */
  readonly #watching = new Map<string, { readonly asker: Asker; readonly caseId: string }>();
  readonly #stops: readonly (() => void)[];

  constructor({ db, core, rooms, sessions, log }: PartyNewsOptions) {
    this.#db = db;
    this.#sessions = sessions;
    this.#stops = [
      core.onCommitted(({ touched }) => {
        if (this.#watching.size === 0) return;
        for (const id of new Set(touched.filter(({ entity }) => OF_CASES.has(entity)).map((row) => row.id))) this.changed(id);
      }),
      rooms.onEnded((roomId) => {
        this.#ended(roomId).catch((error: unknown) => log.error({ err: error, roomId }, 'the end of a hearing could not be told'));
      }),
      sessions.onPageClosed((asker) => this.#watching.delete(pageKey(asker))),
    ];
  }

  /** From now on this page is told, until it is gone or shows another case. One that went while it asked is not: nobody would say so again. */
  watch(asker: Asker, { caseId }: Pick<LinkedParty, 'caseId'>): void {
    if (this.#sessions.get(asker.sessionId)?.has(asker) !== true) return;
    this.#watching.set(pageKey(asker), { asker, caseId });
  }

  changed(caseId: string): void {
    for (const one of this.#watching.values()) if (one.caseId === caseId) one.asker.notify('party.changed', {});
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop();
    this.#watching.clear();
  }

  async #ended(roomId: string): Promise<void> {
    if (this.#watching.size === 0) return;
    const row = await this.#db.selectFrom('mediation_sessions').select('mediation_id').where('room_id', '=', roomId).executeTakeFirst();
    if (row !== undefined) this.changed(row.mediation_id);
  }
}
