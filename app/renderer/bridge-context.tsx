import { createContext, type ReactNode, useContext } from 'react';
import type { Bridge } from '../bridge/bridge.ts';

const BridgeContext = createContext<Bridge | null>(null);

/** Gives everything below the one bridge of this page. */
export function BridgeProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  return <BridgeContext value={bridge}>{children}</BridgeContext>;
}

/** What stands behind the page. Throws outside of a `BridgeProvider`: that is a fault of ours, not of the line. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('useBridge needs a BridgeProvider above it.');
  return bridge;
}
