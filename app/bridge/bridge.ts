import type { BridgeEvent, BridgeEventName, CallName, CallParams, CallResult } from './contract.ts';

/** Whatever listens can be let go; calling it twice does nothing. */
export type Dispose = () => void;

/** What stands behind the page, whichever host it is. */
export interface Bridge {
  /** Rejects with `Refusal`. */
  call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>>;
  on<N extends BridgeEventName>(event: N, listener: (data: BridgeEvent<N>) => void): Dispose;
}
