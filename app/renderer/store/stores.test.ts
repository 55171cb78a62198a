import { describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { CALLS, type LineState, type SessionState } from '../../bridge/contract.ts';
import { MemoryBridge } from '../testing/memory-bridge.ts';
import { openStores } from './stores.ts';

const township = {
  id: '01990000-0000-7000-8000-000000000001',
  parentId: null,
  level: 'township' as const,
  name: '双湖镇',
  code: '991100101',
  path: '991100/991100101/',
};
const nobody: SessionState = { account: null, serverUrl: 'https://server', host: 'browser', rtpCapabilities: null, demo: false };
const somebody = (n: number): SessionState => ({
  ...nobody,
  account: {
    id: `01990000-0000-7000-8000-00000000001${n}`,
    username: `user${n}`,
    name: `User ${n}`,
    role: 'operator',
    organisation: township,
  },
});
const line = (state: LineState['state']): LineState => ({ state, rttMs: 1, waiting: 0, refused: 0, lastSyncedAt: null, progress: null });

function hostWith(first: SessionState, options: { offline?: boolean } = {}) {
  let offline = options.offline ?? false;
  const bridge = new MemoryBridge({
    'session.get': () => first,
    'session.signIn': () => somebody(1),
    'line.get': () => line('offline'),
    'outbox.list': () => ({ items: [] }),
    'data.read': () => {
      if (offline) throw new Refusal('line.offline', 'The line is down.');
      return { rows: [township], next: null, pendingIds: [] };
    },
  });
  const comeBack = () => {
    offline = false;
  };
  return { bridge, comeBack };
}

const asked = (bridge: MemoryBridge) =>
  bridge.calls.filter(({ name }) => name === 'data.read').map(({ params }) => CALLS['data.read'].params.parse(params).entity);
const reads = (bridge: MemoryBridge) => asked(bridge).length;

describe('the stores of a page', () => {
  test('read nothing until somebody has signed in, and then only the tables that the page shows', async () => {
    const { bridge } = hostWith(nobody);
    using stores = await openStores(bridge, ['organisation']);
    expect(reads(bridge)).toBe(0);
    await stores.session.signIn('user1', 'password');
    await vi.waitFor(() => expect(stores.tables.organisation.getState().loaded).toBe(true));
    expect(reads(bridge)).toBe(1);
    expect(stores.session.getState().account?.username).toBe('user1');
  });

  test('read what the first screen needs before anything else', async () => {
    const { bridge } = hostWith(somebody(1));
    using stores = await openStores(bridge, ['organisation', 'event'], ['case', 'task']);
    expect(asked(bridge)).toEqual(['organisation', 'event']);
    await vi.waitFor(() => expect(stores.tables.task.getState().loaded).toBe(true));
    expect(asked(bridge)).toEqual(['organisation', 'event', 'case', 'task']);
  });

  test('read nothing more for an account that has left', async () => {
    const { bridge } = hostWith(somebody(1));
    using stores = await openStores(bridge, ['organisation'], ['case', 'task']);
    bridge.tell('session.changed', nobody);
    await vi.waitFor(() => expect(stores.tables.organisation.getState().loaded).toBe(false));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked(bridge)).toEqual(['organisation']);
  });

  test('forget all rows when the session ends, before the next account is shown any', async () => {
    const { bridge } = hostWith(somebody(1));
    using stores = await openStores(bridge, ['organisation']);
    await vi.waitFor(() => expect(stores.tables.organisation.getState().byId.size).toBe(1));
    bridge.tell('session.changed', nobody);
    expect(stores.tables.organisation.getState().byId.size).toBe(0);
    bridge.tell('session.changed', somebody(2));
    expect(stores.tables.organisation.getState().loaded).toBe(false);
    await vi.waitFor(() => expect(stores.tables.organisation.getState().loaded).toBe(true));
  });

  test('do not read again when the session changes but the account does not', async () => {
    const { bridge } = hostWith(somebody(1));
    using stores = await openStores(bridge, ['organisation']);
    await vi.waitFor(() => expect(stores.tables.organisation.getState().loaded).toBe(true));
    bridge.tell('session.changed', { ...somebody(1), rtpCapabilities: {} });
    expect(reads(bridge)).toBe(1);
  });

  test('read what could not be read when the line comes back', async () => {
    const { bridge, comeBack } = hostWith(somebody(1), { offline: true });
    using stores = await openStores(bridge, ['organisation']);
    bridge.tell('line.changed', line('offline'));
    await vi.waitFor(() => expect(reads(bridge)).toBe(1));
    comeBack();
    bridge.tell('line.changed', line('online'));
    await vi.waitFor(() => expect(stores.tables.organisation.getState().loaded).toBe(true));
  });

  test('take the line told last over an answer that was asked for earlier', async () => {
    const { bridge } = hostWith(nobody);
    const opening = openStores(bridge, []);
    using stores = await opening;
    bridge.tell('line.changed', line('online'));
    await Promise.resolve();
    expect(stores.line.getState().state).toBe('online');
  });

  test('let go of the bridge when disposed', async () => {
    const { bridge } = hostWith(nobody);
    const stores = await openStores(bridge, []);
    stores[Symbol.dispose]();
    expect(bridge.listening).toBe(0);
  });
});
