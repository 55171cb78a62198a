import { dueAt } from '../../sfu-server/governance/event-limits.ts';
import { eventNumber } from '../../sfu-server/governance/event-numbers.ts';
import { countyYear } from '../../sfu-server/governance/number-series.ts';
import { EVENT_STATES, type EventState, type GovernanceEvent } from '../../sfu-server/protocol/entities/event.ts';
import type { EventNoteTable, EventTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import { DETAILS, DUPLICATE_NOTE, KIND_WEIGHTS, STEP_NOTES, SUBJECTS } from './event-texts.ts';
import { pointWithin } from './geometry.ts';
import { type Land, type PlacedGrid, toDegrees, type Village } from './land.ts';
import { COUNTY } from './names.ts';
import type { SeededRandom } from './random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How many events stand open in each state: 86 in all. */
const OPEN: { readonly [S in Exclude<EventState, 'closed'>]: number } = {
  reported: 14,
  accepted: 10,
  dispatched: 15,
  acknowledged: 11,
  handling: 22,
  reportedBack: 9,
  verified: 5,
};
/** Open ones are from the last days; of those, this many newest are open without exception. */
const OPEN_WITHIN_MS = 4 * DAY_MS;
const NEWEST_OPEN = 56;
/** The usual way through the states, which most events take. */
const FULL_WAY = EVENT_STATES;
/** Ways that end earlier or skip the dispatch; all keep to EVENT_TRANSITIONS. */
const DUPLICATE_WAY: readonly EventState[] = ['reported', 'closed'];
const OWN_WAY: readonly EventState[] = ['reported', 'accepted', 'handling', 'reportedBack', 'verified', 'closed'];
/** Minutes that each step usually takes to come. */
const STEP_MINUTES: { readonly [S in EventState]: number } = {
  reported: 0,
  accepted: 8,
  dispatched: 6,
  acknowledged: 15,
  handling: 50,
  reportedBack: 420,
  verified: 200,
  closed: 90,
};
/** Share of a day's events by hour of the county's day (UTC+8). */
const BY_HOUR = [1, 1, 0, 0, 1, 2, 4, 7, 11, 12, 11, 8, 5, 6, 10, 11, 10, 8, 6, 4, 3, 2, 2, 1];
const COUNTY_OFFSET_MS = 8 * HOUR_MS;

export interface DemoEvents {
  readonly events: readonly EventTable[];
  readonly notes: readonly EventNoteTable[];
  /** Where the number series of each year goes on. */
  readonly series: readonly { year: number; next: number }[];
}

/** How many events over how many days. */
interface Amount {
  readonly count: number;
  readonly days: number;
}

/** Events that end at `until` (UTC ms), as a county would have them. */
export function reportEvents(
  random: SeededRandom,
  land: Land,
  accounts: readonly DemoAccount[],
  until: number,
  amount: Amount,
): DemoEvents {
  const events: EventTable[] = [];
  const notes: EventNoteTable[] = [];
  const open = Object.entries(OPEN).flatMap(([state, count]) => Array.from({ length: count }, () => state as EventState));
  const times = reportTimes(random, until, open.length, amount);
  const numbers = new EventNumbers(times, amount);
  const openStates = spreadOpen(random, times, open, until);
  for (const at of times) {
    const village = random.pick(land.villages);
    const grid = random.pick(village.grids);
    const end = openStates.get(at) ?? 'closed';
    const event = newEvent(random, accounts, village, grid, at, numbers.next(at));
    events.push(event);
    notes.push(...advance(random, accounts, village, event, wayTo(random, end), until));
  }
  return { events, notes, series: numbers.series };
}

/** Which events stand open, by the time of their report, and in which state: the newer, the less far. */
function spreadOpen(random: SeededRandom, times: readonly number[], states: readonly EventState[], until: number): Map<number, EventState> {
  const newest = times.slice(-NEWEST_OPEN);
  const older = random.shuffled(times.slice(0, -NEWEST_OPEN).filter((at) => at > until - OPEN_WITHIN_MS));
  const open = [...newest, ...older.slice(0, states.length - newest.length)].sort((a, b) => b - a);
  const byProgress = [...states]
    .map((state) => ({ state, rank: EVENT_STATES.indexOf(state) + random.normal() }))
    .sort((a, b) => a.rank - b.rank);
  return new Map(open.map((at, index) => [at, byProgress[index]?.state ?? 'reported']));
}

/** When events come in, oldest first; enough of them recent enough to be open. No two at the same ms. */
function reportTimes(random: SeededRandom, until: number, open: number, { count, days }: Amount): number[] {
  const times = new Set<number>();
  const midnight = until - ((until + COUNTY_OFFSET_MS) % DAY_MS);
  while (times.size < count) {
    const recent = times.size < open;
    const day = recent ? random.integer(0, 3) : random.integer(0, days);
    const hour = Number(random.weighted(Object.fromEntries(BY_HOUR.map((share, h) => [h, share]))));
    const at = midnight - day * DAY_MS + hour * HOUR_MS + random.integer(0, HOUR_MS - 1);
    if (at < until - MINUTE_MS && at > until - days * DAY_MS) times.add(at);
  }
  return [...times].sort((a, b) => a - b);
}

/** Numbers without gaps, as if the county had reported at this pace since New Year. */
class EventNumbers {
  readonly #next = new Map<number, number>();

  constructor(times: readonly number[], { count, days }: Amount) {
    const first = times[0];
    if (first === undefined) return;
    const newYear = Date.UTC(countyYear(first), 0, 1) - COUNTY_OFFSET_MS;
    this.#next.set(countyYear(first), Math.round(((first - newYear) / DAY_MS) * (count / days)) + 1);
  }

  next(at: number): string {
    const year = countyYear(at);
    const n = this.#next.get(year) ?? 1;
    this.#next.set(year, n + 1);
    return eventNumber(COUNTY.shortName, year, n);
  }

  get series(): { year: number; next: number }[] {
    return [...this.#next].map(([year, next]) => ({ year, next }));
  }
}

function newEvent(
  random: SeededRandom,
  accounts: readonly DemoAccount[],
  village: Village,
  grid: PlacedGrid,
  at: number,
  number: string,
): EventTable {
  const kind = random.weighted(KIND_WEIGHTS);
  const [subject, level] = random.pick(SUBJECTS[kind]);
  const { lat, lng } = toDegrees(pointWithin(random, grid.cell));
  // The grid worker's own account where there is one; elsewhere the duty seat took it in for the worker.
  const own = accounts.find((account) => account.role === 'gridWorker' && account.orgId === village.organisation.id);
  return {
    id: random.id(at),
    org_id: village.organisation.id,
    grid_id: grid.row.id,
    number,
    title: `${village.organisation.name}${subject}`,
    detail: random.pick(DETAILS),
    kind,
    level,
    state: 'reported',
    lat,
    lng,
    reported_by_id: (own ?? byUsername(accounts, 'duty')).id,
    reported_by_name: own?.name ?? grid.row.worker_name ?? '县指挥中心值班席',
    reported_at: at,
    received_at: at,
    updated_at: at,
    due_at: null,
  };
}

function wayTo(random: SeededRandom, end: EventState): readonly EventState[] {
  if (end === 'closed') return random.next() < 0.06 ? DUPLICATE_WAY : random.next() < 0.12 ? OWN_WAY : FULL_WAY;
  return FULL_WAY.slice(0, FULL_WAY.indexOf(end) + 1);
}

/** Takes an event along its way, none of it later than `until`. @returns the notes of the steps */
function advance(
  random: SeededRandom,
  accounts: readonly DemoAccount[],
  village: Village,
  event: EventTable,
  way: readonly EventState[],
  until: number,
): EventNoteTable[] {
  const steps = way.slice(1);
  const waits = steps.map((state) => STEP_MINUTES[state] * MINUTE_MS * (0.3 + 1.6 * random.next()));
  const total = waits.reduce((a, b) => a + b, 0);
  // What was reported just now has gone through its steps faster.
  const pace = Math.min(1, (until - event.reported_at) / (total + 1));
  let at = event.reported_at;
  return steps.map((state, index) => {
    at = Math.round(at + (waits[index] ?? 0) * pace);
    event.state = state;
    event.updated_at = at;
    if (state === 'accepted') event.due_at = dueAt(event.level as GovernanceEvent['level'], at);
    const by = actorOf(state, accounts, village);
    return {
      id: random.id(at),
      event_id: event.id,
      at,
      by_account_id: by.id,
      by_name: by.name,
      state,
      text: way === DUPLICATE_WAY ? DUPLICATE_NOTE : random.pick(STEP_NOTES[state]),
    };
  });
}

/** The centre takes in, dispatches, checks and closes; the township does the rest. */
function actorOf(state: EventState, accounts: readonly DemoAccount[], village: Village): { id: string; name: string } {
  const duty = byUsername(accounts, 'duty');
  if (['accepted', 'dispatched', 'verified', 'closed'].includes(state)) return duty;
  const own = accounts.find((account) => account.role === 'operator' && account.orgId === village.township.id);
  return own ?? { id: duty.id, name: `${village.township.name}综治中心` };
}

function byUsername(accounts: readonly DemoAccount[], username: string): DemoAccount {
  const account = accounts.find((candidate) => candidate.username === username);
  if (account === undefined) throw new RangeError(`There is no account ${username}.`);
  return account;
}
