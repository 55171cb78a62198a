import { launchBrowser } from '../../e2e/harness/browser.ts';
import { Network } from '../../e2e/harness/network.ts';
import { System } from '../../e2e/harness/system.ts';
import { Desk } from '../../e2e/pages/desk.ts';
import { type Room, Rooms } from '../../e2e/pages/rooms.ts';
import { installMediaWatch, resumed } from './media-watch.ts';

const TITLE = '断线演练';
/** Whoever is not back by then is not coming, ms. */
const LIMIT_MS = 40_000;

/** A conference with two people in real Chromiums, one of them behind a network of their own. */
export interface TwoSeats {
  readonly system: System;
  readonly network: Network;
  readonly rooms: readonly [near: Room, far: Room];
  readonly roomId: string;
}

/** @throws Error where no network can be made here, with the reason */
export async function openTwoSeats(running: AsyncDisposableStack): Promise<TwoSeats> {
  const missing = Network.missing();
  if (missing !== null) throw new Error(`This benchmark cuts a network of its own, and ${missing}.`);
  const network = new Network();
  running.defer(() => network[Symbol.dispose]());
  // One worker: then it is known whose death is measured.
  const system = await System.start({ cameras: false, server: ['--host', network.address, '--workers', '1'] });
  running.defer(() => system.dispose());
  const nearBrowser = await launchBrowser();
  running.defer(() => nearBrowser.close());
  const farBrowser = await launchBrowser(network.chromium());
  running.defer(() => farBrowser.close());
  const host = await Desk.signedIn(nearBrowser, await system.console('host'), 'host');
  const township = await Desk.signedIn(farBrowser, await system.console('township', system.serverUrl, network.via), 'township');
  const near = await new Rooms(host).create('conference', TITLE);
  await township.go('rooms');
  const roomId = await new Rooms(township).row(TITLE).getAttribute('data-room-id');
  if (roomId === null) throw new Error('The room has no id.');
  const far = await new Rooms(township).join(TITLE);
  for (const room of [near, far]) await installMediaWatch(room.page);
  const seats: TwoSeats = { system, network, rooms: [near, far], roomId };
  await settled(seats);
  return seats;
}

/** Waits until both see and hear each other. @param after UTC ms @returns UTC ms of the later one */
export async function bothResumed({ rooms }: TwoSeats, after: number): Promise<number> {
  return Math.max(...(await Promise.all(rooms.map((room) => resumed(room.page, after, LIMIT_MS)))));
}

/** Everything runs, and has for a while: what is cut next is not something that was only being mended. */
export async function settled(seats: TwoSeats): Promise<void> {
  await bothResumed(seats, Date.now());
  for (const room of seats.rooms) {
    await room.page.locator('[data-testid="connection-state"][data-state="connected"]').waitFor({ timeout: LIMIT_MS });
  }
  await bothResumed(seats, Date.now() + 2_000);
}
