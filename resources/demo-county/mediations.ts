import { type CaseField, type CaseState, caseFieldSchema } from '../../sfu-server/protocol/entities/case.ts';
import { HELP_KINDS, newMediation, type Party, REFERRERS, type Side, type Source } from '../../sfu-server/protocol/entities/mediation.ts';
import type {
  CaseTable,
  MediationPartyTable,
  MediationSessionTable,
  MediationTable,
  MediationTransferTable,
} from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import { personName } from './names.ts';
import { phoneNumber } from './phone-numbers.ts';
import { SeededRandom } from './random.ts';
import { DAY_MS, officeTime } from './time.ts';

/** Of these, only the open cases are written out; those that were closed long ago have their words alone. */
const WRITTEN_DAYS = 60;
const REQUESTS = ['请求对方停止侵害、恢复原状。', '请求依法依理公平处理。', '请求双方协商一致解决。'] as const;
/** What is asked for in disputes of a field; in the others, one of `REQUESTS`. */
const REQUESTS_OF: { readonly [K in CaseField]?: readonly string[] } = {
  injury: ['请求赔偿损失并赔礼道歉。', '请求赔偿医疗费和误工费。'],
  traffic: ['请求赔偿医疗费、误工费和车辆修理费。'],
  medical: ['请求查明诊疗经过，依法赔偿。'],
  contract: ['请求依约付清欠款。', '请求继续履行合同。'],
  labour: ['请求付清拖欠的工资。'],
  land: ['请求共同划清界址。'],
};
const JOBS = ['务农', '个体经营', '务工', '教师', '司机'] as const;
/** Whoever was born before works no more, but in the fields. */
const RETIRED_BORN = 1964;
const JOBS_OF_THE_OLD = ['务农', '退休'] as const;
const NATIONS = ['汉族', '汉族', '汉族', '汉族', '回族', '土家族'] as const;
const RELATIONS = ['律师', '子女', '近亲属', '法律工作者'] as const;
const ORIGINS: { readonly [K in (typeof REFERRERS)[number]]: string } = {
  petitionOffice: '县信访局',
  police: '双湖派出所',
  court: '晶泉县人民法院',
  arbitration: '县劳动人事争议仲裁院',
  event: '网格上报',
};
/** In these somebody mediates, or did. */
const ASSIGNED: readonly CaseState[] = ['handling', 'settled', 'failed', 'withdrawn'];

export interface DemoMediations {
  readonly mediations: readonly MediationTable[];
  readonly parties: readonly MediationPartyTable[];
  readonly sessions: readonly MediationSessionTable[];
  readonly transfers: readonly MediationTransferTable[];
}

/**
 * What the mediations among the cases have beside their words. Cases of centres that have a mediator's account are assigned to it,
 * which also names who handles them.
 */
export function writeMediations(
  seed: number,
  cases: readonly CaseTable[],
  accounts: readonly DemoAccount[],
  until: number,
): DemoMediations {
  // Its own numbers: the rest of the county stays as it is.
  const random = new SeededRandom(seed + 5);
  const all = { mediations: [] as MediationTable[], parties: [] as MediationPartyTable[] };
  const course = { sessions: [] as MediationSessionTable[], transfers: [] as MediationTransferTable[] };
  for (const kase of cases) {
    if (kase.kind !== 'mediation') continue;
    const mediator = accounts.find(({ role, orgId }) => role === 'mediator' && orgId === kase.org_id);
    const recent = kase.state !== 'closed' || kase.registered_at > until - WRITTEN_DAYS * DAY_MS;
    const assigned = mediator !== undefined && ASSIGNED.some((state) => state === kase.state) ? mediator : null;
    if (assigned !== null) kase.handler_name = assigned.name;
    const { source, request } = recent ? wordsOf(random, kase.field) : newMediation(kase.id, 0);
    all.mediations.push({
      id: kase.id,
      source: JSON.stringify(source),
      request,
      amount_fen: recent && random.next() < 0.6 ? random.integer(5, 2000) * 10_000 : null,
      simple: 0,
      mediator_id: assigned?.id ?? null,
      mediator_name: assigned?.name ?? null,
      assistants: '[]',
      suspended_at: null,
      suspended_by_name: null,
      suspension_reason: null,
      suspension_left_ms: null,
      updated_at: kase.updated_at,
    });
    if (!recent) continue;
    all.parties.push(...partiesOf(random, kase));
    if (kase.state === 'handling') course.sessions.push(sessionOf(random, kase, until));
    if (kase.state === 'failed') course.transfers.push(letterOf(random, kase));
  }
  return { ...all, ...course };
}

