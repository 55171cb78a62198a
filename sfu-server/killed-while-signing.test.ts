import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hand } from './papers/mediation/fixture.ts';
import type { CasePaper } from './protocol/case-paper.ts';
import type { Party } from './protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from './protocol/mutations.ts';
import type { Account } from './protocol/session.ts';
import { readAgreements } from './store/agreement-rows.ts';
import { openDatabase } from './store/database.ts';
import type { KillStep } from './testing/kill-at.ts';
import { WireClient } from './testing/wire-client.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const KILL = join(import.meta.dirname, 'testing/kill-at.ts');
/** Each test starts whole servers. */
const STARTS_MS = 180_000;
const PASSWORD = 'Demo-2026';
const lineSchema = z.object({ url: z.url() });
const HAND = {
  strokes: [Array.from({ length: 40 }, (_, at) => [100 + at * 15, 200 + (at % 2) * 60, at * 16]).flat()],
  picture: hand(1).slice('data:image/png;base64,'.length),
};

let dir: string;
let child: ChildProcess;
let url: string;
let ended: Promise<NodeJS.Signals | null>;
let mediator: WireClient;
let account: Account;
const clients: WireClient[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-killed-'));
});
afterAll(async () => {
  for (const client of clients) client.close();
  child?.kill('SIGKILL');
  await ended;
  rmSync(dir, { recursive: true, force: true });
});

/** The real server on the same folder, as a person would start it. @param killAt where it dies by itself; also while it starts */
function spawned(killAt: KillStep | null): Promise<string> {
  const options = ['--demo', '--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', dir];
  const env = { PATH: process.env.PATH, MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN };
  const preload = killAt === null ? [] : ['--import', KILL];
  child = spawn(process.execPath, [...preload, MAIN, ...options], { env: killAt === null ? env : { ...env, KILL_AT: killAt } });
  const started = child;
  ended = new Promise((resolve) => started.once('close', (_code, signal) => resolve(signal)));
  let errors = '';
  started.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    let out = '';
    started.stdout?.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve(lineSchema.parse(JSON.parse(out)).url);
    });
    void ended.then((signal) => reject(new Error(`ended by ${signal}: ${errors.slice(-2000)}`)));
  });
}

async function start(killAt: KillStep | null = null): Promise<void> {
  url = await spawned(killAt);
  mediator = await open();
  ({ account } = await mediator.request('auth.signIn', { username: 'mediator', password: PASSWORD }));
}

async function open(): Promise<WireClient> {
  const client = await WireClient.open(url, readFileSync(join(dir, 'secrets', 'ca.pem'), 'utf8'));
  clients.push(client);
  return client;
}

/** The power goes at the step that was named: nobody gets an answer. */
async function killedBy(asked: Promise<unknown>): Promise<void> {
  await expect(asked).rejects.toThrow('closed');
  expect(await ended).toBe('SIGKILL');
}

const clientId = uuidv7();
let number = 0;
async function change<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
  number += 1;
  const { results } = await mediator.request('sync.push', { clientId, mutations: [{ number, name, args, createdAt: 1 }] });
  expect(results[0]).toMatchObject({ status: 'applied' });
}

function party(side: 'applicant' | 'respondent', name: string): Party {
  const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
  return { id: uuidv7(), side, kind: 'person', name, ...nothing, legalRepresentative: null, guardian: null, representatives: [] };
}

