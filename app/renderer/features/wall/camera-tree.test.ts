import { describe, expect, test } from 'vitest';
import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { findCameras } from './camera-search.ts';
import { buildCameraIndex, firstExpanded, KEY_POINTS, treeRows } from './camera-tree.ts';

const organisation = (id: string, parentId: string | null, level: Organisation['level']): Organisation => ({
  id,
  parentId,
  level,
  name: id,
  code: '991100',
  path: '991100/',
});

const camera = (id: string, orgId: string, more: Partial<Camera> = {}): Camera => ({
  id,
  orgId,
  gridId: null,
  name: id,
  code: `C-${id}`,
  kind: 'fixed',
  position: { lat: 32, lng: 112 },
  keyPoint: false,
  hasSource: false,
  ...more,
});

const byId = <T extends { id: string }>(items: T[]) => new Map(items.map((item) => [item.id, item]));
const COUNTY = organisation('县', null, 'county');
const TOWN = organisation('镇', '县', 'township');
const VILLAGE = organisation('村', '镇', 'village');
const ORGANISATIONS = byId([VILLAGE, TOWN, COUNTY]);
const CAMERAS = byId([camera('涵洞', '村', { keyPoint: true, hasSource: true }), camera('路口', '村'), camera('大院', '镇')]);

const names = (expanded: Set<string>, cameras = CAMERAS, organisations = ORGANISATIONS) =>
  treeRows(buildCameraIndex(organisations, cameras), expanded).map((row) =>
    row.type === 'camera' ? row.camera.name : (row.name ?? '重点'),
  );

describe('the camera tree', () => {
  test('begins with the key points, open, and the townships in sight', () => {
    expect(names(firstExpanded(buildCameraIndex(ORGANISATIONS, CAMERAS)))).toEqual(['重点', '涵洞', '县', '镇']);
  });

  test('shows organisations before the cameras of their own, deeper only where opened', () => {
    expect(names(new Set(['县', '镇', '村']))).toEqual(['重点', '县', '镇', '村', '涵洞', '路口', '大院']);
  });

  test('counts what is below, and what of it can be watched', () => {
    const { counts, all } = buildCameraIndex(ORGANISATIONS, CAMERAS);
    expect(counts.get('县')).toEqual({ total: 3, watchable: 1 });
    expect(counts.get('村')).toEqual({ total: 2, watchable: 1 });
    expect(all).toEqual({ total: 3, watchable: 1 });
  });

  test('leaves out organisations without cameras, and the group without key points', () => {
    expect(names(new Set([KEY_POINTS, '县']), byId([camera('大院', '县')]))).toEqual(['县', '大院']);
  });

  test('begins at the township for who sees nothing above it', () => {
    expect(names(new Set(), byId([camera('大院', '镇')]), byId([TOWN, VILLAGE]))).toEqual(['镇']);
  });

  test('gives a key point two rows with keys of their own', () => {
    const rows = treeRows(buildCameraIndex(ORGANISATIONS, CAMERAS), new Set([KEY_POINTS, '县', '镇', '村']));
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

describe('the search', () => {
  test('finds by every word of name or code, those that can be watched first', () => {
    const cameras = [camera('东门 路口2', '村'), camera('东门 路口10', '村', { hasSource: true }), camera('西门 路口', '村')];
    expect(findCameras(cameras, '路口  东').map(({ name }) => name)).toEqual(['东门 路口10', '东门 路口2']);
    expect(findCameras(cameras, 'c-西门')).toHaveLength(1);
    expect(findCameras(cameras, ' ')).toHaveLength(3);
  });
});
