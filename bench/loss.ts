import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { System } from '../e2e/harness/system.ts';
import { Desk } from '../e2e/pages/desk.ts';
import { type Room, Rooms } from '../e2e/pages/rooms.ts';
import { BadPath, type PathFault } from './harness/bad-path.ts';
import { resultLine } from './harness/figures.ts';
import { installMediaWatch, type Received, received, resumed } from './harness/media-watch.ts';

const SERVER = '127.0.0.1';
/** Also this machine: clients are told to send their media here. */
const PATH = '127.0.0.2';
const MEASURE_MS = 20_000;
/** Until estimators have found their place after a change, ms. */
const SETTLE_MS = 8_000;

const FAULTS: readonly (PathFault & { readonly name: string })[] = [
  { name: 'none', loss: 0, delayMs: 0 },
  { name: 'loss_5', loss: 0.05, delayMs: 0 },
  { name: 'loss_10', loss: 0.1, delayMs: 0 },
  { name: 'loss_20', loss: 0.2, delayMs: 0 },
  { name: 'delay_300', loss: 0, delayMs: 300 },
];

interface Row {
  readonly fps: number;
  /** Of all sound that was played, the part that had to be made up (0 to 1); silence between words is not counted. */
  readonly concealed: number;
  readonly heard: boolean;
  readonly lost: number;
  readonly freezes: number;
  /** From the end of the fault to a picture at more than half of its undisturbed rate, ms. */
  readonly recoveredMs: number;
}

/** A port that is free on both addresses, so that the path can have the server's. */
async function freePort(): Promise<number> {
  const probe = createSocket('udp4').bind(0, SERVER);
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

function between(before: Received, after: Received, ms: number): Omit<Row, 'recoveredMs'> {
  const samples = after.samples - before.samples;
  const concealed = after.concealed - before.concealed - (after.silentConcealed - before.silentConcealed);
  const packets = after.packets - before.packets;
  const lost = after.lost - before.lost;
  return {
    fps: (after.frames - before.frames) / (ms / 1_000),
    concealed: samples === 0 ? 1 : concealed / samples,
    heard: after.energy > before.energy,
    lost: packets + lost === 0 ? 1 : lost / (packets + lost),
    freezes: after.freezes - before.freezes,
  };
}

/** From now until a second has more than half of the frames that it should have, ms. */
async function recovery(room: Room, fps: number): Promise<number> {
  const startedAt = Date.now();
  let before = await received(room.page);
  for (;;) {
    await sleep(1_000);
    const now = await received(room.page);
    if (now.frames - before.frames > fps / 2) return Date.now() - startedAt;
    if (Date.now() - startedAt > 60_000) throw new Error('The picture did not recover within a minute.');
    before = now;
  }
}

async function measure(room: Room, path: BadPath, fault: PathFault, fps: number | null): Promise<Row> {
  path.fault = fault;
  await sleep(SETTLE_MS);
  const before = await received(room.page);
  const startedAt = Date.now();
  await sleep(MEASURE_MS);
  const row = between(before, await received(room.page), Date.now() - startedAt);
  path.fault = { loss: 0, delayMs: 0 };
  return { ...row, recoveredMs: await recovery(room, fps ?? row.fps) };
}

/** What two seats get of each other over a path that loses or delays packets both ways, as a table on standard error. @returns the result line */
export async function run(): Promise<string> {
  await using running = new AsyncDisposableStack();
  const port = await freePort();
  const path = await BadPath.open(PATH, { address: SERVER, port });
  running.defer(() => path[Symbol.asyncDispose]());
  const system = await System.start({
    cameras: false,
    server: ['--workers', '1', '--announced-address', PATH, '--rtc-port', String(port)],
  });
  running.defer(() => system.dispose());
  const browser = await launchBrowser();
  running.defer(() => browser.close());
  const host = await Desk.signedIn(browser, await system.console('host'), 'host');
  const township = await Desk.signedIn(browser, await system.console('township'), 'township');
  await new Rooms(host).create('conference', '丢包演练');
  const room = await new Rooms(township).join('丢包演练');
  await installMediaWatch(room.page);
  await resumed(room.page, Date.now(), 30_000);
  const figures: Record<string, { value: number }> = {};
  let fps: number | null = null;
  console.error('| fault | lost | fps | freezes | sound made up | heard | picture back after |');
  for (const { name, ...fault } of FAULTS) {
    const row = await measure(room, path, fault, fps);
    fps ??= row.fps;
    const part = (value: number) => `${(value * 100).toFixed(1)} %`;
    const cells = [part(row.lost), row.fps.toFixed(1), row.freezes, part(row.concealed), row.heard ? 'yes' : 'no', `${row.recoveredMs} ms`];
    console.error(`| ${name} | ${cells.join(' | ')} |`);
    figures[`${name}_fps`] = { value: Math.round(row.fps * 10) / 10 };
    figures[`${name}_concealed_pct`] = { value: Math.round(row.concealed * 1_000) / 10 };
    figures[`${name}_recovered_ms`] = { value: row.recoveredMs };
  }
  return resultLine('loss', figures);
}
