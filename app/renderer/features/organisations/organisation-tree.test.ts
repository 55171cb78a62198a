import { describe, expect, test } from 'vitest';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { firstExpanded, organisationName, organisationNodes } from './organisation-tree.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const organisation = (n: number, parent: number | null, level: Organisation['level'], name: string, path: string): Organisation => ({
  id: id(n),
  parentId: parent === null ? null : id(parent),
  level,
  name,
  code: path.split('/').at(-2) ?? '',
  path,
});
const all = new Map(
  [
    organisation(3, 2, 'village', '马家寨村', '991100/991100102/991100102001/'),
    organisation(1, null, 'county', '晶泉县', '991100/'),
    organisation(4, 1, 'township', '城关镇', '991100/991100101/'),
    organisation(2, 1, 'township', '柳堤镇', '991100/991100102/'),
  ].map((one) => [one.id, one]),
);
const shown = (expanded: readonly number[], query = '') =>
  organisationNodes(all, new Set(expanded.map(id)), query).map(({ organisation: { name }, depth }) => `${'>'.repeat(depth)}${name}`);

describe('the tree of organisations', () => {
  test('shows those under an open parent in order of code, and none under a closed one', () => {
    expect(shown([])).toEqual(['晶泉县']);
    expect(shown([1])).toEqual(['晶泉县', '>城关镇', '>柳堤镇']);
    expect(shown([1, 2])).toEqual(['晶泉县', '>城关镇', '>柳堤镇', '>>马家寨村']);
    expect(shown([2])).toEqual(['晶泉县']);
  });

  test('begins at the top of what the seat sees, when what is above is not to be seen', () => {
    const branch = new Map([...all].filter(([key]) => key === id(2) || key === id(3)));
    expect(organisationNodes(branch, new Set([id(2)])).map(({ depth }) => depth)).toEqual([0, 1]);
  });

  test('finds a name wherever it stands, open or not', () => {
    expect(shown([], '马家')).toEqual(['马家寨村']);
    expect(shown([1], '没有的')).toEqual([]);
  });

  test('first opens the own organisation and all above it', () => {
    expect(firstExpanded(all, id(2))).toEqual(new Set([id(2), id(1)]));
  });

  test('names a village with its township, and says nothing of one that cannot be seen', () => {
    expect(organisationName(all, id(3))).toBe('柳堤镇 马家寨村');
    expect(organisationName(all, id(2))).toBe('柳堤镇');
    expect(organisationName(all, id(9))).toBeNull();
  });
});
