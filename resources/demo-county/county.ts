import type { ContactTable } from '../../sfu-server/store/tables.ts';
import { type DemoAccount, demoAccounts, GRID_WORKER } from './accounts.ts';
import { type DemoCameras, hangCameras } from './cameras.ts';
import { type DemoCases, registerCases } from './cases.ts';
import { listContacts } from './contacts.ts';
import { type DemoDocuments, issueDocuments } from './documents.ts';
import { type DemoEvents, reportEvents } from './events.ts';
import { callDepartments, type DemoJoint } from './joint.ts';
import { type Land, layOutLand } from './land.ts';
import { tellStories } from './mediation-stories.ts';
import { type DemoMediations, writeMediations } from './mediations.ts';
import { type DemoMeetings, planMeetings } from './meetings.ts';
import { SeededRandom } from './random.ts';
import { type DemoTeam, gatherTeam } from './team.ts';

export type Scale = 'county' | 'year' | 'city';

interface Size {
  readonly villages: number;
  readonly grids: number;
  readonly cameras: number;
  /** How many events over how many days. */
  readonly events: { readonly count: number; readonly days: number };
}

const FOUR_WEEKS = { count: 2268, days: 28 };
/** `county` and `city` by the contract; `year` is the county with the 20,000 events that most of a year brings, to measure with. */
const SIZES: { readonly [S in Scale]: Size } = {
  county: { villages: 346, grids: 1604, cameras: 3300, events: FOUR_WEEKS },
  year: { villages: 346, grids: 1604, cameras: 3300, events: { count: 20_000, days: 247 } },
  city: { villages: 346, grids: 6895, cameras: 100_000, events: FOUR_WEEKS },
};
const SEED = 991_100;
/** Time within the ids of all that does not depend on the start: 2026-01-01. */
const BORN_AT = Date.UTC(2026, 0, 1);

export interface DemoCounty {
  readonly land: Land;
  readonly accounts: readonly DemoAccount[];
  readonly cameras: DemoCameras;
  readonly events: DemoEvents;
  readonly cases: DemoCases;
  readonly mediations: DemoMediations;
  readonly team: DemoTeam;
  readonly joint: DemoJoint;
  readonly contacts: readonly ContactTable[];
  readonly documents: DemoDocuments;
  readonly meetings: DemoMeetings;
}

/** The demo county: the same for the same seed, but for events, cases and documents, which end at `startedAt` (UTC ms). */
export function makeDemoCounty(scale: Scale, startedAt: number, seed: number = SEED): DemoCounty {
  const size = SIZES[scale];
  const random = new SeededRandom(seed);
  const land = layOutLand(random, size, BORN_AT);
  const firstGrid = land.villages[0]?.grids[0];
  if (firstGrid !== undefined) firstGrid.row.worker_name = GRID_WORKER;
  const accounts = demoAccounts(random, land, BORN_AT);
  const cameras = hangCameras(random, land, size.cameras, BORN_AT);
  const events = reportEvents(random, land, accounts, startedAt, size.events);
  const cases = registerCases(random, land, accounts, startedAt);
  const written = writeMediations(seed, cases.cases, accounts, startedAt);
  const mediations = tellStories({ seed, land, accounts, cases: cases.cases, mediations: written, until: startedAt });
  const team = gatherTeam(seed, { land, accounts, bornAt: BORN_AT }, cases.cases, mediations);
  const joint = callDepartments(seed, land, accounts, BORN_AT);
  const contacts = listContacts(random, land, BORN_AT);
  const documents = issueDocuments(random, land, accounts, startedAt);
  const meetings = planMeetings(random, land, accounts, startedAt);
  return { land, accounts, cameras, events, cases, mediations, team, joint, contacts, documents, meetings };
}
