import type { Role } from '../../sfu-server/protocol/roles.ts';
import type { Land } from './land.ts';
import type { SeededRandom } from './random.ts';

/** By the contract. Known to everybody: a server for real work refuses to start with these accounts. */
export const DEMO_PASSWORD = 'Demo-2026';

export interface DemoAccount {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly orgId: string;
}

type Place = 'county' | 'township' | 'township2' | 'village';

const ACCOUNTS: readonly (readonly [username: string, name: string, role: Role, place: Place])[] = [
  ['admin', '县综治中心管理员', 'admin', 'county'],
  ['leader', '副县长 陈立民', 'leader', 'county'],
  ['duty', '县指挥中心值班席', 'duty', 'county'],
  ['host', '县会务中心 何静', 'host', 'county'],
  ['mediator', '县矛调中心调解员 许文清', 'mediator', 'county'],
  ['clerk', '县信访局接访员 孙慧敏', 'clerk', 'county'],
  ['township', '双湖镇综治中心', 'operator', 'township'],
  ['township2', '柳堤镇综治中心', 'operator', 'township2'],
  ['village', '双湖村综治中心', 'operator', 'village'],
  ['mediator-township', '双湖镇调解员 赵国安', 'mediator', 'township'],
  ['grid', '网格员 李秀兰', 'gridWorker', 'village'],
  ['court', '县法院法官 郑明', 'officer', 'county'],
  ['justice', '县司法局 方晓峰', 'officer', 'county'],
];

/** The name under which the grid worker's account stands on the first grid. */
export const GRID_WORKER = '李秀兰';

export function demoAccounts(random: SeededRandom, land: Land, bornAt: number): DemoAccount[] {
  const [first, second] = land.townships;
  const places: { readonly [P in Place]: string | undefined } = {
    county: land.county.id,
    township: first?.id,
    township2: second?.id,
    village: land.villages[0]?.organisation.id,
  };
  return ACCOUNTS.map(([username, name, role, place]) => {
    const orgId = places[place];
    if (orgId === undefined) throw new RangeError(`There is no place for ${username}.`);
    return { id: random.id(bornAt), username, name, role, orgId };
  });
}
