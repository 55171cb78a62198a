import type { FormName } from './form.ts';

/** Whether a dossier is complete without it. */
export type Need = 'required' | 'asNeeded';

interface Place {
  readonly form: FormName;
  /** As the index names it. */
  readonly name: string;
  readonly need: Need;
}

/**
 * Papers in the order of a dossier, by the names of the national formats of people's mediation documents (人民调解文书格式, 2010:
 * application or registration, notice, proof of identity, record, agreement are required). Letters to and from other offices follow
 * what they are about.
 */
export const DOSSIER_ORDER: readonly Place[] = [
  { form: 'application', name: '人民调解申请书', need: 'required' },
  { form: 'acceptance', name: '人民调解受理登记表', need: 'required' },
  { form: 'notice', name: '人民调解当事人权利义务告知书', need: 'required' },
  { form: 'identity', name: '当事人身份核验记录', need: 'required' },
  { form: 'authority', name: '授权委托书', need: 'asNeeded' },
  { form: 'inquiry', name: '人民调解调查记录', need: 'asNeeded' },
  { form: 'evidence', name: '人民调解证据材料', need: 'asNeeded' },
  { form: 'record', name: '人民调解记录', need: 'required' },
  { form: 'agreement', name: '人民调解协议书', need: 'required' },
  { form: 'performance', name: '履行凭证', need: 'asNeeded' },
  { form: 'followUp', name: '人民调解回访记录', need: 'asNeeded' },
  { form: 'confirmation', name: '司法确认申请书', need: 'asNeeded' },
  { form: 'handover', name: '移送函', need: 'asNeeded' },
  { form: 'receipt', name: '送达回证', need: 'asNeeded' },
  { form: 'note', name: '卷宗情况说明', need: 'asNeeded' },
];

/** As the index names it. */
export function paperName(form: FormName): string {
  return DOSSIER_ORDER.find((place) => place.form === form)?.name ?? '';
}
