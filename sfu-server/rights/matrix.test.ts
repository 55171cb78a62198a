import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASE_KINDS } from '../protocol/entities/case.ts';
import type { EntityName } from '../protocol/entities/index.ts';
import { MUTATION_SCHEMAS } from '../protocol/mutations.ts';
import { REQUESTS } from '../protocol/requests/index.ts';
import { ROLES, type Role } from '../protocol/roles.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { MATRIX } from './matrix.ts';
import { HANDLERS } from './papers.ts';
import type { Row } from './row.ts';
import { type Seat, World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await World.open();
}, 60_000);
afterAll(() => world?.close());

async function outcome(row: Row, seat: Seat): Promise<string> {
  try {
    const value = await row.ask(seat, world);
    return typeof value === 'string' ? value : 'ok';
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
    throw error;
  }
}

const titles = MATRIX.map((row) => ({ row, title: `${row.what} ${row.where}`.trim() }));

describe('the rights matrix', () => {
  it('has a row for every request that there is, and for no other', () => {
    const rows = new Set(MATRIX.map(({ what }) => what).filter((what) => !what.startsWith('GET ') && !what.startsWith('change ')));
    expect([...rows].toSorted()).toEqual(Object.keys(REQUESTS).toSorted());
  });

  it('has a row for every change that there is', () => {
    const rows = new Set(MATRIX.flatMap(({ what }) => (what.startsWith('change ') ? [what.slice('change '.length)] : [])));
    expect([...rows].toSorted()).toEqual(Object.keys(MUTATION_SCHEMAS).toSorted());
  });

  it.each(titles)('$title', async ({ row }) => {
    const expected: Record<string, string> = { guest: row.guest, nobody: row.nobody };
    for (const role of ROLES) {
      expected[role] = row.may.includes(role) ? row.gives : (row.otherwise[role] ?? row.otherwise.rest);
    }
    const found: Record<string, string> = {};
    for (const seat of world.seats) found[seat.name] = await outcome(row, seat);
    expect(found).toEqual(expected);
  });
});

// Cases that were escalated above are read below as well: they have a test of their own.
const PLACED_IN_BRANCH: readonly EntityName[] = ['grid', 'camera', 'event'];

/** All that a console is sent at first, page by page. */
async function copyFor(client: Seat['client']) {
  let page = await client.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: null, limit: 5000 });
  const rows = [...page.rows];
  while (page.next !== null) {
    page = await client.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: page.next, limit: 5000 });
    rows.push(...page.rows);
  }
  return rows;
}

