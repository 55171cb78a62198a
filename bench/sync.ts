import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../scripts/programs/server.ts';
import { BusySeat } from './harness/busy-seat.ts';
import { runConsole } from './harness/console-run.ts';
import { resultLine, spread } from './harness/figures.ts';

const SEATS = 20;
/** 10,000 in all, which is also what the console that was away has to catch up with. */
const UNPACED_PER_SEAT = 300;
const PACED_PER_SEAT = 200;
/** Changes a second of all seats together in the paced part. */
const PACE_PER_S = 2_000;
const HYDRATIONS = 3;

type Figures = Record<string, { value: number } | ReturnType<typeof spread>>;

async function demoServer(folder: string, scale: 'year' | 'city') {
  const args = ['--demo', '--scale', scale, '--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', join(folder, scale)];
  return startServer({ args, log: { file: join(folder, `${scale}.log`) } });
}

/**
 * Seats of one township, so that each sees what every other does; all of them in this process, which has a core while the server has the
 * other. First as fast as the server takes changes: how many a second. Then at a pace of `PACE_PER_S` over all seats: how long after it
 * was made an event stands at each other seat, and the pace that was reached, since a seat holds back while too much of its own is under way.
 */
async function busySeats(serverUrl: string, folder: string): Promise<Figures> {
  const visibleMs: number[] = [];
  const madeAt = new Map<string, number>();
  let paced = false;
  const seats = Array.from({ length: SEATS }, (_, index) => {
    // A row comes again with each note: the first time counts, at each other seat.
    const known = new Set<string>();
    const saw = (id: string): void => {
      if (!paced || known.has(id)) return;
      const made = madeAt.get(id) ?? seats.flatMap(({ reports }) => reports.get(id) ?? [])[0];
      if (made === undefined) return;
      known.add(id);
      madeAt.set(id, made);
      if (!(seats[index]?.reports.has(id) ?? false)) visibleMs.push(performance.now() - made);
    };
    return new BusySeat({ serverUrl, pinPath: join(folder, `pin-${index}.json`), saw });
  });
  /** @returns changes a second of all seats */
  const rate = async (perSeat: number, everyMs: number): Promise<number> => {
    const started = performance.now();
    await Promise.all(seats.map((seat) => seat.make(perSeat, everyMs)));
    return Math.round((SEATS * perSeat * 1000) / (performance.now() - started));
  };
  try {
    for (const seat of seats) await seat.open('township');
    console.error(`sync: ${SEATS} seats are open`);
    const unpaced = await rate(UNPACED_PER_SEAT, 0);
    for (const seat of seats) seat.reports.clear();
    paced = true;
    const reached = await rate(PACED_PER_SEAT, (SEATS * 1000) / PACE_PER_S);
    return { mutations_per_s: { value: unpaced }, visible_ms: spread(visibleMs), visible_at_per_s: { value: reached } };
  } finally {
    for (const seat of seats) seat.close();
  }
}

async function hydrations(serverUrl: string, folder: string, runs: number) {
  const results: Awaited<ReturnType<typeof runConsole>>[] = [];
  for (let run = 0; run < runs; run += 1) results.push(await runConsole(serverUrl, join(folder, `console-${run}`), 'duty'));
  return results;
}

/** The data core at size, over loopback: changes from many seats, first copies, a console that was away. @returns the result line */
export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shilian-bench-sync-'));
  const figures: Figures = {};
  try {
    const county = await demoServer(folder, 'year');
    const copies = await hydrations(county.listening.url, join(folder, 'county-consoles'), HYDRATIONS);
    figures.hydrate_county_ms = spread(copies.map(({ ms }) => ms));
    console.error('sync: the county is hydrated');
    Object.assign(figures, await busySeats(county.listening.url, folder));
    console.error('sync: changes are made');
    const away = await hydrations(county.listening.url, join(folder, 'county-consoles'), HYDRATIONS);
    figures.catch_up_ms = spread(away.map(({ ms }) => ms));
    await county.stop();
    const city = await demoServer(folder, 'city');
    const large = await hydrations(city.listening.url, join(folder, 'city-consoles'), 1);
    figures.hydrate_city_ms = spread(large.map(({ ms }) => ms));
    figures.console_memory_mb = { value: Math.round(Math.max(...large.map(({ rss }) => rss)) / 2 ** 20) };
    await city.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return resultLine('sync', figures);
}
