import type { ContactTable, OrganisationTable } from '../../sfu-server/store/tables.ts';
import type { Land } from './land.ts';
import { personName } from './names.ts';
import { phoneNumber } from './phone-numbers.ts';
import type { SeededRandom } from './random.ts';

type Post = readonly [post: string, role: string | null, duty: boolean];

const COUNTY_POSTS: readonly Post[] = [
  ['县综治中心主任', '全面工作', false],
  ['县综治中心副主任', '矛盾纠纷调处', false],
  ['县综治中心副主任', '指挥调度', false],
  ['县指挥中心值班室', '24 小时值班', true],
  ['县信访局接访科科长', '信访接待', false],
  ['县司法局人民调解科科长', '人民调解', false],
  ['县公安局指挥中心', '警情联动', true],
  ['县应急管理局值班室', '应急救援', true],
  ['县消防救援大队值班室', '火灾救援', true],
  ['县水利局防汛办', '防汛抗旱', true],
  ['县住建局物业科科长', '物业管理', false],
  ['县人社局劳动监察大队队长', '欠薪处置', false],
  ['县自然资源局调处科科长', '土地权属', false],
  ['县民政局社会救助科科长', '临时救助', false],
  ['县人民法院诉调对接中心', '司法确认', false],
  ['县医疗急救中心', '医疗急救', true],
];
const TOWNSHIP_POSTS: readonly Post[] = [
  ['党委副书记、综治中心主任', '全面工作', false],
  ['综治中心副主任', '网格管理', false],
  ['司法所所长', '人民调解', false],
  ['派出所所长', '治安', false],
  ['综治中心值班室', '24 小时值班', true],
  ['信访专干', '信访接待', false],
  ['应急办主任', '防汛防火', false],
  ['卫生院院长', '医疗', false],
  ['民政办主任', '救助', false],
];
const VILLAGE_POSTS: readonly Post[] = [
  ['党支部书记', '全面工作', false],
  ['治保主任', '纠纷调解', true],
];

/** The directory: who answers for what at the county, in each township and in each village. */
export function listContacts(random: SeededRandom, land: Land, bornAt: number): ContactTable[] {
  const of = (org: OrganisationTable, posts: readonly Post[]) =>
    posts.map(
      ([post, role, duty]): ContactTable => ({
        id: random.id(bornAt),
        org_id: org.id,
        name: personName(random),
        post,
        phone: phoneNumber(random),
        is_duty: duty ? 1 : 0,
        role,
        updated_at: bornAt,
      }),
    );
  return [
    ...of(land.county, COUNTY_POSTS),
    ...land.townships.flatMap((township) => of(township, TOWNSHIP_POSTS)),
    ...land.villages.flatMap(({ organisation }) => of(organisation, VILLAGE_POSTS)),
  ];
}
