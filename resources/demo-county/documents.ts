import { paperNumber } from '../../sfu-server/governance/paper-numbers.ts';
import type { DocumentShareTable, DocumentTable, OrganisationTable } from '../../sfu-server/store/tables.ts';
import type { DemoAccount } from './accounts.ts';
import { PAPERS } from './document-texts.ts';
import type { Land } from './land.ts';
import { COUNTY } from './names.ts';
import type { SeededRandom } from './random.ts';
import { RunningNumbers, type SeriesStart } from './running-numbers.ts';
import { DAY_MS, officeTime } from './time.ts';

const COUNT = 60;
const SPAN_DAYS = 365;
/** The others are handed down by townships, to their villages. */
const FROM_COUNTY = 0.7;
/** Of the county's, the others go to a few townships only. */
const TO_ALL = 0.75;
const FEW = 5;

export interface DemoDocuments {
  readonly documents: readonly DocumentTable[];
  readonly shares: readonly DocumentShareTable[];
  readonly series: readonly SeriesStart[];
}

/** A year of papers that end at `until` (UTC ms), each shared with those whom it is for. */
export function issueDocuments(random: SeededRandom, land: Land, accounts: readonly DemoAccount[], until: number): DemoDocuments {
  const issuer = accounts.find(({ username }) => username === 'admin');
  if (issuer === undefined) throw new RangeError('There is nobody who issues documents.');
  const numbers = new RunningNumbers();
  const documents: DocumentTable[] = [];
  const shares: DocumentShareTable[] = [];
  for (const at of issueTimes(random, until)) {
    const org = random.next() < FROM_COUNTY ? land.county : random.pick(land.townships);
    const { kind, subjects, body } = random.pick(PAPERS);
    const { year, n } = numbers.take(org.id, 'document', at);
    const id = random.id(at);
    const whose = org.level === 'county' ? COUNTY.name : org.name;
    documents.push({
      id,
      org_id: org.id,
      number: paperNumber(org.short_name, 'document', year, n),
      title: `${whose}${random.pick(subjects)}`,
      kind,
      body,
      issued_by_id: issuer.id,
      issued_by_name: org.level === 'county' ? issuer.name : `${org.name}综治中心`,
      issued_at: at,
      received_at: at,
      updated_at: at,
    });
    shares.push(...receivers(random, land, org).map(({ id: orgId }) => ({ document_id: id, org_id: orgId })));
  }
  return { documents, shares, series: numbers.starts };
}

function issueTimes(random: SeededRandom, until: number): number[] {
  const times: number[] = [];
  while (times.length < COUNT) {
    const at = officeTime(until - random.next() * SPAN_DAYS * DAY_MS, random.next());
    if (at < until) times.push(at);
  }
  return times.sort((a, b) => a - b);
}

function receivers(random: SeededRandom, land: Land, from: OrganisationTable): OrganisationTable[] {
  if (from.level !== 'county') return land.villages.filter(({ township }) => township === from).map(({ organisation }) => organisation);
  return random.next() < TO_ALL ? [...land.townships] : random.shuffled(land.townships).slice(0, FEW);
}
