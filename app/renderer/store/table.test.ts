import { describe, expect, test } from 'vitest';
import { type Organisation, organisationSchema } from '../../../sfu-server/protocol/entities/organisation.ts';
import { MemoryBridge } from '../testing/memory-bridge.ts';
import { createTable } from './table.ts';

const ids = [1, 2, 3, 4].map((n) => `01990000-0000-7000-8000-00000000000${n}`);

function organisation(n: number, name = `Organisation ${n}`): Organisation {
  return { id: ids[n - 1] ?? '', parentId: null, level: 'township', name, code: '991100101', path: '991100/991100101/' };
}

function change(put: unknown[], removed: string[] = [], extra: { reset?: boolean; pendingIds?: string[] } = {}) {
  return { entity: 'organisation' as const, put, removed, pendingIds: extra.pendingIds ?? [], reset: extra.reset ?? false };
}

/** A bridge whose pages are given one by one, each when the test says so. */
function pagedBridge(pages: { rows: unknown[]; next: string | null; pendingIds?: string[] }[]) {
  const gates = pages.map(() => Promise.withResolvers<void>());
  let asked = 0;
  const bridge = new MemoryBridge({
    'data.read': async () => {
      const turn = asked++;
      await gates[turn]?.promise;
      const page = pages[turn];
      return { rows: page?.rows, next: page?.next, pendingIds: page?.pendingIds ?? [] };
    },
  });
  return { bridge, open: (turn: number) => gates[turn]?.resolve() };
}

const namesOf = (table: { byId: ReadonlyMap<string, Organisation> }) => [...table.byId.values()].map((row) => row.name).sort();

describe('a table of rows', () => {
  test('reads page after page and is loaded when the last is in', async () => {
    const { bridge, open } = pagedBridge([
      { rows: [organisation(1)], next: ids[0] ?? null },
      { rows: [organisation(2)], next: null, pendingIds: [ids[1] ?? ''] },
    ]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    const loading = table.load();
    open(0);
    expect(table.getState().loaded).toBe(false);
    open(1);
    await loading;
    expect(namesOf(table.getState())).toEqual(['Organisation 1', 'Organisation 2']);
    expect(table.getState().pendingIds).toEqual(new Set([ids[1]]));
    expect(bridge.calls.map(({ params }) => (params as { after: string | null }).after)).toEqual([null, ids[0]]);
  });

  test('keeps what changed while it was being read, though an older page comes in later', async () => {
    const { bridge, open } = pagedBridge([{ rows: [organisation(1, 'old'), organisation(2)], next: null }]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    const loading = table.load();
    bridge.tell('data.changed', change([organisation(1, 'new')], [ids[1] ?? '']));
    open(0);
    await loading;
    expect(namesOf(table.getState())).toEqual(['new']);
  });

  test('shows rows put in and takes rows out as they change', async () => {
    const { bridge, open } = pagedBridge([{ rows: [organisation(1), organisation(2)], next: null }]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    open(0);
    await table.load();
    const before = table.getState().byId;
    bridge.tell('data.changed', change([organisation(3)], [ids[0] ?? ''], { pendingIds: [ids[2] ?? ''] }));
    expect(namesOf(table.getState())).toEqual(['Organisation 2', 'Organisation 3']);
    expect(table.getState().pendingIds).toEqual(new Set([ids[2]]));
    expect(before.size).toBe(2);
  });

  test('leaves out a row that does not fit the schema and keeps the others', async () => {
    const { bridge, open } = pagedBridge([{ rows: [{ ...organisation(1), code: 'no code' }, organisation(2), 'nonsense'], next: null }]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    open(0);
    await table.load();
    bridge.tell('data.changed', change([null, { id: 5 }]));
    expect(namesOf(table.getState())).toEqual(['Organisation 2']);
  });

  test('passes over changes of other entities', async () => {
    const { bridge } = pagedBridge([]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    bridge.tell('data.changed', { ...change([organisation(1)]), entity: 'camera' });
    expect(table.getState().byId.size).toBe(0);
  });

  test('reads everything anew on a reset and shows the old rows until then', async () => {
    const { bridge, open } = pagedBridge([
      { rows: [organisation(1)], next: null },
      { rows: [organisation(2)], next: null },
    ]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    open(0);
    await table.load();
    const renewed = new Promise<void>((resolve) => {
      const stop = table.subscribe(() => {
        stop();
        resolve();
      });
    });
    bridge.tell('data.changed', change([], [], { reset: true }));
    expect(namesOf(table.getState())).toEqual(['Organisation 1']);
    open(1);
    await renewed;
    expect(namesOf(table.getState())).toEqual(['Organisation 2']);
  });

  test('shows nothing of a reading that was under way when it was cleared', async () => {
    const { bridge, open } = pagedBridge([{ rows: [organisation(1)], next: null }]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    const loading = table.load();
    table.clear();
    open(0);
    await loading;
    expect(table.getState()).toMatchObject({ loaded: false });
    expect(table.getState().byId.size).toBe(0);
  });

  test('listens no more once disposed', () => {
    const { bridge } = pagedBridge([]);
    const table = createTable(bridge, 'organisation', organisationSchema);
    expect(bridge.listening).toBe(1);
    table[Symbol.dispose]();
    expect(bridge.listening).toBe(0);
  });
});
