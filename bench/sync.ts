import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../scripts/programs/server.ts';
import { BusySeat } from './harness/busy-seat.ts';
import { runConsole } from './harness/console-run.ts';
import { resultLine, spread } from './harness/figures.ts';

const SEATS = 20;
/** 10,000 in all, which is also what the console that was away has to catch up with. */
const CHANGES_PER_SEAT = 500;
const HYDRATIONS = 3;

type Figures = Record<string, { value: number } | ReturnType<typeof spread>>;

async function demoServer(folder: string, scale: 'county' | 'city') {
  const args = ['--demo', '--scale', scale, '--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', join(folder, scale)];
  return startServer({ args, log: { file: join(folder, `${scale}.log`) } });
}

/** Seats of one township, so that each sees what every other does. */
async function busySeats(serverUrl: string, folder: string): Promise<Figures> {
  const visibleMs: number[] = [];
  const madeAt = new Map<string, number>();
  const seats = Array.from({ length: SEATS }, (_, index) => {
    // A row comes again with each note: the first time counts, at each other seat.
    const known = new Set<string>();
    const saw = (id: string): void => {
      const made = madeAt.get(id) ?? seats.flatMap(({ reports }) => reports.get(id) ?? [])[0];
      if (made === undefined || known.has(id)) return;
      known.add(id);
      madeAt.set(id, made);
      if (!(seats[index]?.reports.has(id) ?? false)) visibleMs.push(performance.now() - made);
    };
    return new BusySeat({ serverUrl, pinPath: join(folder, `pin-${index}.json`), saw });
  });
  try {
    for (const seat of seats) await seat.open('township');
    console.error(`sync: ${SEATS} seats are open`);
    const started = performance.now();
    await Promise.all(seats.map((seat) => seat.make(CHANGES_PER_SEAT)));
    const seconds = (performance.now() - started) / 1000;
    return { mutations_per_s: { value: Math.round((SEATS * CHANGES_PER_SEAT) / seconds) }, visible_ms: spread(visibleMs) };
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
    const county = await demoServer(folder, 'county');
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
