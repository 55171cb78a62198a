import { caseDueAt, DEFAULT_MEDIATION_DAYS } from '../../sfu-server/governance/case-limits.ts';
import { paperNumber } from '../../sfu-server/governance/paper-numbers.ts';
import type { CaseKind, CaseState } from '../../sfu-server/protocol/entities/case.ts';
import type { CaseNoteTable, CaseTable, OrganisationTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import { CASE_STEP_NOTES, MATTERS } from './case-texts.ts';
import type { Land, Village } from './land.ts';
import { personName } from './names.ts';
import { phoneNumber } from './phone-numbers.ts';
import type { SeededRandom } from './random.ts';
import { RunningNumbers, type SeriesStart } from './running-numbers.ts';
import { DAY_MS, HOUR_MS, officeTime } from './time.ts';

const COUNT = 5000;
const SPAN_DAYS = 730;
/** Cases of the last weeks are mostly still under way. */
const FRESH_DAYS = 28;
/** Of all cases, this many are of the last weeks. */
const FRESH_SHARE = 0.09;
/** Ways through the states, by how often they are taken; all keep to CASE_TRANSITIONS. */
const WAYS: Readonly<Record<string, readonly CaseState[]>> = {
  settled: ['registered', 'accepted', 'handling', 'settled', 'closed'],
  failed: ['registered', 'accepted', 'handling', 'failed', 'closed'],
  refused: ['registered', 'refused', 'closed'],
  withdrawn: ['registered', 'accepted', 'handling', 'withdrawn', 'closed'],
};
const WAY_WEIGHTS = { settled: 80, failed: 10, refused: 6, withdrawn: 4 };
/** Days that a step usually takes. */
const STEP_DAYS: { readonly [S in CaseState]: number } = {
  registered: 0,
  accepted: 2,
  refused: 3,
  handling: 2,
  settled: 9,
  failed: 15,
  withdrawn: 3,
  closed: 4,
};
/** Who handles a case: most are settled near to where they arise. */
const AT_WEIGHTS = { county: 12, township: 48, village: 40 };

export interface DemoCases {
  readonly cases: readonly CaseTable[];
  readonly notes: readonly CaseNoteTable[];
  readonly series: readonly SeriesStart[];
}

/** Two years of cases that end at `until` (UTC ms), as the centres of a county would have them. */
export function registerCases(random: SeededRandom, land: Land, accounts: readonly DemoAccount[], until: number): DemoCases {
  const cases: CaseTable[] = [];
  const notes: CaseNoteTable[] = [];
  const numbers = new RunningNumbers();
  for (const at of registrationTimes(random, until)) {
    const village = random.pick(land.villages);
    const row = newCase(random, land, accounts, village, at, numbers);
    cases.push(row);
    notes.push(...advance(random, row, until));
  }
  return { cases, notes, series: numbers.starts };
}

function registrationTimes(random: SeededRandom, until: number): number[] {
  const times: number[] = [];
  while (times.length < COUNT) {
    const days = random.next() < FRESH_SHARE ? random.next() * FRESH_DAYS : random.next() * SPAN_DAYS;
    const at = officeTime(until - days * DAY_MS, random.next());
    if (at < until) times.push(at);
  }
  return times.sort((a, b) => a - b);
}

function newCase(
  random: SeededRandom,
  land: Land,
  accounts: readonly DemoAccount[],
  village: Village,
  at: number,
  numbers: RunningNumbers,
): CaseTable {
  const org = handlingOrganisation(random, land, village);
  // Villages mediate; petitions are received by the county and the townships.
  const kind: CaseKind = org.level !== 'village' && random.next() < 0.45 ? 'petition' : 'mediation';
  const matter = MATTERS[kind][Number(random.weighted(Object.fromEntries(MATTERS[kind].map(({ weight }, index) => [index, weight]))))];
  if (matter === undefined) throw new RangeError(`There is no matter for ${kind}.`);
  const applicant = personName(random);
  const respondent = kind === 'mediation' ? personName(random) : null;
  const subject = random.pick(matter.subjects);
  const { year, n } = numbers.take(org.id, kind, at);
  const by = registrarOf(accounts, org, kind);
  return {
    id: random.id(at),
    org_id: org.id,
    grid_id: random.pick(village.grids).row.id,
    number: paperNumber(org.short_name, kind, year, n),
    kind,
    title: respondent === null ? `${village.organisation.name}${applicant}${subject.title}` : `${applicant}与${respondent}${subject.title}`,
    applicant_name: applicant,
    respondent_name: respondent,
    phone: random.next() < 0.9 ? phoneNumber(random) : null,
    facts: subject.facts,
    field: matter.field,
    state: 'registered',
    handler_name: random.next() < 0.85 ? personName(random) : null,
    registered_by_id: by.id,
    registered_by_name: by.name,
    registered_at: at,
    received_at: at,
    updated_at: at,
    due_at: caseDueAt({ kind, from: null, state: 'registered', at, before: null, days: DEFAULT_MEDIATION_DAYS.usual }),
  };
}

function handlingOrganisation(random: SeededRandom, land: Land, village: Village): OrganisationTable {
  const level = random.weighted(AT_WEIGHTS);
  if (level === 'county') return land.county;
  return level === 'township' ? village.township : village.organisation;
}

/** Takes a case along its way as far as `until` lets it come. @returns the notes of the steps */
function advance(random: SeededRandom, row: CaseTable, until: number): CaseNoteTable[] {
  const kind: CaseKind = row.kind === 'petition' ? 'petition' : 'mediation';
  const way = WAYS[random.weighted(WAY_WEIGHTS)] ?? [];
  const notes: CaseNoteTable[] = [];
  let at = row.registered_at;
  for (const [index, state] of way.slice(1).entries()) {
    at = officeTime(at + STEP_DAYS[state] * DAY_MS * (0.3 + 1.6 * random.next()), random.next());
    // Two steps of one morning come one after the other.
    at = Math.max(at, row.updated_at + HOUR_MS / 4);
    if (at > until) break;
    row.due_at = caseDueAt({ kind, from: way[index] ?? null, state, at, before: row.due_at, days: DEFAULT_MEDIATION_DAYS.usual });
    row.state = state;
    row.updated_at = at;
    notes.push({
      id: random.id(at),
      case_id: row.id,
      at,
      by_account_id: row.registered_by_id,
      by_name: row.handler_name ?? row.registered_by_name,
      state,
      text: random.pick(CASE_STEP_NOTES[kind][state]),
    });
  }
  return notes;
}

/** The seat of the organisation where there is one; elsewhere the county's mediator or clerk took it in. */
function registrarOf(accounts: readonly DemoAccount[], org: OrganisationTable, kind: CaseKind): { id: string; name: string } {
  const own = accounts.find((account) => account.role === 'operator' && account.orgId === org.id);
  if (own !== undefined) return own;
  const role = kind === 'mediation' ? 'mediator' : 'clerk';
  const county = accounts.find((account) => account.role === role);
  if (county === undefined) throw new RangeError(`There is no ${role}.`);
  return org.level === 'county' ? county : { id: county.id, name: `${org.name}综治中心` };
}
