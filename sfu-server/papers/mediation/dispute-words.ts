import type { CaseField } from '../../protocol/entities/case.ts';

/** 纠纷类型, as papers name it: data of the county, not text of an interface. */
export const FIELD_WORDS: { readonly [F in CaseField]: string } = {
  family: '婚姻家庭',
  neighbour: '邻里',
  housing: '房屋宅基地',
  contract: '合同',
  land: '山林土地',
  relocation: '征地拆迁',
  environment: '环境污染',
  labour: '劳动争议',
  injury: '损害赔偿',
  medical: '医疗',
  traffic: '道路交通事故',
  management: '物业管理',
  wages: '劳动报酬',
  welfare: '社会保障',
  education: '教育',
  health: '卫生健康',
  transport: '交通运输',
  justice: '涉法涉诉',
  conduct: '作风',
  other: '其他',
};

/** 婚姻家庭纠纷, in a sentence or a title. @param field as the case has it */
export const disputeWords = (field: CaseField): string => `${FIELD_WORDS[field]}纠纷`;