function wordsOf(random: SeededRandom, field: CaseTable['field']): { source: Source; request: string } {
  const kind = random.weighted({ application: 70, referral: 22, initiative: 8 });
  const from = kind === 'referral' ? random.pick(REFERRERS) : null;
  const helped = kind === 'application' ? random.pick(HELP_KINDS) : 'none';
  const source = { kind, from, originNumber: null, originName: from === null ? null : ORIGINS[from], helped };
  return { source, request: random.pick(requestsOf(field)) };
}

function requestsOf(field: CaseTable['field']): readonly string[] {
  const known = caseFieldSchema.safeParse(field);
  return (known.success ? REQUESTS_OF[known.data] : undefined) ?? REQUESTS;
}

/** The two whom the case names, and now and then another on a side. */
function partiesOf(random: SeededRandom, kase: CaseTable): MediationPartyTable[] {
  const parties = [partyOf(random, kase, 'applicant', kase.applicant_name)];
  if (random.next() < 0.2) parties.push(partyOf(random, kase, 'applicant', personName(random)));
  if (kase.respondent_name !== null) parties.push(partyOf(random, kase, 'respondent', kase.respondent_name));
  if (random.next() < 0.2) parties.push(partyOf(random, kase, 'respondent', personName(random)));
  if (random.next() < 0.05) parties.push(partyOf(random, kase, 'third', personName(random)));
  return parties.map((party, index) => ({
    id: party.id,
    mediation_id: kase.id,
    position: index + 1,
    body: JSON.stringify(party),
  }));
}

function partyOf(random: SeededRandom, kase: CaseTable, side: Side, name: string): Party {
  const represented = random.next() < 0.15;
  const born = random.integer(1950, 1999);
  return {
    id: random.id(kase.registered_at),
    side,
    kind: 'person',
    name,
    gender: random.pick(['female', 'male'] as const),
    nation: random.pick(NATIONS),
    birthDate: `${born}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`,
    age: null,
    idNumber: null,
    job: born < RETIRED_BORN ? random.pick(JOBS_OF_THE_OLD) : random.pick(JOBS),
    phone: side === 'applicant' && kase.phone !== null ? kase.phone : phoneNumber(random),
    address: null,
    legalRepresentative: null,
    guardian: null,
    representatives: represented
      ? [
          {
            name: personName(random),
            phone: phoneNumber(random),
            relation: random.pick(RELATIONS),
            authority: random.pick(['general', 'special'] as const),
            words: null,
          },
        ]
      : [],
  };
}

/** A hearing within a week, the first ones today. */
function sessionOf(random: SeededRandom, kase: CaseTable, until: number): MediationSessionTable {
  return {
    id: random.id(kase.updated_at),
    mediation_id: kase.id,
    starts_at: officeTime(until + random.integer(0, 6) * DAY_MS, random.next()),
    duration_min: random.pick([60, 90, 120] as const),
    place: random.next() < 0.5 ? '调解室' : null,
    room_id: null,
    cancel_reason: null,
    planned_by_id: kase.registered_by_id,
    planned_by_name: kase.registered_by_name,
  };
}

function letterOf(random: SeededRandom, kase: CaseTable): MediationTransferTable {
  const words = {
    direction: 'to',
    office: 'court',
    officeName: '晶泉县人民法院',
    letterNumber: null,
    papers: ['人民调解申请书', '调解记录', '证据材料'],
    reason: '调解不成，当事人拟起诉。',
  };
  return {
    id: random.id(kase.updated_at),
    mediation_id: kase.id,
    kind: 'handover',
    at: kase.updated_at,
    by_account_id: kase.registered_by_id,
    by_name: kase.handler_name ?? kase.registered_by_name,
    from_org_id: null,
    to_org_id: null,
    reason: words.reason,
    body: JSON.stringify(words),
    receipt: null,
  };
}
