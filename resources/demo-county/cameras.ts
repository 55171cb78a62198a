import type { CameraTable } from '../../sfu-server/store/tables.ts';
import { pointWithin } from './geometry.ts';
import { type Land, type PlacedGrid, toDegrees, type Village } from './land.ts';
import { COUNTY } from './names.ts';
import type { SeededRandom } from './random.ts';

type Kind = CameraTable['kind'];

/** An address on which nothing listens: the camera that shows what a failure looks like. */
export const DOWN_SOURCE = 'rtsp://127.0.0.1:9/down';

/** Where cameras hang, by their kind; those of `KEY` are shown first. */
const SPOTS: { readonly [K in Kind]: readonly string[] } = {
  fixed: [
    '村口',
    '村部',
    '卫生室',
    '文化广场',
    '河堤',
    '便民桥',
    '路口',
    '小学门口',
    '敬老院',
    '农贸市场',
    '停车场',
    '变电站',
    '水厂',
    '涵洞',
  ],
  ptz: ['文化广场', '水库坝顶', '集贸市场', '客运站', '渡口', '政务大厅', '矿区'],
  checkpoint: ['进村卡口', '出村卡口', '省道卡口', '县道卡口'],
  high: ['高空瞭望', '林场防火', '铁塔瞭望'],
};
const KEY = /小学|敬老院|水库|客运站|渡口|政务大厅|高空/;
/** Key points of all that could be one: the group stays short enough to be read. */
const KEY_SHARE = 0.08;
const KIND_WEIGHTS: { readonly [K in Kind]: number } = { fixed: 72, ptz: 15, checkpoint: 9, high: 4 };

/** The cameras of the first village that stand for real ones, in order; the last of them is down. */
const SHOWN: readonly { name: string; kind: Kind }[] = [
  { name: '3号涵洞', kind: 'fixed' },
  { name: '东闸', kind: 'ptz' },
  { name: '村部', kind: 'fixed' },
];

export interface DemoCameras {
  readonly rows: readonly CameraTable[];
  /** Those that get the addresses of the demo's real cameras, in order. */
  readonly realIds: readonly string[];
}

/** Surveillance points all over the county, more where people live. None has a source but the one that is down. */
export function hangCameras(random: SeededRandom, land: Land, count: number, bornAt: number): DemoCameras {
  const [firstVillage] = land.villages;
  if (firstVillage === undefined) throw new RangeError('The county has no village.');
  const names = new Map<string, number>();
  const rows: CameraTable[] = [];
  const hang = (village: Village, grid: PlacedGrid, kind: Kind, spot: string, keyPoint: boolean, source: string | null) => {
    const name = `${village.organisation.name.replace(/(村|社区)$/, '')} ${spot}`;
    const nth = (names.get(name) ?? 0) + 1;
    names.set(name, nth);
    const { lat, lng } = toDegrees(pointWithin(random, grid.cell));
    rows.push({
      id: random.id(bornAt),
      org_id: village.organisation.id,
      grid_id: grid.row.id,
      name: nth === 1 ? name : `${name}${nth}号`,
      // GB/T 28181 annex D: 8 digits of the division, 2 of the industry, 3 of the type (132: network camera), 7 of the number.
      code: `${COUNTY.code}0000132${String(rows.length + 1).padStart(7, '0')}`,
      kind,
      lat,
      lng,
      key_point: keyPoint ? 1 : 0,
      source_url: source,
    });
  };
  for (const [index, { name, kind }] of SHOWN.entries()) {
    const grid = firstVillage.grids[index % firstVillage.grids.length];
    if (grid !== undefined) hang(firstVillage, grid, kind, name, true, index === SHOWN.length - 1 ? DOWN_SOURCE : null);
  }
  const places = land.villages.flatMap((village) =>
    village.grids.flatMap((grid) => Array.from({ length: village.organisation.name.endsWith('社区') ? 3 : 1 }, () => ({ village, grid }))),
  );
  while (rows.length < count) {
    const { village, grid } = random.pick(places);
    const kind = random.weighted(KIND_WEIGHTS);
    const spot = random.pick(SPOTS[kind]);
    hang(village, grid, kind, spot, KEY.test(spot) && random.next() < KEY_SHARE, null);
  }
  return { rows, realIds: rows.slice(0, SHOWN.length - 1).map((row) => row.id) };
}
