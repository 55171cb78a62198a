import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { BridgeEvent, CallResult } from '../contract.ts';
import { Seat } from '../seat/seat.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { reportArgs, testEvent } from '../testing/rows.ts';
import { type Fate, TestServer } from '../testing/test-server.ts';
import { MemoryStore } from './memory-store.ts';

/** One thing that happens to a console, its server or the line between them. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('note' as const), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('report' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refused' as const), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('foreign' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('heal' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trim' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('next' as const),
      type: fc.constantFrom('sync.push', 'sync.pull', 'sync.snapshot'),
      fate: fc.constantFrom<Fate>('lose', 'loseAnswer', 'silent'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(4_000) }) },
);

describe('whatever happens to the line', () => {
  it('console and server come to the same rows, each change applied once, and a page that follows shows them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const clock = new ManualClock();
        const server = new TestServer(clock);
        server.refuse = (name) => (name === 'event.advance' ? new Refusal('state.conflict', 'No.') : null);
        const ids: string[] = [];
        for (let number = 0; number < 3; number += 1) {
          const event = testEvent(`start ${number}`);
          ids.push(event.id);
          server.put('event', event, false);
        }
        const seat = new Seat({
          host: 'browser',
          serverUrl: 'https://server',
          connect: (listener) => server.connect(listener),
          openStore: () => new MemoryStore(),
          settings: { get: () => null, set: () => {} },
          lazy: false,
          queueOffline: true,
          clock,
          random: () => 0,
        });
        // What a page knows that was told every change and has never read again.
        const followed = new Map<string, GovernanceEvent>();
        const page = seat.openPage('page', (event, data) => {
          if (event !== 'data.changed') return;
          const changed = data as BridgeEvent<'data.changed'>;
          if (changed.entity !== 'event') return;
          if (changed.reset) followed.clear();
          for (const id of changed.removed) followed.delete(id);
          for (const row of changed.put as GovernanceEvent[]) followed.set(row.id, row);
        });
        await page.call('session.signIn', { username: 'duty', password: 'right' });

        let made = 0;
        const mutate = async (name: string, args: unknown): Promise<void> => {
          made += 1;
          await page.call('data.mutate', { name, args });
        };
        for (const happening of steps) {
          const id = 'which' in happening ? (ids[happening.which % ids.length] ?? '') : '';
          const row = server.row('event', id) as GovernanceEvent | undefined;
          if (happening.do === 'note') await mutate('event.note', { id, noteId: uuidv7(), text: 'note' });
          if (happening.do === 'refused') await mutate('event.advance', { id, to: 'accepted', noteId: uuidv7(), note: '' });
          if (happening.do === 'report') {
            const args = reportArgs('report');
            ids.push(args.id);
            await mutate('event.report', args);
          }
          if (happening.do === 'foreign' && row !== undefined) server.put('event', { ...row, title: `renamed ${server.version}` });
          if (happening.do === 'delete' && row !== undefined) server.delete('event', id);
          if (happening.do === 'cut') {
            server.reachable = false;
            server.dropAll();
          }
          if (happening.do === 'heal') server.reachable = true;
          if (happening.do === 'trim') server.trimmedBelow = server.version;
          if (happening.do === 'next') {
            const { type, fate } = happening;
            server.fate = (asked) => {
              if (asked !== type) return 'answer';
              server.fate = () => 'answer';
              return fate;
            };
          }
          await clock.advance(happening.do === 'wait' ? happening.ms : 1);
        }

        server.reachable = true;
        server.fate = () => 'answer';
        await clock.advance(120_000);
        const read = (await page.call('data.read', { entity: 'event', after: null, limit: 1_000 })) as CallResult<'data.read'>;
        const rows = read.rows as GovernanceEvent[];
        const outbox = ((await page.call('outbox.list', {})) as CallResult<'outbox.list'>).items;
        seat.close();

        expect(outbox.filter(({ state }) => state !== 'refused')).toEqual([]);
        expect(server.applied.length + outbox.length).toBe(made);
        expect(new Set(server.applied.map(({ clientId, number }) => `${clientId} ${number}`)).size).toBe(server.applied.length);
        expect(rows).toEqual(rows.map(({ id }) => server.row('event', id)));
        expect(rows).toHaveLength(server.all('event').length);
        expect([...followed.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows);
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 150, seed: 20261122 },
    );
  }, 60_000);
});
