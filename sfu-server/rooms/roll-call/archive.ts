import type { Clock } from '../../media/clock.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { RollCall, RollCallHead } from '../../protocol/roll-call.ts';
import type { Account } from '../../protocol/session.ts';
import type { KeptSheet, RollCallRepository } from '../../store/roll-calls.ts';
import { CREATE_ACTION } from '../access.ts';
import { sheetCsv } from './sheet-csv.ts';

export interface ArchiveOptions {
  readonly sheets: Pick<RollCallRepository, 'get' | 'list'>;
  readonly printer: Pick<Printer, 'print'>;
  readonly clock: Clock;
}

/** The sheets of roll calls that are kept, for those who may open such rooms in that branch, and whoever called the roll. */
export class RollCallArchive {
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** Newest first; `limit` counts before those are left out that the asker may not see. */
  async list(account: Account, roomId: string | null, limit: number): Promise<RollCallHead[]> {
    const { path } = account.organisation;
    const found = await this.#options.sheets.list({ path, accountId: account.id, roomId }, limit);
    return found.filter((kept) => maySee(account, kept)).map(({ sheet }) => sheet);
  }

  /** @throws Refusal `roll_call.unknown` also for one that the asker may not see */
  async get(account: Account, sheetId: string): Promise<RollCall> {
    const kept = await this.#options.sheets.get(sheetId);
    if (!maySee(account, kept)) throw new Refusal('roll_call.unknown', 'There is no such roll call sheet.');
    return kept.sheet;
  }

  /** @throws Refusal `roll_call.unknown` */
  async export(account: Account, sheetId: string, format: 'csv' | 'pdf'): Promise<RequestResult<'rollCall.export'>> {
    const sheet = await this.get(account, sheetId);
    const fileName = `点名册-${sheet.title.replaceAll(/[\\/:*?"<>|]/g, '_')}-${new Date(sheet.startedAt).toISOString().slice(0, 10)}.${format}`;
    if (format === 'csv')
      return { fileName, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(sheetCsv(sheet)).toString('base64') };
    const pdf = await this.#options.printer.print({ kind: 'rollCall', sheet, printedAt: this.#options.clock.now() });
    return { fileName, mediaType: 'application/pdf', content: Buffer.from(pdf).toString('base64') };
  }
}

function maySee(account: Account, { orgPath, kind, startedById }: KeptSheet<RollCallHead>): boolean {
  return startedById === account.id || isAllowed(account.role, CREATE_ACTION[kind], account.organisation.path, orgPath);
}
