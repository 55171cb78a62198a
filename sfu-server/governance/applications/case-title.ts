import { disputeWords } from '../../papers/mediation/dispute-words.ts';
import type { Application } from '../../protocol/party.ts';

/** UTF-16 units that a case's title has. */
const LONGEST = 80;

/** `王㛃兰与李保国邻里纠纷`; the dispute alone where the names do not fit. */
export function titleOf(field: Application['field'], applicants: string, respondents: string | null): string {
  const dispute = field === 'other' ? '纠纷' : disputeWords(field);
  const title = `${applicants}${respondents === null ? '' : `与${respondents}`}${dispute}`;
  return title.length <= LONGEST ? title : dispute;
}
