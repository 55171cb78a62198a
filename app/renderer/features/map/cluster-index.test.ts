import { describe, expect, test } from 'vitest';
import { ClusterIndex, SINGLES_FROM_ZOOM } from './cluster-index.ts';

const county = { west: 109, south: 29, east: 112, north: 31 };
const points = Array.from({ length: 500 }, (_, index) => ({
  id: `camera-${index}`,
  lng: 110 + (index % 25) * 0.02,
  lat: 30 + Math.floor(index / 25) * 0.02,
}));

function indexOf(...args: Parameters<ClusterIndex['load']>): ClusterIndex {
  const index = new ClusterIndex();
  index.load(...args);
  return index;
}

describe('camera clusters', () => {
  test('stand for every camera in view exactly once, at any zoom level', () => {
    const index = indexOf(points);
    for (const zoom of [5, 8, 9.75, 12, 14.5, SINGLES_FROM_ZOOM]) {
      const total = index.marks({ ...county, zoom }).reduce((sum, mark) => sum + (mark.kind === 'cluster' ? mark.count : 1), 0);
      expect(total).toBe(points.length);
    }
  });

  test('fall apart into single cameras when close enough', () => {
    const marks = indexOf(points).marks({ ...county, zoom: SINGLES_FROM_ZOOM });
    expect(marks.every((mark) => mark.kind === 'single')).toBe(true);
    expect(new Set(marks.map((mark) => (mark.kind === 'single' ? mark.id : ''))).size).toBe(points.length);
  });

  test('say at which zoom level they fall apart, and do', () => {
    const index = indexOf(points);
    const [cluster] = index.marks({ ...county, zoom: 6 });
    if (cluster?.kind !== 'cluster') throw new Error('500 cameras in half a degree are one cluster at level 6.');
    const closer = index.marks({ ...county, zoom: cluster.expansionZoom });
    expect(closer.length).toBeGreaterThan(index.marks({ ...county, zoom: cluster.expansionZoom - 1 }).length);
  });

  test('leave out what is not in view', () => {
    const marks = indexOf(points).marks({ west: 110.19, south: 30.19, east: 110.21, north: 30.21, zoom: SINGLES_FROM_ZOOM });
    expect(marks).toHaveLength(1);
  });

  test('of no cameras are none', () => {
    expect(indexOf([]).marks({ ...county, zoom: 8 })).toEqual([]);
  });
});
