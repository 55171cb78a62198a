import type { RollCallState } from '../protocol/roll-call.ts';

/** How a state reads on paper; papers are Chinese whatever language a console shows. */
export const STATE_WORDS: { readonly [S in RollCallState]: string } = {
  waiting: '未答',
  present: '到会',
  wrongSeat: '席位不符',
  absent: '缺席',
  late: '迟到',
};
