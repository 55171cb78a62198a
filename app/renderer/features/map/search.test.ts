import { describe, expect, test } from 'vitest';
import { search } from './search.ts';

const id = (n: number) => `01990000-0000-7000-8000-00000000000${n}`;
const township = { id: id(1), parentId: null, level: 'township', name: '双湖镇', code: '991100101', path: '991100/991100101/' } as const;
const village = {
  ...township,
  id: id(5),
  parentId: id(1),
  level: 'village',
  name: '双湖村',
  code: '991100101001',
  path: '991100/991100101/991100101001/',
} as const;
const grid = {
  id: id(2),
  orgId: id(5),
  name: '双湖第1网格',
  code: '991100101001001',
  ring: [],
  centre: { lat: 30, lng: 110 },
  workerName: null,
  households: 0,
};
const camera = {
  id: id(3),
  orgId: id(1),
  gridId: null,
  name: '大双湖卡口',
  code: 'K-01',
  kind: 'checkpoint',
  position: { lat: 30, lng: 110 },
  keyPoint: false,
  hasSource: true,
} as const;
const event = {
  id: id(4),
  orgId: id(1),
  gridId: null,
  number: '晶泉事〔2026〕7号',
  title: '井盖缺失',
  detail: '',
  kind: 'facility',
  level: 3,
  state: 'reported',
  position: { lat: 30, lng: 110 },
  reportedById: id(9),
  reportedByName: '甲',
  reportedAt: 1,
  updatedAt: 1,
  dueAt: null,
  notes: [],
} as const;
const rows = {
  organisations: new Map([village, township].map((one) => [one.id, one])),
  grids: new Map([[grid.id, grid]]),
  cameras: new Map([[camera.id, camera]]),
  events: new Map([[event.id, { ...event, notes: [] }]]),
};

describe('the search', () => {
  test('puts names that begin with the words first, and wider things before narrower ones', () => {
    expect(search(rows, '双湖', 10).map((found) => found.name)).toEqual(['双湖镇', '双湖村', '双湖第1网格', '大双湖卡口']);
  });

  test('finds an event by its number and a camera by its code, in any case', () => {
    expect(search(rows, '2026〕7', 10).map((found) => found.id)).toEqual([event.id]);
    expect(search(rows, 'k-01', 10).map((found) => found.id)).toEqual([camera.id]);
  });

  test('finds nothing for blanks and gives no more than asked for', () => {
    expect(search(rows, '  ', 10)).toEqual([]);
    expect(search(rows, '双湖', 1)).toHaveLength(1);
  });

  test('shows an organisation in the middle of its grids', () => {
    expect(search(rows, '双湖镇', 1)[0]?.position).toEqual({ lat: 30, lng: 110 });
  });
});
