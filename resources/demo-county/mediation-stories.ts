import type { Party } from '../../sfu-server/protocol/entities/mediation.ts';
import { partySchema } from '../../sfu-server/protocol/entities/mediation.ts';
import type { CaseTable, MediationPartyTable, MediationTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import type { Land } from './land.ts';
import type { DemoMediations } from './mediations.ts';
import { phoneNumber } from './phone-numbers.ts';
import { SeededRandom } from './random.ts';
import { DAY_MS, HOUR_MS, officeTime } from './time.ts';

const HALF_HOUR_MS = HOUR_MS / 2;
/** Of the simple and the usual procedure together: enough for what a suspended case has left. */
const LEFT_MS = 12 * DAY_MS;

interface Told {
  readonly seed: number;
  readonly land: Land;
  readonly accounts: readonly DemoAccount[];
  readonly cases: readonly CaseTable[];
  readonly mediations: DemoMediations;
  /** Start of the demo, UTC ms. */
  readonly until: number;
}

/**
 * Makes some of the open disputes into ones that everybody can try something with: a minor with her guardian, a company, one that stands
 * still, two that were passed up and wait, and one with a hearing today. All of it is invented; the rows are changed in place.
 */
export function tellStories({ seed, land, accounts, cases, mediations, until }: Told): DemoMediations {
  // Its own numbers: the rest of the county stays as it is.
  const random = new SeededRandom(seed + 7);
  const [town] = land.townships;
  const villages = land.villages.filter(({ township }) => township === town).map(({ organisation }) => organisation.id);
  const mediator = accounts.find(({ username }) => username === 'mediator');
  const used = new Set<string>();
  const take = (fits: (kase: CaseTable) => boolean): Story | null => {
    const kase = cases.findLast((one) => one.kind === 'mediation' && !used.has(one.id) && fits(one));
    const mediation = mediations.mediations.find(({ id }) => id === kase?.id);
    if (kase === undefined || mediation === undefined) return null;
    used.add(kase.id);
    return { kase, mediation, parties: mediations.parties.filter(({ mediation_id }) => mediation_id === kase.id) };
  };
  const inCounty = ({ org_id, state }: CaseTable) => org_id === land.county.id && state === 'handling';
  const transfers = [...mediations.transfers];
  const sessions = [...mediations.sessions];

  const hearing = take(inCounty);
  if (hearing !== null && mediator !== undefined) {
    const later = Math.ceil((until + HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
    const facts = { duration_min: 90, place: null, room_id: null, cancel_reason: null };
    const planned = { planned_by_id: mediator.id, planned_by_name: mediator.name };
    const starts = sameDay(later, until) ? later : officeTime(until, 0.95);
    sessions.push({ id: random.id(until), mediation_id: hearing.kase.id, starts_at: starts, ...facts, ...planned });
    const helper = accounts.find(({ username }) => username === 'mediator-township');
    if (helper !== undefined) hearing.mediation.assistants = JSON.stringify([{ accountId: helper.id, name: helper.name }]);
  }
  const minor = take(inCounty);
  if (minor !== null) {
    const years = Number(new Date(until).getUTCFullYear()) - 14;
    const guardian = { name: `${minor.kase.applicant_name.slice(0, 1)}建军`, relation: '父亲', phone: phoneNumber(random) };
    rewrite(minor, 'applicant', { birthDate: `${years}-03-15`, job: '学生', phone: null, guardian });
    minor.mediation.request = '请求赔偿医疗费、营养费，并赔礼道歉。';
  }
  const company = take(inCounty);
  if (company !== null) {
    const name = '晶泉县兴禾农机服务有限公司';
    const { kase } = company;
    kase.title = kase.title.replace(`与${kase.respondent_name}`, `与${name}`);
    kase.respondent_name = name;
    const organisation = { nation: null, gender: null, birthDate: null, job: null, representatives: [lawyer(random)] };
    rewrite(company, 'respondent', { kind: 'organisation', name, legalRepresentative: '程兴禾', ...organisation });
    company.mediation.source = JSON.stringify({
      ...{ kind: 'referral', from: 'petitionOffice', helped: 'none' },
      ...{ originName: '晶泉县信访局', originNumber: `晶信转〔${new Date(until).getUTCFullYear()}〕18号` },
    });
    company.mediation.amount_fen = 3_860_000;
  }
  const standing = take(inCounty);
  if (standing !== null && mediator !== undefined) {
    standing.kase.due_at = null;
    const since = { suspended_at: Math.min(until, standing.kase.updated_at + HOUR_MS), suspended_by_name: mediator.name };
    Object.assign(standing.mediation, { ...since, suspension_reason: '等待房屋质量鉴定意见', suspension_left_ms: LEFT_MS });
  }
  const isOpen = ({ state }: CaseTable) => state === 'accepted' || state === 'handling' || state === 'registered';
  const up = (story: Story | null, toOrgId: string, reason: string) => {
    if (story === null) return;
    const { kase, mediation } = story;
    const by = { by_account_id: kase.registered_by_id, by_name: kase.handler_name ?? kase.registered_by_name };
    const at = Math.min(until, kase.updated_at + HOUR_MS);
    const way = { from_org_id: kase.org_id, to_org_id: toOrgId, reason, body: null, receipt: null };
    transfers.push({ id: random.id(at), mediation_id: kase.id, kind: 'escalation', at, ...by, ...way });
    Object.assign(kase, { org_id: toOrgId, handler_name: null, updated_at: at });
    Object.assign(mediation, { mediator_id: null, mediator_name: null, updated_at: at });
  };
  const ofVillage = take((kase) => isOpen(kase) && villages.includes(kase.org_id));
  const ofTown = take((kase) => isOpen(kase) && kase.org_id === town?.id);
  if (town !== undefined) up(ofVillage, town.id, '双方分属两村，村调委会两次调解未果，报请镇级调解。');
  up(ofTown, land.county.id, '涉及县直部门，镇级难以协调，报请县级调解。');
  const passedUp = [ofVillage, ofTown].map((story) => story?.kase.id);
  return { ...mediations, transfers, sessions: sessions.filter(({ mediation_id }) => !passedUp.includes(mediation_id)) };
}

interface Story {
  readonly kase: CaseTable;
  readonly mediation: MediationTable;
  readonly parties: readonly MediationPartyTable[];
}

/** Other words for the first party of a side; its id stays. */
function rewrite({ parties }: Story, side: Party['side'], change: Partial<Party>): void {
  for (const row of parties) {
    const party = partySchema.parse(JSON.parse(row.body));
    if (party.side !== side) continue;
    row.body = JSON.stringify(partySchema.parse({ ...party, ...change }));
    return;
  }
}

function lawyer(random: SeededRandom): Party['representatives'][number] {
  const words = '代为承认、放弃、变更请求，达成和签署调解协议';
  return { name: '周明理', phone: phoneNumber(random), relation: '律师', authority: 'special', words };
}

const sameDay = (a: number, b: number) => officeTime(a, 0) === officeTime(b, 0);
