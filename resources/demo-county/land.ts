import type { GridTable, OrganisationTable } from '../../sfu-server/store/tables.ts';
import { type Cell, type Point, tile } from './geometry.ts';
import { COUNTY, isStreet, personName, TOWNSHIPS, VillageNames } from './names.ts';
import { partition, shareOut } from './partition.ts';
import type { SeededRandom } from './random.ts';

/** The middle of the county. It lies somewhere in the middle of China, and nowhere: 晶泉县 does not exist. */
const MIDDLE = { lat: 32.18, lng: 112.24 };
const KM_PER_DEGREE = 111.32;
/** Square km per grid: 1,604 grids make a county of some 1,900 km². */
const KM2_PER_GRID = 1.2;

export interface Village {
  readonly organisation: OrganisationTable;
  readonly township: OrganisationTable;
  readonly grids: readonly PlacedGrid[];
}

export interface PlacedGrid {
  readonly row: GridTable;
  readonly cell: Cell;
}

export interface Land {
  readonly county: OrganisationTable;
  readonly townships: readonly OrganisationTable[];
  readonly villages: readonly Village[];
}

/** WGS84 of a point, to about a decimetre; the same point always gives the same degrees, so that neighbours share their edges. */
export function toDegrees([x, y]: Point): { lat: number; lng: number } {
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    lat: round(MIDDLE.lat + y / KM_PER_DEGREE),
    lng: round(MIDDLE.lng + x / (KM_PER_DEGREE * Math.cos((MIDDLE.lat * Math.PI) / 180))),
  };
}

/** The county's tree and the grids that tile it. `bornAt`: time within the ids, UTC ms. */
export function layOutLand(random: SeededRandom, size: { villages: number; grids: number }, bornAt: number): Land {
  const radius = Math.sqrt((size.grids * KM2_PER_GRID) / Math.PI);
  const cells = tile(random, size.grids, radius, TOWNSHIPS.length);
  const county = organisation(random.id(bornAt), null, 'county', COUNTY.name, COUNTY.code, COUNTY.shortName);
  const pieces = partition(random, cells, [...cells.keys()], TOWNSHIPS.length);
  const villagesPerTownship = shareOut(
    size.villages,
    pieces.map((piece) => piece.length),
  );
  const names = new VillageNames(random);
  const counters = { town: 100, township: 200, street: 0 };
  const townships: OrganisationTable[] = [];
  const villages: Village[] = [];
  for (const [index, name] of TOWNSHIPS.entries()) {
    // GB/T 10114: streets from 001, towns from 100, townships from 200.
    const kind = kindOf(name);
    counters[kind] += 1;
    const code = COUNTY.code + digits(counters[kind], 3);
    const township = organisation(random.id(bornAt), county, 'township', name, code, name);
    townships.push(township);
    const parts = partition(random, cells, pieces[index] ?? [], villagesPerTownship[index] ?? 0);
    for (const [number, part] of parts.entries()) {
      const villageName = names.next(name, number === 0);
      // Communities from 001, villages from 200.
      const villageCode = code + digits(number + (isStreet(name) ? 1 : 201), 3);
      const village = organisation(random.id(bornAt), township, 'village', villageName, villageCode, villageName);
      villages.push({ organisation: village, township, grids: part.map((cell, i) => grid(random, cells, cell, village, i + 1, bornAt)) });
    }
  }
  return { county, townships, villages };
}

function kindOf(township: string): 'town' | 'township' | 'street' {
  if (isStreet(township)) return 'street';
  return township.endsWith('镇') ? 'town' : 'township';
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function organisation(
  id: string,
  parent: OrganisationTable | null,
  level: OrganisationTable['level'],
  name: string,
  code: string,
  shortName: string,
): OrganisationTable {
  return { id, parent_id: parent?.id ?? null, level, name, short_name: shortName, code, path: `${parent?.path ?? ''}${code}/` };
}

function grid(
  random: SeededRandom,
  cells: readonly Cell[],
  index: number,
  village: OrganisationTable,
  number: number,
  bornAt: number,
): PlacedGrid {
  const cell = cells[index];
  if (cell === undefined) throw new RangeError(`There is no cell ${index}.`);
  const centre = toDegrees(cell.centre);
  const ring = cell.ring.map(toDegrees).map(({ lat, lng }) => [lng, lat]);
  return {
    cell,
    row: {
      id: random.id(bornAt),
      org_id: village.id,
      name: `${village.name}第${number}网格`,
      code: village.code + digits(number, 3),
      ring: JSON.stringify(ring.filter((point, i) => String(point) !== String(ring[(i + 1) % ring.length]))),
      lat: centre.lat,
      lng: centre.lng,
      // Some grids are always without a worker.
      worker_name: random.next() < 0.03 ? null : personName(random),
      households: village.name.endsWith('社区') ? random.integer(180, 520) : random.integer(45, 260),
    },
  };
}
