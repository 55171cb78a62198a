import type { Presence } from '../../sfu-server/protocol/entities/department.ts';
import type { DepartmentTable } from '../../sfu-server/store/joint-tables.ts';
import type { LibraryCaseTable } from '../../sfu-server/store/library-tables.ts';
import type { DemoAccount } from './accounts.ts';
import type { Land } from './land.ts';
import { phoneNumber } from './phone-numbers.ts';
import { SeededRandom } from './random.ts';

export interface DemoJoint {
  readonly departments: readonly DepartmentTable[];
  readonly library: readonly LibraryCaseTable[];
}

interface Department {
  readonly name: string;
  readonly presence: Presence;
  readonly weekdays?: readonly number[];
  readonly role: string;
  /** User names of demo accounts that answer for it. */
  readonly people?: readonly string[];
}

const DEPARTMENTS: readonly Department[] = [
  { name: '晶泉县人民法院', presence: 'resident', role: '诉调对接、司法确认', people: ['court'] },
  { name: '晶泉县司法局', presence: 'resident', role: '人民调解指导、法律援助', people: ['justice'] },
  { name: '晶泉县人力资源和社会保障局', presence: 'rotating', weekdays: [1, 3], role: '欠薪处置、劳动争议' },
  { name: '晶泉县自然资源局', presence: 'rotating', weekdays: [2, 4], role: '土地权属、宅基地' },
  { name: '晶泉县住房和城乡建设局', presence: 'rotating', weekdays: [5], role: '物业管理、房屋质量' },
  { name: '晶泉县公安局', presence: 'onCall', role: '治安、交通事故' },
  { name: '晶泉县卫生健康局', presence: 'onCall', role: '医疗纠纷' },
];

type Story = Pick<LibraryCaseTable, 'title' | 'field' | 'facts' | 'course' | 'result' | 'lesson'>;

/** Invented from end to end: nobody was ever in these disputes. */
const STORIES: readonly Story[] = [
  {
    title: '一条排水沟引起的多年积怨',
    field: 'neighbour',
    facts:
      '甲某与乙某两家前后相邻，中间有一条公用排水沟。乙某翻修院墙时将水沟收窄，雨季甲某家院内连续积水，双方多次争吵，邻里劝说无果。甲某要求恢复原沟宽并赔偿被泡坏的粮食。',
    course:
      '调解员没有先谈赔偿，而是约双方在雨后一起到沟边看水。现场看到水从收窄处倒流，乙某认可院墙确实占了沟。随后分开谈：乙某担心拆墙被人笑话，甲某其实更在意乙某从不道歉。调解员请来懂水利的村干部，提出把沟改成暗管，既不用拆整面墙，排水也更快。',
    result:
      '双方同意共同改建暗管，材料由乙某出，人工由甲某出；乙某当面向甲某道歉，甲某不再要求赔偿粮食。改建后经历两次大雨，院内没有再积水。',
    lesson: '先看现场，再谈道理。邻里纠纷里争的常常不是钱，把“面子”和“里子”分开谈，办法就多了。',
  },
  {
    title: '工程结算不清引发的工资拖欠',
    field: 'labour',
    facts:
      '丙某等九人在一处工地做木工，完工后丁公司以分包人尚未结算为由不付工资。丙某等人手里只有自己记的工天本，公司认为记录不能作数，双方对欠款数额相差近一半。',
    course:
      '调解中心邀请人社部门联合调解。第一次会上先不争总数，逐人核对工天：把工天本、工地门口的考勤照片和班组群里的报工消息放在一起对照，九人中七人的数当场对上。对余下两人，请班组长视频作证。人社部门向公司说明了先行清偿的责任。',
    result: '双方确认欠款总额，公司分两期付清，第一期当日转账；中心在约定日回访，第二期按时到账。',
    lesson:
      '数额争议先化整为零：一人一人地对，一天一天地核，能对上的先定下来，剩下的分歧自然就小了。涉及法定责任的，请主管部门当面讲，比调解员转述更有用。',
  },
];

const DAY_MS = 86_400_000;

/** Departments of the county's centre, and two published cases of its library. */
export function callDepartments(seed: number, land: Land, accounts: readonly DemoAccount[], bornAt: number): DemoJoint {
  // Its own: what is drawn here moves nothing else of the county.
  const random = new SeededRandom(seed ^ 0x6a6f696e);
  const personOf = (username: string) => {
    const account = accounts.find((one) => one.username === username);
    return account === undefined ? [] : [{ accountId: account.id, name: account.name }];
  };
  return {
    departments: DEPARTMENTS.map(({ name, presence, weekdays = [], role, people = [] }) => ({
      id: random.id(bornAt),
      org_id: land.county.id,
      name,
      presence,
      weekdays: JSON.stringify(weekdays),
      phone: phoneNumber(random),
      role,
      people: JSON.stringify(people.flatMap(personOf)),
      updated_at: bornAt,
    })),
    library: STORIES.map((story, index) => ({
      id: random.id(bornAt),
      org_id: land.county.id,
      ...story,
      version: 1,
      published_at: bornAt + index * DAY_MS,
    })),
  };
}
