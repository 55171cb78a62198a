import type { Bridge } from './bridge.ts';
import { openDirectBridge } from './direct-bridge.ts';
import { openIpcBridge } from './ipc-bridge.ts';
import { openSocketBridge } from './socket-bridge.ts';
import { onWake } from './wake-signs.ts';
import { HOST_META } from './wire.ts';

/** The bridge to whatever stands behind this page: Electron, a browser host, or the server itself. */
export function openBridge(): Bridge {
  const bridge = bridgeOfHost();
  // As long as the page lives. Where the host itself cannot be reached, it is tried again by itself.
  onWake({ window, document }, () => void bridge.call('line.wake', {}).catch(() => undefined));
  return bridge;
}

function bridgeOfHost(): Bridge {
  if (window.shilian !== undefined) return openIpcBridge(window.shilian);
  const host = document.querySelector(`meta[name="${HOST_META}"]`)?.getAttribute('content');
  return host === 'browser' ? openSocketBridge() : openDirectBridge();
}
