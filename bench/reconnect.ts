import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resultLine, type Spread, spread } from './harness/figures.ts';
import { runsOr } from './harness/runs.ts';
import { SimulatedSeat } from './harness/simulated-seat.ts';
import { bothResumed, openTwoSeats, settled, type TwoSeats } from './harness/two-seats.ts';

const NETWORK_RUNS = 20;
const WORKER_RUNS = 10;
const SERVER_RUNS = 5;
const CUT_MS = 5_000;
/** Together with the two real ones: 50. */
const SIMULATED_SEATS = 48;
/** What lay in the jitter buffers when all went dark is played out by then, ms: a frame after it has come over the new way. */
const PLAYED_OUT_MS = 300;
/** Accounts of the demo that see the host's conference. */
const PEOPLE = ['duty', 'leader', 'clerk', 'mediator', 'township', 'township2', 'village', 'justice'] as const;

/** Cut for five seconds: by turns the seat's own cable is pulled, and something in between goes dead without telling anybody. */
async function networkCut(seats: TwoSeats, pull: boolean): Promise<number> {
  const { network } = seats;
  if (pull) network.pullCable();
  else network.pass('nothing');
  await sleep(CUT_MS);
  const backAt = Date.now();
  if (pull) network.plugIn();
  else network.pass('everything');
  return (await bothResumed(seats, backAt)) - backAt;
}

/** From the worker's violent end to picture and sound at both. */
async function workerKilled(seats: TwoSeats): Promise<number> {
  const pids = execFileSync('pgrep', ['-P', String(seats.system.server.pid), '-f', 'mediasoup-worker'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const killedAt = Date.now();
  for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
  return (await bothResumed(seats, killedAt + PLAYED_OUT_MS)) - killedAt;
}

/** From the server's violent end, with the time that it needs to start, until the last of all seats is back. */
async function serverKilled(seats: TwoSeats, simulated: readonly SimulatedSeat[]): Promise<number> {
  const killedAt = Date.now();
  const all = Promise.all([Promise.all(simulated.map((seat) => seat.back())), bothResumed(seats, killedAt + PLAYED_OUT_MS)]);
  await seats.system.restartServer('kill');
  const listensMs = Date.now() - killedAt;
  const [seated, seen] = await all;
  const seatedMs = Math.max(...seated) - killedAt;
  console.error(
    `  listens after ${listensMs} ms, simulated seats back after ${seatedMs} ms, picture and sound after ${seen - killedAt} ms`,
  );
  return Math.max(seatedMs, seen - killedAt);
}

async function measure(name: string, seats: TwoSeats, runs: number, once: (run: number) => Promise<number>): Promise<Spread> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await settled(seats);
    const tookMs = await once(run);
    samples.push(tookMs);
    console.error(`${name} ${run + 1}/${runs}: ${tookMs} ms`);
  }
  return spread(samples);
}

/** How long seats are without picture and sound after a cut network, a killed worker and a killed server. @returns the result line */
export async function run(): Promise<string> {
  await using running = new AsyncDisposableStack();
  const seats = await openTwoSeats(running);
  const network = await measure('network', seats, runsOr(NETWORK_RUNS), (run) => networkCut(seats, run % 2 === 0));
  const worker = await measure('worker', seats, runsOr(WORKER_RUNS), () => workerKilled(seats));
  const simulated: SimulatedSeat[] = [];
  running.defer(() => {
    for (const seat of simulated) seat.close();
  });
  for (let index = 0; index < SIMULATED_SEATS; index += 1) {
    const seat = new SimulatedSeat(seats.system.serverUrl, join(seats.system.folder, 'simulated-seats.pin'));
    simulated.push(seat);
    await seat.signIn(PEOPLE[index % PEOPLE.length] ?? 'duty');
    await seat.join(seats.roomId);
  }
  const server = await measure('server', seats, runsOr(SERVER_RUNS), () => serverKilled(seats, simulated));
  return resultLine('reconnect', { network_ms: network, worker_ms: worker, server_ms: server });
}
