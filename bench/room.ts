import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { System } from '../e2e/harness/system.ts';
import { quantile, resultLine, spread } from './harness/figures.ts';
import { ForwarderUnderLoad, type Window } from './harness/forwarder.ts';
import { HeldMemory, INSPECTED } from './harness/held-memory.ts';
import { Meeting } from './harness/meeting.ts';
import { costOf, processesOf } from './harness/process-cost.ts';
import { Sink } from './harness/sink.ts';

const SEATS = 500;
const JOIN_WITHIN_MS = 30_000;
const CHURN = 1000;
/** Thousands of leaves and joins before the one that is measured: until then the server's heap still fills. */
const WARM_UP_CHURNS = 2;
/** Memory is looked at when what was let go has had time to be given back, ms. */
const SETTLE_MS = 8000;

const SENDERS = 4;
const RECEIVERS = 40;
// Single rounds differ by a tenth on a shared machine: the median of nine settles.
const ROUNDS = 9;
const WINDOW_MS = 5000;
const WARM_UP_MS = 1500;

/** Receiving seats, up to where the machine gives out. */
const STEPS = [10, 25, 50, 75, 100, 150, 200, 250, 300, 400, 495] as const;
/** Where less arrives than this, the machine has given out. */
const LEAST_DELIVERED = 0.97;

/** A large meeting: signalling and memory on a real server; cost of forwarding beside bare mediasoup; how many seats this machine takes. @returns the result line */
export async function run(): Promise<string> {
  const signalling = await measureSignalling();
  const ratios = await measureCost();
  const limit = await measureLimit();
  return resultLine('room', {
    packet_cost_ratio: { value: round(quantile(ratios, 0.5), 3) },
    join_answer_ms: spread(signalling.answersMs),
    memory_growth_pct: { value: round(signalling.rssGrowthPct, 1) },
    held_heap_growth_pct: { value: round(signalling.heapGrowthPct, 1) },
    join_kilobytes: { value: round(signalling.bytesPerJoin / 1000, 1) },
    seats_at_limit: { value: limit },
  });
}

interface Signalling {
  readonly answersMs: number[];
  readonly bytesPerJoin: number;
  /** Of server and workers as the system counts it, with what V8 has not collected yet and what allocators keep for the next time. */
  readonly rssGrowthPct: number;
  /** Of the JavaScript objects that are still held after a collection: a leak shows here however the collector is disposed. */
  readonly heapGrowthPct: number;
}

/**
 * The heap is collected only at the ends, where the resident memory has been read already: it is seen as it is without anybody's help.
 * V8 lets a heap grow to several times of what is held before it collects in earnest, so the first rounds only fill it.
 */
async function measureSignalling(): Promise<Signalling> {
  await using open = new AsyncDisposableStack();
  const system = await System.start({ cameras: false, env: INSPECTED });
  open.defer(() => system.dispose());
  const held = await HeldMemory.of(path.join(system.folder, 'server.log'));
  open.defer(() => held.close());
  const meeting = await Meeting.open(system.serverUrl, SEATS - 1);
  open.defer(() => meeting.close());
  const pid = system.server.pid;
  const before = meeting.received;
  const answersMs = await meeting.joinAll(JOIN_WITHIN_MS);
  const bytesPerJoin = (meeting.received - before) / SEATS;
  say(
    `${SEATS} joins within ${JOIN_WITHIN_MS / 1000} s: p95 ${round(quantile(answersMs, 0.95), 1)} ms, longest ${round(Math.max(...answersMs), 1)} ms`,
  );
  const heapBefore = await held.heapAfterCollection();
  const rss: number[] = [];
  for (let turn = 0; turn <= WARM_UP_CHURNS; turn += 1) {
    await meeting.churn(CHURN);
    rss.push(await settledRss(pid, (turn + 1) * CHURN));
  }
  const heapAfter = await held.heapAfterCollection();
  say(`JavaScript objects held by the server: ${megabytes(heapBefore)} MB, after all leaves and joins ${megabytes(heapAfter)} MB`);
  const [rssBefore = Number.NaN, rssAfter = Number.NaN] = rss.slice(-2);
  await meeting.leaveAll();
  return { answersMs, bytesPerJoin, rssGrowthPct: (rssAfter / rssBefore - 1) * 100, heapGrowthPct: (heapAfter / heapBefore - 1) * 100 };
}

async function settledRss(pid: number, churned: number): Promise<number> {
  await sleep(SETTLE_MS);
  const each = processesOf(pid).map(({ name, rss }) => `${name} ${megabytes(rss)}`);
  say(`memory after ${churned} leaves and joins, MB: ${each.join(', ')}`);
  return costOf(pid).rss;
}

/** Both forward the same packets in turn: a room of the product's with all its workers, and one bare worker. @returns a ratio a round */
async function measureCost(): Promise<number[]> {
  await using open = new AsyncDisposableStack();
  const sink = await Sink.open();
  open.defer(() => sink.close());
  const options = { sinkPort: sink.port, workers: availableParallelism(), senders: SENDERS };
  const room = await ForwarderUnderLoad.start('room', options);
  open.defer(() => room.close());
  const bare = await ForwarderUnderLoad.start('bare', options);
  open.defer(() => bare.close());
  for (const one of [room, bare]) await one.seat(RECEIVERS);
  const ratios: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    // Each is first every other time, so that a machine that slows down favours neither.
    const [first, second] = turn % 2 === 0 ? [room, bare] : [bare, room];
    const costs = new Map<ForwarderUnderLoad, number>();
    for (const one of [first, second]) costs.set(one, costPerPacket(await one.measure(WINDOW_MS, WARM_UP_MS)));
    const [ours, theirs] = [costs.get(room) ?? Number.NaN, costs.get(bare) ?? Number.NaN];
    ratios.push(ours / theirs);
    say(`cost of a forwarded packet ${turn + 1}/${ROUNDS}: room ${round(ours, 2)} µs, bare mediasoup ${round(theirs, 2)} µs`);
  }
  return ratios;
}

/** µs */
const costPerPacket = ({ cpuMs, packets }: Window) => (cpuMs * 1000) / packets;

/** @returns receiving seats of the last step at which the machine kept up */
async function measureLimit(): Promise<number> {
  await using open = new AsyncDisposableStack();
  const sink = await Sink.open();
  open.defer(() => sink.close());
  const room = await ForwarderUnderLoad.start('room', { sinkPort: sink.port, workers: availableParallelism(), senders: SENDERS });
  open.defer(() => room.close());
  say(`seats that receive ${SENDERS} pictures of 1 Mbit/s and ${SENDERS} voices, encrypted:`);
  say('seats | CPU % of one core | memory MB | packets/s | delivered %');
  let last = 0;
  for (const seats of STEPS) {
    await room.seat(seats);
    const { cpuMs, tookMs, packets, delivered, rss } = await room.measure(WINDOW_MS, WARM_UP_MS);
    const columns = [
      seats,
      Math.round((cpuMs / tookMs) * 100),
      megabytes(rss),
      Math.round((packets / tookMs) * 1000),
      round(delivered * 100, 1),
    ];
    say(columns.join(' | '));
    if (delivered < LEAST_DELIVERED) break;
    last = seats;
  }
  return last;
}

const say = (line: string) => console.error(line);
const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const megabytes = (bytes: number) => Math.round(bytes / 1e6);
