import type { SendingLimit } from '../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { request } from '../../bridge/requests.ts';
import { MachinePressure } from './machine-pressure.ts';
import type { RoomSession } from './RoomSession.ts';
import { limitOf, readSending, type SendingReading } from './sending-limit.ts';

const EVERY_MS = 3_000;
/** So often the same has to be seen before it is said: encoders are short for a moment whenever they begin. */
const SURE_AFTER = 3;

/** Believes what it has seen several times in a row. */
export class LimitJudge {
  #said: SendingLimit | null = null;
  #seen: SendingLimit | null = null;
  #times = 0;

  /** @returns what is to be said now, or undefined where nothing has changed for sure */
  see(limit: SendingLimit | null): SendingLimit | null | undefined {
    this.#times = limit === this.#seen ? this.#times + 1 : 1;
    this.#seen = limit;
    if (limit === this.#said || this.#times < SURE_AFTER) return undefined;
    this.#said = limit;
    return limit;
  }
}

/** Tells the room, as long as one sits in it, what keeps one's own picture from being better. The browser tells it only when asked. */
export function watchSending(bridge: Bridge, room: RoomSession): void {
  const judge = new LimitJudge();
  const pressure = new MachinePressure();
  let before: SendingReading | null = null;
  const look = async () => {
    const { phase, connection, camera } = room.store.getState();
    if (phase !== 'joined' || connection !== 'connected') return;
    const report = camera.state === 'on' ? await room.camera.statistics() : null;
    const now = report === null ? null : readSending(report);
    const limit = judge.see(now === null ? null : limitOf(now, before, pressure.busy));
    before = now;
    if (limit === undefined) return;
    await request(bridge, 'room.sending', { roomId: room.store.getState().roomId, limitedBy: limit });
  };
  // What could not be told is told with the next change.
  const timer = setInterval(() => void look().catch(() => undefined), EVERY_MS);
  const stop = room.store.subscribe(({ phase }) => {
    if (phase !== 'ended') return;
    clearInterval(timer);
    pressure[Symbol.dispose]();
    stop();
  });
}
