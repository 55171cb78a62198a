import type { Bridge } from './bridge.ts';
import { RemoteBridge } from './remote-bridge.ts';
import type { PageMessage } from './wire.ts';

/** What Electron's preload shows to the page; the page sees nothing else of Electron. */
export interface PreloadDoor {
  /** Kept until the host's port is there. */
  post(message: PageMessage): void;
  /** One listener; the messages that came before it are given to it first. */
  listen(listener: (message: unknown) => void): void;
}

declare global {
  interface Window {
    shilian?: PreloadDoor;
  }
}

/** The bridge of a page in Electron's window. */
export function openIpcBridge(door: PreloadDoor): Bridge {
  const bridge = new RemoteBridge((message) => door.post(message));
  door.listen((message) => bridge.receive(message));
  return bridge;
}