describe('what is given without being named', () => {
  const accounts = () => world.seats.filter(({ name }) => name !== 'guest' && name !== 'nobody');

  it('rows: the own branch and the names of those above, and for department officers none but what names them', async () => {
    for (const place of ['own', 'below', 'above', 'other'] as const) await world.event(place);
    const visible = new Set([world.orgAt.own, world.orgAt.below]);
    for (const { name, client } of accounts()) {
      const rows = await copyFor(client);
      if (name === 'officer') {
        // But for calls that name them.
        expect(
          rows.filter((change) => change.op !== 'put' || change.entity !== 'jointCall'),
          name,
        ).toEqual([]);
        continue;
      }
      const placed = rows.flatMap((change) =>
        change.op === 'put' && PLACED_IN_BRANCH.includes(change.entity) && 'orgId' in change.row ? [change.row.orgId] : [],
      );
      expect(new Set(placed), name).toEqual(visible);
      const organisations = rows.flatMap((change) => (change.op === 'put' && change.entity === 'organisation' ? [change.row.id] : []));
      expect(organisations.toSorted(), name).toEqual([world.orgAt.own, world.orgAt.below, world.orgAt.above].toSorted());
    }
  });

  it('cases: of the own branch, to those who handle or oversee them; contacts also of those above; documents also when shared', async () => {
    const made = new Map<string, string>();
    for (const place of ['own', 'below', 'above', 'other'] as const) {
      const owner = { entity: 'case' as const, id: await world.case(place, 'mediation') };
      made.set(owner.id, `case ${place}`);
      made.set(await world.attachment(place, owner), `file of case ${place}`);
      made.set(await world.contact(place), `contact ${place}`);
      made.set(await world.document(place), `document ${place}`);
    }
    made.set(await world.document('other', ['own']), 'document shared with own');
    made.set(await world.document('other', ['below']), 'document shared with below');
    const cases = ['case own', 'case below', 'file of case own', 'file of case below'];
    const rest = ['contact own', 'contact below', 'contact above', 'document own', 'document below'];
    const shared = ['document shared with own', 'document shared with below'];
    for (const { name, client } of accounts()) {
      const rows = await copyFor(client);
      // A dispute is two rows under one id: the case, and what it has as a mediation.
      const seen = [...new Set(rows.flatMap((change) => (change.op === 'put' ? (made.get(change.row.id) ?? []) : [])))];
      const none = ['host', 'gridWorker', 'duty', 'clerk'].includes(name);
      const all = none ? [...rest, ...shared] : [...cases, ...rest, ...shared];
      expect(seen.toSorted(), name).toEqual(name === 'officer' ? [] : all.toSorted());
    }
  });

  it('cases: a mediator holds no petition, a clerk no dispute, and neither what belongs to it', async () => {
    const made = new Map<string, string>();
    for (const kind of CASE_KINDS) {
      const owner = { entity: 'case' as const, id: await world.case('below', kind) };
      made.set(owner.id, kind);
      made.set(await world.attachment('below', owner), `file of ${kind}`);
    }
    for (const { name, client } of accounts()) {
      const rows = await copyFor(client);
      const seen = rows.flatMap((one) => (one.op === 'put' ? [`${one.entity} ${made.get(one.row.id) ?? ''}`] : []));
      const held = CASE_KINDS.filter((kind) => HANDLERS[kind].some((role) => role === name));
      const wanted = held.flatMap((kind) => [
        `case ${kind}`,
        `attachment file of ${kind}`,
        ...(kind === 'mediation' ? ['mediation mediation'] : []),
      ]);
      expect(seen.filter((one) => !one.endsWith(' ')).toSorted(), name).toEqual(wanted.toSorted());
    }
  });

  it('the mediation team: of the own line, with the pictures of its people; none to grid workers', async () => {
    const made = new Map<string, string>();
    for (const place of ['own', 'below', 'above', 'other'] as const) {
      const owner = { entity: 'mediator' as const, id: await world.mediator(place) };
      made.set(owner.id, `mediator ${place}`);
      made.set(await world.attachment(place, owner), `picture ${place}`);
      made.set(await world.studio(place), `studio ${place}`);
    }
    const line = ['mediator', 'picture', 'studio'].flatMap((what) => ['above', 'below', 'own'].map((place) => `${what} ${place}`));
    for (const { name, client } of accounts()) {
      const rows = await copyFor(client);
      const seen = rows.flatMap((change) => (change.op === 'put' ? (made.get(change.row.id) ?? []) : []));
      expect(seen.toSorted(), name).toEqual(['gridWorker', 'officer'].includes(name) ? [] : line);
    }
  });

  it('rooms: of the own line, and those that one’s organisation is invited to', async () => {
    const rooms = {
      own: await world.room('own'),
      below: await world.room('below'),
      above: await world.room('above'),
      other: await world.room('other'),
      invited: await world.room('other', ['own']),
      closed: await world.room('below', []),
    };
    for (const { name, client } of accounts()) {
      const listed = new Set((await client.request('room.list', {})).rooms.map(({ id }) => id));
      const seen = Object.entries(rooms).flatMap(([what, id]) => (listed.has(id) ? [what] : []));
      expect(seen, name).toEqual(['own', 'below', 'above', 'invited']);
    }
  });

  it('audit entries: by people of the own branch, and about things of it whoever touched them', async () => {
    // Somebody from above goes into a room of the branch, and into one above it.
    const above = await world.room('above');
    const below = await world.room('below');
    const top = `auditor-${uuidv7()}`;
    await world.county.account(top, 'admin', world.orgAt.above);
    const { client } = await world.signIn(top);
    for (const roomId of [above, below]) await client.request('room.join', { roomId, seat: null });
    const admin = accounts().find(({ name }) => name === 'admin');
    const page = { from: null, to: null, person: '', action: '', targetPath: '', before: null, limit: 1000 };
    const entries = (await admin?.client.request('audit.list', page))?.entries ?? [];
    expect(entries.length).toBeGreaterThan(0);
    const own = /^991100\/991100101\//;
    for (const { actorOrgPath, targetOrgPath } of entries)
      expect([actorOrgPath, targetOrgPath].some((path) => own.test(path ?? ''))).toBe(true);
    const joins = entries.filter(({ actorName, action }) => actorName === top && action === 'room.join');
    expect(joins.map(({ targetId }) => targetId)).toEqual([below]);
    const elsewhere = await admin?.client.request('audit.list', { ...page, targetPath: '991100/991100102/' });
    expect(elsewhere?.entries.length).toBeGreaterThan(0);
    // Only what the own people did there.
    for (const { actorOrgPath, targetOrgPath } of elsewhere?.entries ?? []) {
      expect([actorOrgPath, targetOrgPath]).toEqual([expect.stringMatching(own), expect.stringMatching(/^991100\/991100102\//)]);
    }
  });

  it('a room stays closed to whoever opened it and was then moved elsewhere', async () => {
    const username = `mover-${uuidv7()}`;
    const { id } = await world.county.account(username, 'operator', world.orgAt.below);
    const { client } = await world.signIn(username);
    const { room } = await client.request('room.create', { kind: 'conference', title: '闭门会', access: 'invited', invitedOrgIds: [] });
    const admin = accounts().find(({ name }) => name === ('admin' satisfies Role));
    await admin?.client.request('account.move', { accountId: id, orgId: world.orgAt.own });
    const again = await world.signIn(username);
    const joining = again.client.request('room.join', { roomId: room.id, seat: null }).then(({ state }) => state);
    await expect(joining).rejects.toMatchObject({ code: 'room.unknown' });
  });
});
