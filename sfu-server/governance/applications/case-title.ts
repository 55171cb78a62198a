import type { Application } from '../../protocol/party.ts';

/** How disputes of each field are called in a title: data of the county, not text of an interface. */
const DISPUTES: { readonly [F in Application['field']]: string } = {
  family: '婚姻家庭纠纷',
  neighbour: '邻里纠纷',
  housing: '房屋宅基地纠纷',
  contract: '合同纠纷',
  land: '山林土地纠纷',
  relocation: '征地拆迁纠纷',
  environment: '环境污染纠纷',
  labour: '劳动争议纠纷',
  injury: '损害赔偿纠纷',
  medical: '医疗纠纷',
  traffic: '道路交通事故纠纷',
  management: '物业管理纠纷',
  other: '纠纷',
};

/** UTF-16 units that a case's title has. */
const LONGEST = 80;

/** `王㛃兰与李保国邻里纠纷`; the dispute alone where the names do not fit. */
export function titleOf(field: Application['field'], applicants: string, respondents: string | null): string {
  const title = `${applicants}${respondents === null ? '' : `与${respondents}`}${DISPUTES[field]}`;
  return title.length <= LONGEST ? title : DISPUTES[field];
}
