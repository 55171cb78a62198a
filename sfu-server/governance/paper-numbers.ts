import type { CaseKind } from '../protocol/entities/case.ts';
import type { Db } from '../store/database.ts';
import { countyYear, type Series, takeNumber } from './number-series.ts';

/** What stands between the organisation's short name and the year: 调解, 信访, 文号 of a governance centre, 会议纪要, 督办. */
const MARKS = { mediation: '调', petition: '访', document: '综治', minutes: '纪', task: '督' } as const satisfies {
  readonly [S in CaseKind | 'document' | 'minutes' | 'task']: string;
};

/** `晶泉调〔2026〕12号`, `晶泉访〔2026〕7号`, `晶泉综治〔2026〕3号`. */
export function paperNumber(orgShortName: string, series: keyof typeof MARKS, year: number, n: number): string {
  return `${orgShortName}${MARKS[series]}〔${year}〕${n}号`;
}

/** Takes the next number of an organisation for a case of that kind, a document, minutes or a task. `now`: UTC ms. */
export async function nextPaperNumber(
  trx: Db,
  org: { id: string; shortName: string },
  series: Exclude<Series, 'event' | 'dossier'>,
  now: number,
): Promise<string> {
  const year = countyYear(now);
  return paperNumber(org.shortName, series, year, await takeNumber(trx, org.id, series, year));
}