const caseId = uuidv7();
const links: string[] = [];
/** A mediation of the mediator's own centre with one on either side, each with a link; its agreement has one clause. */
async function prepareCase(): Promise<void> {
  const people = { applicantName: '王㛃兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '断电时的协议', facts: '', field: 'housing' as const, kind: 'mediation' as const };
  await change('case.register', {
    id: caseId,
    orgId: account.organisation.id,
    gridId: null,
    ...people,
    ...words,
    registeredAt: Date.now(),
  });
  await change('case.advance', { id: caseId, to: 'accepted', noteId: uuidv7(), note: '' });
  for (const one of [party('applicant', '王㛃兰'), party('respondent', '李𡐓')]) {
    await change('mediation.putParty', { id: caseId, party: one });
    links.push((await mediator.request('partyLink.issue', { caseId, partyId: one.id })).code);
  }
  await change('mediation.assign', { id: caseId, mediator: { accountId: account.id, name: account.name }, assistants: [] });
  await change('case.advance', { id: caseId, to: 'handling', noteId: uuidv7(), note: '' });
  await change('agreement.putClause', { id: caseId, clauseId: uuidv7(), change: { text: '李𡐓于2026年12月1日前拆除围墙。' } });
}

const papers = async () => (await mediator.request('casePaper.list', { caseId })).papers;
async function newest(): Promise<CasePaper> {
  const paper = (await papers()).at(-1);
  if (paper === undefined) throw new Error('There is no paper.');
  return paper;
}
async function agreement() {
  const db = await openDatabase(`sqlite:${join(dir, 'shilian.sqlite')}`);
  try {
    return (await readAgreements(db, [caseId]))[0];
  } finally {
    await db.destroy();
  }
}
const states = async () => (await newest()).signers.map(({ state }) => state);

/** Somebody reads by their link. @returns what goes with their hand */
async function read(phone: WireClient, at: number) {
  const code = links[at] ?? '';
  const [signing] = (await phone.request('party.look', { code })).signings;
  const signerId = signing?.ownSignerIds[0] ?? '';
  const { nonce, sha256, pages } = await phone.request('party.beginSigning', { code, signerId });
  return { code, signerId, nonce, sha256, pagesShown: Array.from({ length: pages }, (_, page) => page + 1), hand: HAND };
}
let words: Awaited<ReturnType<typeof read>>;

/** Each test goes on with the folder that the power cut before has left. */
describe('a server that is killed', { timeout: STARTS_MS }, () => {
  it('between the paper of an agreement and its draft has a paper that nobody can sign, and prints another', async () => {
    await start('paperMade');
    await prepareCase();
    await killedBy(mediator.request('agreement.finish', { caseId }));
    await start('handWritten');
    expect((await papers()).map(({ state }) => state)).toEqual(['void']);
    const { paper } = await mediator.request('agreement.finish', { caseId });
    await mediator.request('casePaper.openSigning', { paperId: paper.id, roomId: null, inOrder: true });
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('before a hand was committed has not taken it: the paper is read again, and then signed', async () => {
    const phone = await open();
    words = await read(phone, 0);
    await killedBy(phone.request('party.sign', words));
    await start('handCommitted');
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
    const again = await open();
    await expect(again.request('party.sign', words)).rejects.toMatchObject({ code: 'paper.not_read' });
    words = await read(again, 0);
    await killedBy(again.request('party.sign', words));
  });

  it('after it was committed has taken it once: the same hand that comes again is answered, and no other is taken', async () => {
    await start('sealPrepared');
    expect(await states()).toEqual(['signed', 'waiting', 'waiting']);
    const phone = await open();
    expect((await phone.request('party.sign', words)).signing.paper.signers.map(({ state }) => state)).toEqual(await states());
    await expect(phone.request('party.sign', { ...words, nonce: 'another' })).rejects.toMatchObject({ code: 'paper.already_signed' });
    await phone.request('party.sign', await read(phone, 1));
    const signerId = (await newest()).signers[2]?.id ?? '';
    const { nonce, sha256 } = await mediator.request('casePaper.beginSigning', { signerId, roomId: null });
    const own = { signerId, nonce, sha256, pagesShown: words.pagesShown, hand: HAND };
    expect((await mediator.request('casePaper.sign', own)).paper.state).toBe('signed');
  });

  it('before a seal was asked for has sealed nothing, and says nothing of a seal', async () => {
    await killedBy(mediator.request('casePaper.seal', { paperId: (await newest()).id }));
    await start('sealAsked');
    expect(await newest()).toMatchObject({ state: 'signed', sealing: false });
  });

  it('at any step of the seal goes on at the next start, until the paper is sealed once and in force', async () => {
    await killedBy(mediator.request('casePaper.seal', { paperId: (await newest()).id }));
    // It goes on by itself while it starts, and is killed again a step further.
    for (const step of ['sealSetAside', 'sealKept', 'sealNamed'] as const) await expect(spawned(step)).rejects.toThrow('SIGKILL');
    await start();
    const sealed = await newest();
    expect(sealed).toMatchObject({
      state: 'sealed',
      sealing: false,
      signers: [{ state: 'signed' }, { state: 'signed' }, { state: 'signed' }],
    });
    expect(await agreement()).toMatchObject({ effectiveAt: sealed.sealed?.at, finished: { paperId: sealed.id } });
    const { seals } = await mediator.request('casePaper.verify', { paperId: sealed.id });
    expect(seals).toMatchObject([{ intact: true, wholeFile: true, trusted: true }]);
    expect((await mediator.request('casePaper.seal', { paperId: sealed.id })).paper).toEqual(sealed);
    const { sha256 = '' } = sealed.sealed ?? {};
    const file = readFileSync(join(dir, 'case-papers', sha256.slice(0, 2), sha256));
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
  });
});

describe('what lies on the table of a room', { timeout: STARTS_MS }, () => {
  it('lies there after the server was killed: the draft with what the mediator points at, and the paper at its page', async () => {
    const [sessionId, clauseId, other] = [uuidv7(), uuidv7(), uuidv7()];
    const people = { applicantName: '王㛃兰', respondentName: null, phone: null, handlerName: null };
    const about = { title: '断电时的桌面', facts: '', field: 'housing' as const, kind: 'mediation' as const };
    await change('case.register', {
      id: other,
      orgId: account.organisation.id,
      gridId: null,
      ...people,
      ...about,
      registeredAt: Date.now(),
    });
    await change('case.advance', { id: other, to: 'accepted', noteId: uuidv7(), note: '' });
    for (const one of [party('applicant', '王㛃兰'), party('respondent', '李𡐓')])
      await change('mediation.putParty', { id: other, party: one });
    await change('mediation.assign', { id: other, mediator: { accountId: account.id, name: account.name }, assistants: [] });
    await change('case.advance', { id: other, to: 'handling', noteId: uuidv7(), note: '' });
    for (const id of [clauseId, uuidv7()])
      await change('agreement.putClause', { id: other, clauseId: id, change: { text: '互不追究。'.repeat(100) } });
    await change('mediation.planSession', { id: other, sessionId, startsAt: Date.now(), durationMin: 60, place: null });
    const { room } = await mediator.request('mediation.openSession', { caseId: other, sessionId });
    const { seat } = await mediator.request('room.join', { roomId: room.id, seat: null });
    await mediator.request('agreement.share', { roomId: room.id, shown: true, highlightedId: clauseId });
    const { paper } = await mediator.request('agreement.finish', { caseId: other });
    await mediator.request('casePaper.openSigning', { paperId: paper.id, roomId: room.id, inOrder: true });
    await mediator.request('casePaper.turn', { roomId: room.id, page: 2, free: true });
    const seen = async () => ({
      ...(await mediator.request('agreement.shared', { roomId: room.id })),
      ...(await mediator.request('casePaper.inRoom', { roomId: room.id })),
    });
    const before = await seen();
    expect(before).toMatchObject({ agreement: { highlightedId: clauseId }, signing: { page: 2, free: true } });
    child.kill('SIGKILL');
    await ended;
    await start();
    await mediator.request('room.join', { roomId: room.id, seat });
    expect(await seen()).toEqual(before);
  });
});
