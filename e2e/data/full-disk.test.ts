import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Replica } from '../../app/bridge/replica/replica.ts';
import { openAccountCache } from '../../app/host/cache/account-cache.ts';
import { DataCore } from '../../sfu-server/governance/data-core.ts';
import { Feed } from '../../sfu-server/governance/feed.ts';
import type { MutationEnvelope } from '../../sfu-server/protocol/mutations.ts';
import { SCHEMA_VERSION } from '../../sfu-server/protocol/version.ts';
import { testAccount } from '../../sfu-server/security/fixture.ts';
import { openSmallCounty } from '../../sfu-server/testing/small-county.ts';
import { SmallDisk } from '../harness/small-disk.ts';

const probe = SmallDisk.mount(64);
probe?.[Symbol.dispose]();

let disk: SmallDisk;

describe.skipIf(probe === null)('a disk without room (skipped where tests may not mount one)', () => {
  beforeEach(() => {
    // kB: all tables of all migrations and their journal, and little more.
    const mounted = SmallDisk.mount(4_096);
    if (mounted === null) throw new Error('The disk could not be mounted.');
    disk = mounted;
  });
  afterEach(() => disk[Symbol.dispose]());

  it('makes the server refuse changes in words, go on answering, lose nothing, and take them when there is room again', async () => {
    const county = await openSmallCounty(`sqlite:${disk.path}/shilian.sqlite`);
    const duty = await county.account('duty', 'duty', county.orgs.county);
    const core = new DataCore(county.db);
    const feed = new Feed(county.db);
    const clientId = uuidv7();
    const report = (number: number): MutationEnvelope => ({
      number,
      name: 'event.report',
      args: {
        id: uuidv7(),
        orgId: county.orgs.firstVillage,
        gridId: null,
        title: '河道垃圾',
        detail: '详'.repeat(2_000),
        kind: 'environment',
        level: 3,
        position: { lat: 32, lng: 112 },
        reportedAt: 1,
      },
      createdAt: 1,
    });
    const rows = async () => (await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 5_000 }, duty)).total;
    await core.push(clientId, [report(1)], duty);
    const before = await rows();

    disk.fill();
    // Room that the journal has already taken may still do for some.
    const acknowledged: number[] = [1];
    let refused: MutationEnvelope | null = null;
    for (let number = 2; refused === null; number += 1) {
      const next = report(number);
      try {
        await core.push(clientId, [next], duty);
        acknowledged.push(number);
      } catch (error) {
        expect(error).toMatchObject({ code: 'storage.full', retryAfterMs: 5_000 });
        refused = next;
      }
    }
    expect(await rows()).toBe(before + acknowledged.length - 1);
    await expect(core.push(clientId, [refused], duty)).rejects.toMatchObject({ code: 'storage.full' });

    disk.makeRoom();
    expect(await core.push(clientId, [refused], duty)).toMatchObject([{ status: 'applied', number: refused.number }]);
    expect(await rows()).toBe(before + acknowledged.length);
    await county.db.destroy();
  });

  it('makes the console say that nothing was kept, keep what it had promised, and go on when there is room again', () => {
    const account = testAccount('duty', 'county');
    const open = () => openAccountCache({ dataDir: disk.path, serverUrl: 'https://server', accountId: account.id, log: () => {} });
    let replica = new Replica(open(), account);
    const note = () => replica.mutate('event.note', { id: uuidv7(), noteId: uuidv7(), text: '记'.repeat(2_000) }, 1);
    const kept = [note()];
    disk.fill();
    const failure = (() => {
      for (;;) {
        try {
          kept.push(note());
        } catch (error) {
          return error;
        }
      }
    })();
    expect(failure).toMatchObject({ code: 'cache.full' });
    expect(replica.outbox().map(({ number }) => number)).toEqual(kept);
    disk.makeRoom();
    kept.push(note());
    expect(kept).toEqual(kept.map((_, index) => index + 1));
    replica.close();
    replica = new Replica(open(), account);
    expect(replica.outbox().map(({ number }) => number)).toEqual(kept);
    replica.close();
  });
});
