import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RefusalValue } from '../protocol/errors.ts';
import { NOTIFICATIONS } from '../protocol/notifications.ts';
import type { RequestResult } from '../protocol/requests/index.ts';
import type { Role } from '../protocol/roles.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { type RunningServer, startServer } from '../server.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { WireClient } from '../testing/wire-client.ts';

/** Everything over the real socket of a real server. */
let dir: string;
let county: SmallCounty;
let server: RunningServer;
const clients: WireClient[] = [];
const NEW_PASSWORD = 'tea with two sugars';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-administration-'));
  county = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  await county.account('root', 'admin', county.orgs.county);
  await county.account('deputy', 'admin', county.orgs.county);
  await county.account('first-admin', 'admin', county.orgs.first);
  await county.account('duty', 'duty', county.orgs.county);
  await county.account('other', 'operator', county.orgs.second);
  const options = { dataDir: dir, port: 0, rtcPort: 0, workers: 1, logLevel: 'silent' } as const;
  server = await startServer(options, pino({ level: 'silent' }));
});
afterAll(async () => {
  await server?.close();
  await county?.db.destroy();
  rmSync(dir, { recursive: true, force: true });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function signedIn(username: string, password = username) {
  const client = await WireClient.open(server.url, server.ca);
  clients.push(client);
  const { account, tokens } = await client.request('auth.signIn', { username, password });
  return { client, account, tokens };
}

async function endOf(client: WireClient): Promise<RefusalValue> {
  const { data } = await client.notification('session.ended');
  return NOTIFICATIONS['session.ended'].parse(data).reason;
}

const everything = { from: null, to: null, person: '', action: '', targetPath: '', before: null, limit: 1000 } as const;
const all = { search: '', role: null, disabled: null, orgId: null, after: null, limit: 200 } as const;

/** A fresh account with a password of its own, so that tests do not disturb each other. */
let made = 0;
async function fresh(role: Role, orgId: string): Promise<{ id: string; username: string }> {
  made += 1;
  const username = `fresh-${made}`;
  const { id } = await county.account(username, role, orgId);
  return { id, username };
}

describe('accounts', () => {
  let root: WireClient;
  beforeEach(async () => {
    root = (await signedIn('root')).client;
  });

  it('are listed in order of user name, page by page, for the own branch only, with who is on line', async () => {
    const first = await root.request('account.list', { ...all, limit: 2 });
    expect(first.records).toHaveLength(2);
    expect(first.total).toBeGreaterThanOrEqual(5);
    const rest = await root.request('account.list', { ...all, after: first.next });
    expect(rest.next).toBeNull();
    const names = [...first.records, ...rest.records].map(({ account }) => account.username);
    expect(names).toEqual(names.toSorted());
    expect(names).toHaveLength(first.total);
    expect(rest.records.find(({ account }) => account.username === 'root')).toMatchObject({ online: 1, disabled: false });
    const { client } = await signedIn('first-admin');
    const branch = await client.request('account.list', all);
    expect(branch.records.map(({ account }) => account.username)).toContain('first-admin');
    expect(new Set(branch.records.map(({ account }) => account.organisation.path.startsWith('991100/991100101/')))).toEqual(
      new Set([true]),
    );
    await expect(client.request('account.list', { ...all, orgId: county.orgs.second })).rejects.toMatchObject({ code: 'right.missing' });
  });

  it('are found by a part of either name, by role, state and organisation; what is typed is no pattern', async () => {
    const names = async (filter: object) =>
      (await root.request('account.list', { ...all, ...filter })).records.map(({ account }) => account.username);
    expect(await names({ search: 'dep' })).toEqual(['deputy']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ role: 'admin' })).toEqual(['deputy', 'first-admin', 'root']);
    expect(await names({ orgId: county.orgs.second })).toContain('other');
    expect(await names({ disabled: true, search: 'root' })).toEqual([]);
  });

  it('are created with a password that is shown once and has to be changed before anything else', async () => {
    const { record, password } = await root.request('account.create', {
      username: ' Li.Na ',
      name: '李娜',
      role: 'operator',
      orgId: county.orgs.first,
    });
    expect(record).toMatchObject({ account: { username: 'li.na', organisation: { id: county.orgs.first } }, lastSignInAt: null });
    const { client, account } = await signedIn('li.na', password);
    expect(account.mustChangePassword).toBe(true);
    await expect(client.request('room.list', {})).rejects.toMatchObject({ code: 'auth.password_change_required' });
    await client.request('account.changePassword', { oldPassword: password, newPassword: NEW_PASSWORD });
    expect(await endOf(client)).toMatchObject({ code: 'auth.changed' });
    const again = await signedIn('li.na', NEW_PASSWORD);
    expect(again.account.mustChangePassword).toBeUndefined();
    await expect(again.client.request('room.list', {})).resolves.toBeDefined();
    await expect(signedIn('li.na', password)).rejects.toMatchObject({ code: 'auth.bad_credentials' });
  });

  it.each([
    ['a name that is taken', { username: 'DUTY' }, 'account.username_taken'],
    ['a name of one letter', { username: 'x' }, 'request.malformed'],
    ['a name with a blank', { username: 'li na' }, 'request.malformed'],
    ['a role that there is not', { role: 'emperor' }, 'request.malformed'],
    ['an organisation that there is not', { orgId: uuidv7() }, 'row.unknown'],
  ])('are not created with %s', async (_what, wrong, code) => {
    const right = { username: 'never', name: '无', role: 'duty', orgId: county.orgs.county };
    await expect(root.request('account.create', { ...right, ...wrong } as never)).rejects.toMatchObject({ code });
    expect((await root.request('account.list', { ...all, search: 'never' })).total).toBe(0);
  });

  it('that are disabled are out at once: their sessions, their tokens, their next sign-in; enabled they come in again', async () => {
    const { id, username } = await fresh('duty', county.orgs.county);
    const { client, tokens } = await signedIn(username);
    await root.request('account.setDisabled', { accountId: id, disabled: true });
    expect(await endOf(client)).toMatchObject({ code: 'auth.disabled' });
    await expect(client.request('room.list', {})).rejects.toMatchObject({ code: 'auth.required' });
    await expect(client.request('auth.refresh', { refreshToken: tokens.refreshToken })).rejects.toMatchObject({ code: 'auth.disabled' });
    await expect(client.request('auth.resume', { accessToken: tokens.accessToken })).rejects.toMatchObject({ code: 'auth.disabled' });
    await expect(signedIn(username)).rejects.toMatchObject({ code: 'auth.disabled' });
    await root.request('account.setDisabled', { accountId: id, disabled: false });
    await expect(signedIn(username)).resolves.toBeDefined();
  });

  it('that are disabled give up their seat in a room at once', async () => {
    const { id, username } = await fresh('duty', county.orgs.county);
    const { client } = await signedIn(username);
    const { room } = await root.request('room.create', { kind: 'conference', title: '例会', access: 'line', invitedOrgIds: [] });
    await client.request('room.join', { roomId: room.id, seat: null });
    expect((await root.request('room.list', {})).rooms.find((one) => one.id === room.id)?.participants).toBe(1);
    await root.request('account.setDisabled', { accountId: id, disabled: true });
    expect((await root.request('room.list', {})).rooms.find((one) => one.id === room.id)?.participants).toBe(0);
    await root.request('room.end', { roomId: room.id });
  });

  it('that are moved sign in again, and their console takes a snapshot of the new branch', async () => {
    const { id, username } = await fresh('operator', county.orgs.first);
    const clientId = uuidv7();
    const { client } = await signedIn(username);
    const before = await client.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: null, limit: 100 });
    const pull = (who: WireClient, cursor: number) =>
      who.request('sync.pull', { clientId, schemaVersion: SCHEMA_VERSION, cursor, limit: 100 });
    expect(await pull(client, before.cursor)).toMatchObject({ kind: 'changes' });
    const { record } = await root.request('account.move', { accountId: id, orgId: county.orgs.second });
    expect(record.account.organisation.id).toBe(county.orgs.second);
    expect(await endOf(client)).toMatchObject({ code: 'auth.changed' });
    const again = await signedIn(username);
    expect(await pull(again.client, before.cursor)).toEqual({ kind: 'snapshotRequired', reason: 'scopeChanged' });
    const after = await again.client.request('sync.snapshot', { schemaVersion: SCHEMA_VERSION, after: null, limit: 100 });
    expect(await pull(again.client, after.cursor)).toMatchObject({ kind: 'changes', changes: [] });
    const gridIds = after.rows.flatMap((change) => (change.op === 'put' && change.entity === 'grid' ? [change.row.id] : []));
    expect(gridIds).toEqual([county.grids.second]);
    // Nobody else has to take one.
    const other = await signedIn('other');
    const cursor = before.cursor;
    expect(
      await other.client.request('sync.pull', { clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor, limit: 100 }),
    ).toMatchObject({ kind: 'changes', changes: [] });
  });

  it('that get another role sign in again with it', async () => {
    const { id, username } = await fresh('operator', county.orgs.first);
    const { client } = await signedIn(username);
    await root.request('account.changeRole', { accountId: id, role: 'gridWorker' });
    expect(await endOf(client)).toMatchObject({ code: 'auth.changed' });
    expect((await signedIn(username)).account.role).toBe('gridWorker');
  });

  it('whose password is reset are out, and come in with the new one', async () => {
    const { id, username } = await fresh('duty', county.orgs.county);
    const { client } = await signedIn(username);
    const { password } = await root.request('account.resetPassword', { accountId: id });
    expect(await endOf(client)).toMatchObject({ code: 'auth.changed' });
    await expect(signedIn(username)).rejects.toMatchObject({ code: 'auth.bad_credentials' });
    expect((await signedIn(username, password)).account.mustChangePassword).toBe(true);
  });

  it('that are signed out everywhere lose every session, and may come in again', async () => {
    const { id, username } = await fresh('duty', county.orgs.county);
    const [one, two] = [await signedIn(username), await signedIn(username)];
    await root.request('account.signOutEverywhere', { accountId: id });
    expect(await endOf(one.client)).toMatchObject({ code: 'auth.revoked' });
    expect(await endOf(two.client)).toMatchObject({ code: 'auth.revoked' });
    await expect(signedIn(username)).resolves.toBeDefined();
  });

  it('outside of an administrator’s branch are not to be had, nor places there', async () => {
    const { client } = await signedIn('first-admin');
    const other = await fresh('operator', county.orgs.second);
    const above = await fresh('duty', county.orgs.county);
    const own = await fresh('operator', county.orgs.firstVillage);
    for (const accountId of [other.id, above.id, uuidv7()]) {
      await expect(client.request('account.setDisabled', { accountId, disabled: true })).rejects.toMatchObject({ code: 'account.unknown' });
      await expect(client.request('account.resetPassword', { accountId })).rejects.toMatchObject({ code: 'account.unknown' });
      await expect(client.request('account.signOutEverywhere', { accountId })).rejects.toMatchObject({ code: 'account.unknown' });
    }
    for (const orgId of [county.orgs.second, county.orgs.county]) {
      await expect(client.request('account.move', { accountId: own.id, orgId })).rejects.toMatchObject({ code: 'right.missing' });
      await expect(client.request('account.create', { username: 'stray', name: '无', role: 'admin', orgId })).rejects.toMatchObject({
        code: 'right.missing',
      });
    }
    await expect(client.request('account.move', { accountId: own.id, orgId: county.orgs.first })).resolves.toBeDefined();
  });

  it('of one’s own are not to be disabled, moved or changed', async () => {
    const { account } = await signedIn('root');
    for (const asked of [
      root.request('account.setDisabled', { accountId: account.id, disabled: true }),
      root.request('account.move', { accountId: account.id, orgId: county.orgs.first }),
      root.request('account.changeRole', { accountId: account.id, role: 'duty' }),
      root.request('account.resetPassword', { accountId: account.id }),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'account.self' });
    }
  });

  it('of two administrators who disable each other at the same moment, one stays', async () => {
    const [one, two] = [await fresh('admin', county.orgs.first), await fresh('admin', county.orgs.first)];
    const [first, second] = [await signedIn(one.username), await signedIn(two.username)];
    const answers = await Promise.allSettled([
      first.client.request('account.setDisabled', { accountId: two.id, disabled: true }),
      second.client.request('account.setDisabled', { accountId: one.id, disabled: true }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('tell those who administer them when they change, and nobody else', async () => {
    const { id, username } = await fresh('operator', county.orgs.firstVillage);
    const [branch, duty, target] = [await signedIn('first-admin'), await signedIn('duty'), await signedIn(username)];
    await root.request('account.setDisabled', { accountId: id, disabled: true });
    expect(await branch.client.notification('account.changed')).toMatchObject({ data: { accountId: id } });
    await target.client.notification('session.ended');
    await duty.client.request('ping', {});
    expect(duty.client.notifications.some(({ type }) => type === 'account.changed')).toBe(false);
  });
});

describe('one’s own password', () => {
  it.each([
    ['with a wrong old one', 'not it', NEW_PASSWORD, 'password.wrong'],
    ['to one of nine characters', null, 'short-one', 'password.too_short'],
    ['to one with the user name in it', null, 'I am FRESH-USER today', 'password.is_username'],
    ['to one that everybody tries', null, 'Password-1234', 'password.well_known'],
    ['to one piece over and over', null, 'abababababab', 'password.well_known'],
  ])('is not changed %s', async (_what, old, next, code) => {
    const { username } = await fresh('duty', county.orgs.county);
    const { client } = await signedIn(username);
    const newPassword = next.replace('FRESH-USER', username.toUpperCase());
    await expect(client.request('account.changePassword', { oldPassword: old ?? username, newPassword })).rejects.toMatchObject({ code });
    await expect(client.request('room.list', {})).resolves.toBeDefined();
  });

  it('ends the other sessions when it is changed, and guessing it is slowed down', async () => {
    const { username } = await fresh('duty', county.orgs.county);
    const [mine, thief] = [await signedIn(username), await signedIn(username)];
    for (let guess = 0; guess < 3; guess += 1) {
      await expect(
        thief.client.request('account.changePassword', { oldPassword: 'guess', newPassword: NEW_PASSWORD }),
      ).rejects.toMatchObject({
        code: 'password.wrong',
      });
    }
    const throttled = thief.client.request('account.changePassword', { oldPassword: username, newPassword: NEW_PASSWORD });
    await expect(throttled).rejects.toMatchObject({ code: 'auth.throttled' });
    mine.client.close();
  });
});

describe('the audit trail', () => {
  it('is read newest first, by person, action and time, and looking at it is in it', async () => {
    const { client } = await signedIn('root');
    const since = Date.now();
    await client.request('audit.list', { ...everything, person: 'ROOT' });
    const { entries } = await client.request('audit.list', { ...everything, from: since - 5000, action: 'audit.list' });
    expect(entries[0]).toMatchObject({ actorName: 'root', action: 'audit.list', outcome: 'done' });
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({ person: 'ROOT' });
    const seqs = (await client.request('audit.list', everything)).entries.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    expect((await client.request('audit.list', { ...everything, to: since - 24 * 3600_000 })).entries).toEqual([]);
  });

  it('comes page by page without a gap, and is exported with the same entries', async () => {
    const { client } = await signedIn('root');
    const head = (await client.request('audit.list', { ...everything, limit: 1 })).entries[0]?.seq ?? 0;
    const seqs: number[] = [];
    let before: number | null = head;
    while (before !== null) {
      const page: RequestResult<'audit.list'> = await client.request('audit.list', { ...everything, before, limit: 7 });
      seqs.push(...page.entries.map(({ seq }) => seq));
      before = page.next;
    }
    expect(seqs).toEqual(Array.from({ length: head - 1 }, (_, index) => head - 1 - index));
    const exported = await client.request('audit.export', { ...everything, before: head, limit: 5 });
    expect(exported.entries.map(({ seq }) => seq)).toEqual(seqs.slice(0, 5));
    const { entries } = await client.request('audit.list', { ...everything, limit: 1 });
    expect(entries[0]).toMatchObject({ action: 'audit.export', actorName: 'root' });
  });

  it('shows a township’s administrator what people of the township did and what was done to its things, and nothing else', async () => {
    const [top, branch] = [await signedIn('root'), await signedIn('first-admin')];
    await top.client.request('audit.verify', { fresh: true });
    const { id } = await fresh('duty', county.orgs.firstVillage);
    await top.client.request('account.signOutEverywhere', { accountId: id });
    await expect(signedIn('first-admin', 'a guess')).rejects.toMatchObject({ code: 'auth.bad_credentials' });
    await expect(signedIn('root', 'a guess')).rejects.toMatchObject({ code: 'auth.bad_credentials' });
    const { entries } = await branch.client.request('audit.list', everything);
    expect(entries.length).toBeGreaterThan(0);
    const own = /^991100\/991100101\//;
    for (const { actorOrgPath, targetOrgPath } of entries) expect(own.test(actorOrgPath ?? '') || own.test(targetOrgPath ?? '')).toBe(true);
    expect(entries.filter(({ actorName }) => actorName === 'root')[0]).toMatchObject({
      action: 'account.signOutEverywhere',
      targetId: id,
      targetOrgPath: '991100/991100101/991100101201/',
      targetLabel: expect.stringMatching(/^fresh-/),
    });
    // Guessing at its people's passwords, by nobody knows whom; not at those of others.
    const guesses = entries.filter(({ actorKind, outcome }) => actorKind === 'nobody' && outcome === 'auth.bad_credentials');
    expect(guesses.map(({ detail }) => JSON.parse(detail))).toContainEqual({ username: 'first-admin' });
    expect(guesses.map(({ detail }) => JSON.parse(detail))).not.toContainEqual({ username: 'root' });
    const village = await branch.client.request('audit.list', { ...everything, targetPath: '991100/991100101/991100101201/' });
    expect(village.entries.length).toBeGreaterThan(0);
    for (const { targetOrgPath } of village.entries) expect(targetOrgPath).toBe('991100/991100101/991100101201/');
    const { client } = await signedIn('duty');
    for (const asked of [
      client.request('audit.list', everything),
      client.request('audit.export', everything),
      client.request('audit.verify', { fresh: true }),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'right.missing' });
    }
  });

  it('holds who changed whose account, and no password', async () => {
    const { client } = await signedIn('root');
    const { record, password } = await client.request('account.create', {
      username: 'audited',
      name: '某',
      role: 'duty',
      orgId: county.orgs.first,
    });
    const { id } = record.account;
    const reset = await client.request('account.resetPassword', { accountId: id });
    await client.request('account.move', { accountId: id, orgId: county.orgs.second });
    const { entries } = await client.request('audit.list', everything);
    const about = entries.filter((entry) => entry.targetId === id && entry.actorName === 'root').map(({ action }) => action);
    expect(about).toEqual(['account.move', 'account.resetPassword', 'account.create']);
    const text = JSON.stringify(entries);
    for (const secret of [password, reset.password]) expect(text).not.toContain(secret);
  });

  it('is verified on demand, and the last result is there for whoever comes next', async () => {
    const { client } = await signedIn('root');
    const verified = await client.request('audit.verify', { fresh: true });
    expect(verified).toMatchObject({ broken: null });
    expect(verified.entries).toBeGreaterThan(10);
    expect(await client.request('audit.verify', { fresh: false })).toEqual(verified);
  });
});

describe('the server’s state', () => {
  it('is told to administrators, with the seats of their branch', async () => {
    const [top, branch, duty] = [await signedIn('root'), await signedIn('first-admin'), await signedIn('duty')];
    const status = await top.client.request('system.status', {});
    expect(status).toMatchObject({ problems: [], mediaWorkers: 1 });
    expect(status.seats.map(({ username }) => username).toSorted()).toEqual(['duty', 'first-admin', 'root']);
    expect((await branch.client.request('system.status', {})).seats.map(({ username }) => username)).toEqual(['first-admin']);
    await expect(duty.client.request('system.status', {})).rejects.toMatchObject({ code: 'right.missing' });
  });
});
