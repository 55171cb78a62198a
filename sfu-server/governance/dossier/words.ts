import { minuteWords } from '../../papers/mediation/words.ts';
import type { Keep } from '../../protocol/dossier.ts';
import type { Case } from '../../protocol/entities/case.ts';
import type { Office, Source } from '../../protocol/entities/mediation.ts';
import type { Capacity } from '../../protocol/mediation-room.ts';

const REFERRER_WORDS: { readonly [R in NonNullable<Source['from']>]: string } = {
  petitionOffice: '信访部门转来',
  police: '公安机关移送',
  court: '人民法院委派或者委托',
  arbitration: '仲裁机构转来',
  event: '事件处置中转来',
};

export const OFFICE_WORDS: { readonly [O in Office]: string } = {
  court: '人民法院',
  petitionOffice: '信访部门',
  arbitration: '仲裁机构',
  police: '公安机关',
};

/** 案件来源. */
export function sourceWords({ kind, from, originName, originNumber }: Source): string {
  const detail = [originName, originNumber].filter((part) => part !== null).join(' ');
  const what =
    kind === 'application'
      ? '当事人申请'
      : kind === 'initiative'
        ? '人民调解委员会主动调解'
        : from === null
          ? '移送'
          : REFERRER_WORDS[from];
  return detail === '' ? what : `${what}（${detail}）`;
}

const ONLINE_WORDS: { readonly [H in Source['helped']]: string } = {
  none: '填写并提交本申请，承诺所填内容真实',
  spoken: '录音申请，录音存入案件文件',
  written: '提出申请，请求协助填写',
};

/** How an application was taken down: by the applicant's own page, or where somebody helped; null where it was brought in writing. */
export function helpWords(
  { helped, online }: Pick<Source, 'helped' | 'online'>,
  { registeredAt, registeredByName }: Pick<Case, 'registeredAt' | 'registeredByName'>,
): string | null {
  if (online) return `申请人于${minuteWords(registeredAt)}通过解纷码${ONLINE_WORDS[helped]}。`;
  if (helped === 'none') return null;
  return helped === 'spoken' ? `申请人口头申请，由${registeredByName}记录。` : `由${registeredByName}协助填写。`;
}

export const CAPACITY_WORDS: { readonly [C in Capacity]: string } = {
  mediator: '人民调解员',
  party: '当事人',
  representative: '委托代理人',
  lawyer: '律师',
  department: '部门人员',
  witness: '证人',
  expert: '专家',
  gridWorker: '网格员',
};

export const FOLLOW_UP_WORDS = { visit: '上门回访', phone: '电话回访', video: '视频回访', online: '当事人网上反馈' } as const;
const KEEP_WORDS: { readonly [K in Keep]: string } = { permanent: '永久', long: '长期', short: '短期' };

/** 保管期限: 永久, 长期（30年）. */
export function keepWords(keep: Keep, years: number | null): string {
  return years === null ? KEEP_WORDS[keep] : `${KEEP_WORDS[keep]}（${years}年）`;
}
