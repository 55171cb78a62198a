import type { DutyHours, Weekday } from '../../sfu-server/protocol/duty-hours.ts';
import type { DisputeField, MediatorKind } from '../../sfu-server/protocol/entities/mediator-profile.ts';
import type { CaseTable, MediatorTable, PartyRatingTable, StudioTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import type { Land } from './land.ts';
import type { DemoMediations } from './mediations.ts';
import { phoneNumber } from './phone-numbers.ts';
import { SeededRandom } from './random.ts';

export interface DemoTeam {
  readonly studios: readonly StudioTable[];
  readonly mediators: readonly MediatorTable[];
  readonly ratings: readonly PartyRatingTable[];
}

type Place = 'county' | 'township' | 'township2' | 'village';
type StudioKey = 'county' | 'township';

interface Person {
  readonly name: string;
  readonly place: Place;
  readonly kind: MediatorKind;
  /** User name of the demo account that is theirs. */
  readonly username?: string;
  readonly committee: string;
  readonly studio?: StudioKey;
  readonly leads?: true;
  readonly fields: readonly DisputeField[];
  readonly days: readonly Weekday[];
  /** Hours of each of the days. */
  readonly hours: readonly (readonly [from: number, to: number])[];
  readonly certificate?: string;
  readonly languages?: readonly string[];
  readonly words: string;
}

const OFFICE: Person['hours'] = [
  [8.5, 12],
  [14, 17.5],
];
const MORNING: Person['hours'] = [[9, 11.5]];
const AFTERNOON: Person['hours'] = [[14.5, 17.5]];
const EVENING: Person['hours'] = [[18.5, 21]];
const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5];
const DIALECT = ['普通话', '本地方言'];

const PEOPLE: readonly Person[] = [
  {
    ...{
      name: '许文清',
      place: 'county',
      kind: 'fullTime',
      username: 'mediator',
      committee: '晶泉县人民调解委员会',
      studio: 'county',
      leads: true,
    },
    ...{
      fields: ['family', 'neighbour', 'housing', 'contract'],
      days: WEEK,
      hours: OFFICE,
      certificate: '晶调证 2019-0017',
      languages: DIALECT,
    },
    words: '从事人民调解十四年，擅长婚姻家庭和邻里纠纷，讲究“情理法”并用。',
  },
  {
    ...{ name: '贺志远', place: 'county', kind: 'trade', committee: '晶泉县医疗纠纷人民调解委员会', studio: 'county' },
    ...{ fields: ['medical', 'injury'], days: [1, 3], hours: MORNING, certificate: '晶调证 2021-0042' },
    words: '退休外科主任医师，负责医疗纠纷的专业咨询。',
  },
  {
    ...{ name: '邵启明', place: 'county', kind: 'lawyer', committee: '晶泉县律师调解中心', studio: 'county' },
    ...{ fields: ['contract', 'labour', 'injury', 'traffic'], days: [2, 4], hours: AFTERNOON, certificate: '执业证 19911202' },
    words: '值班律师，参与欠薪、工伤和道路交通事故赔偿的调解。',
  },
  {
    ...{
      name: '赵国安',
      place: 'township',
      kind: 'fullTime',
      username: 'mediator-township',
      committee: '双湖镇人民调解委员会',
      studio: 'township',
    },
    ...{ fields: ['housing', 'land', 'neighbour', 'environment'], days: [1, 2, 3, 4, 5, 6], hours: OFFICE },
    ...{ certificate: '晶调证 2020-0108', languages: DIALECT },
    words: '熟悉宅基地和土地承包政策，走遍全镇各村。',
  },
  {
    ...{ name: '梁文山', place: 'township', kind: 'elder', committee: '双湖镇五老乡贤理事会', studio: 'township', leads: true },
    ...{ fields: ['neighbour', 'family', 'land'], days: [6, 7], hours: MORNING, languages: DIALECT },
    words: '老支书，在村里说话有人听，周末在评理堂坐班。',
  },
  {
    ...{ name: '秦卫东', place: 'township', kind: 'police', committee: '双湖派出所', studio: 'township' },
    ...{ fields: ['neighbour', 'injury', 'traffic'], days: [1, 2, 3, 4, 5, 6, 7], hours: EVENING, certificate: '警号 991027' },
    words: '社区民警，治安类纠纷警调联动，晚间值班。',
  },
  {
    ...{
      name: '黎秀英',
      place: 'township',
      kind: 'volunteer',
      committee: '双湖镇妇女联合会',
      fields: ['family'],
      days: [2, 5],
      hours: AFTERNOON,
    },
    words: '婚姻家庭咨询志愿者。',
  },
  {
    ...{ name: '谭玉梅', place: 'township2', kind: 'partTime', committee: '柳堤镇人民调解委员会' },
    ...{ fields: ['land', 'relocation', 'environment'], days: WEEK, hours: MORNING, certificate: '晶调证 2022-0203' },
    words: '负责河道整治片区的征地和补偿纠纷。',
  },
  {
    ...{ name: '龚立勤', place: 'village', kind: 'partTime', committee: '双湖村人民调解委员会' },
    ...{ fields: ['neighbour', 'land', 'housing'], days: [1, 2, 3, 4, 5, 6, 7], hours: MORNING, languages: DIALECT },
    words: '村治保主任，小事不出村。',
  },
];

