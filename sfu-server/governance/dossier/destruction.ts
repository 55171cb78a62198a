import { v7 as uuidv7 } from 'uuid';
import type { FiledDossier } from '../../protocol/dossier.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import { DossierRepository } from '../../store/dossiers.ts';
import { caseFor } from '../case-papers/access.ts';
import { noteOnCase } from './copies.ts';
import { supplementWords } from './docket.ts';

export interface DestructionOptions {
  readonly db: Db;
  readonly change: (work: (trx: Db) => Promise<readonly TouchedRow[]>) => Promise<void>;
  /** Takes contents off the disk that no dossier names any more. */
  readonly forget: (sha256s: readonly string[]) => Promise<void>;
  readonly now: () => number;
}

/** The end of dossiers whose time is over. There is no other: one proposes, another approves, and the line of the dossier stays. */
export class Destructions {
  readonly #options: DestructionOptions;

  constructor(options: DestructionOptions) {
    this.#options = options;
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `dossier.kept` before its time, `state.conflict` where one is proposed */
  async propose(dossierId: string, reason: string, account: Account): Promise<FiledDossier> {
    const { change, now } = this.#options;
    await change(async (trx) => {
      const dossiers = new DossierRepository(trx);
      const { dossier } = await dossiers.get(dossierId);
      await caseFor(trx, account, dossier.caseId, 'dossier.destroy');
      mustBeOver(dossier, now());
      if (dossier.destruction?.state === 'proposed') throw new Refusal('state.conflict', 'It is proposed already.');
      const proposed = { proposed_at: now(), proposed_by_id: account.id, proposed_by_name: account.name };
      const undecided = { decided_at: null, decided_by_id: null, decided_by_name: null };
      await dossiers.propose({ id: uuidv7(), dossier_id: dossierId, state: 'proposed', reason, ...proposed, ...undecided });
      return noteOnCase(trx, { caseId: dossier.caseId, text: `提请销毁到期卷宗${nameOf(dossier)}：${reason}`, at: now(), account });
    });
    return this.#dossier(dossierId);
  }

  /** @throws Refusal `row.unknown`, `right.missing`, `dossier.two_persons`, `dossier.kept`, `state.conflict` where nothing is proposed */
  async decide(dossierId: string, approve: boolean, account: Account): Promise<FiledDossier> {
    const { change, forget, now } = this.#options;
    let contents: string[] = [];
    await change(async (trx) => {
      const dossiers = new DossierRepository(trx);
      const { dossier, files, proposedById } = await dossiers.get(dossierId);
      await caseFor(trx, account, dossier.caseId, 'dossier.destroy');
      const { destruction } = dossier;
      if (destruction?.state !== 'proposed') throw new Refusal('state.conflict', 'Nobody has proposed to destroy this dossier.');
      if (proposedById === account.id) throw new Refusal('dossier.two_persons', 'Somebody else than who proposed it decides.');
      if (approve) mustBeOver(dossier, now());
      await dossiers.decide(destruction.id, approve ? 'done' : 'declined', account, now());
      if (approve) {
        await dossiers.setDestroyed(dossierId);
        contents = [dossier.sha256, ...files.map(({ sha256 }) => sha256)];
      }
      const text = `${approve ? '批准销毁' : '不同意销毁'}到期卷宗${nameOf(dossier)}`;
      return noteOnCase(trx, { caseId: dossier.caseId, text, at: now(), account });
    });
    if (contents.length > 0) await forget(contents);
    return this.#dossier(dossierId);
  }

  async #dossier(id: string): Promise<FiledDossier> {
    return (await new DossierRepository(this.#options.db).get(id)).dossier;
  }
}

function mustBeOver({ keepUntil, state }: FiledDossier, now: number): void {
  if (state === 'destroyed') throw new Refusal('state.conflict', 'This dossier was destroyed already.');
  if (keepUntil === null || keepUntil > now) throw new Refusal('dossier.kept', 'Its time is not over: it is kept.');
}

function nameOf({ docket, volume }: FiledDossier): string {
  return volume === 1 ? docket : `${docket}${supplementWords(volume)}`;
}
