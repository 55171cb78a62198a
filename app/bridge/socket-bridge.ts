import { ENTITY_NAMES } from '../../sfu-server/protocol/entities/index.ts';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Bridge } from './bridge.ts';
import { type Clock, systemClock } from './clock.ts';
import { introduce as introduceByPage } from './introduce.ts';
import { Backoff } from './link/backoff.ts';
import { browserConnect } from './link/browser-socket.ts';
import type { Connect, Socket } from './link/socket.ts';
import { RemoteBridge } from './remote-bridge.ts';
import { BRIDGE_PATH, type PageMessage } from './wire.ts';

export interface SocketBridgeOptions {
  readonly connect?: Connect;
  readonly clock?: Clock;
  /** Makes this browser known to a host that does not let it in. */
  readonly introduce?: () => Promise<void>;
}

/** The bridge of a page that a browser host serves: over a socket to its own origin, made anew when it breaks. */
export function openSocketBridge(options: SocketBridgeOptions = {}): Bridge {
  const { connect = browserConnect(bridgeUrl()), clock = systemClock, introduce = introduceByPage } = options;
  const backoff = new Backoff();
  let socket: Socket | null = null;
  let opened = false;
  let wasLost = false;
  /** Calls made before the first socket is open. */
  let held: PageMessage[] = [];

  const bridge = new RemoteBridge((message) => {
    if (opened) socket?.send(JSON.stringify(message));
    else if (wasLost) throw new Refusal('line.offline', 'The console behind this page is not running.');
    else held.push(message);
  });

  const open = (): void => {
    socket = connect({
      opened: () => {
        opened = true;
        backoff.reset();
        for (const message of held.splice(0)) socket?.send(JSON.stringify(message));
        if (wasLost) void tellAnew(bridge);
        wasLost = false;
      },
      message: (text) => bridge.receive(parseOrNull(text)),
      closed: () => {
        // Never let in: nobody is there, or it is a host started anew that has not seen this browser.
        const refused = !opened;
        opened = false;
        wasLost = true;
        held = [];
        bridge.lost();
        bridge.emit('line.changed', { state: 'offline', rttMs: null, waiting: 0, refused: 0, lastSyncedAt: null, progress: null });
        clock.after(backoff.next(), refused ? () => void introduce().then(open, open) : open);
      },
    });
  };
  open();
  return bridge;
}

/** A host that is back may be another one: everything the page shows is asked for again. */
async function tellAnew(bridge: RemoteBridge): Promise<void> {
  try {
    bridge.emit('session.changed', await bridge.call('session.get', {}));
    for (const entity of ENTITY_NAMES) bridge.emit('data.changed', { entity, put: [], removed: [], pendingIds: [], reset: true });
    bridge.emit('line.changed', await bridge.call('line.get', {}));
    bridge.emit('outbox.changed', await bridge.call('outbox.list', {}));
    bridge.emit('attachment.changed', await bridge.call('attachment.transfers', {}));
  } catch (error) {
    // Lost again, or nobody is signed in there: the next opening or the sign-in tells it.
    if (!(error instanceof Refusal)) throw error;
  }
}

function bridgeUrl(): string {
  const url = new URL(BRIDGE_PATH, location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