const STUDIOS: { readonly [S in StudioKey]: { readonly name: string; readonly fields: readonly DisputeField[]; readonly words: string } } =
  {
    county: {
      name: '许文清品牌调解工作室',
      fields: ['family', 'contract', 'medical', 'labour'],
      words: '县级品牌工作室，疑难复杂纠纷集中受理，每周一至周五开放。',
    },
    township: { name: '双湖评理堂', fields: ['neighbour', 'land', 'housing'], words: '五老乡贤与社区民警联合坐堂，周末照常开门。' },
  };

/** A handful of mediators with the hours of their duty, two studios, and what parties of settled cases have said. */
export function gatherTeam(
  seed: number,
  { land, accounts, bornAt }: { readonly land: Land; readonly accounts: readonly DemoAccount[]; readonly bornAt: number },
  cases: readonly CaseTable[],
  mediations: DemoMediations,
): DemoTeam {
  // Its own numbers: the rest of the county stays as it is.
  const random = new SeededRandom(seed + 7);
  const orgs: { readonly [P in Place]: string | undefined } = {
    county: land.county.id,
    township: land.townships[0]?.id,
    township2: land.townships[1]?.id,
    village: land.villages[0]?.organisation.id,
  };
  const studioIds = { county: random.id(bornAt), township: random.id(bornAt) };
  const mediators = PEOPLE.map((person): MediatorTable => {
    const orgId = orgs[person.place];
    if (orgId === undefined) throw new RangeError(`There is no place for ${person.name}.`);
    return {
      id: random.id(bornAt),
      org_id: orgId,
      account_id: accounts.find(({ username }) => username === person.username)?.id ?? null,
      studio_id: person.studio === undefined ? null : studioIds[person.studio],
      name: person.name,
      kind: person.kind,
      committee: person.committee,
      fields: JSON.stringify(person.fields),
      duty: JSON.stringify(weekOf(person)),
      certificate: person.certificate ?? null,
      languages: JSON.stringify(person.languages ?? []),
      phone: phoneNumber(random),
      words: person.words,
      photo_id: null,
      active: 1,
      updated_at: bornAt,
    };
  });
  const leaderOf = (key: StudioKey) => mediators[PEOPLE.findIndex(({ studio, leads }) => studio === key && leads === true)]?.id ?? null;
  const studios = (['county', 'township'] as const).map((key): StudioTable => {
    const { name, fields, words } = STUDIOS[key];
    const org_id = orgs[key] ?? land.county.id;
    return {
      id: studioIds[key],
      org_id,
      name,
      leader_id: leaderOf(key),
      fields: JSON.stringify(fields),
      words,
      active: 1,
      updated_at: bornAt,
    };
  });
  return { studios, mediators, ratings: rate(random, cases, mediations) };
}

/** `8.5` is half past eight. */
function weekOf({ days, hours }: Person): DutyHours[] {
  return days.flatMap((day) => hours.map(([from, to]) => ({ day, from: from * 60, to: to * 60 })));
}

function rate(random: SeededRandom, cases: readonly CaseTable[], { mediations, parties }: DemoMediations): PartyRatingTable[] {
  const settled = new Map(cases.filter(({ state }) => state === 'settled').map((one) => [one.id, one]));
  return mediations.flatMap(({ id, mediator_id }) => {
    const kase = settled.get(id);
    const party = parties.find(({ mediation_id }) => mediation_id === id);
    if (kase === undefined || party === undefined || mediator_id === null) return [];
    const stars = random.weighted({ '5': 70, '4': 25, '3': 5 });
    return [{ case_id: id, party_id: party.id, mediator_id, stars: Number(stars), words: '', at: kase.updated_at }];
  });
}
