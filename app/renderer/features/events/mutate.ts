import type { MutationArgs, MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import type { Bridge } from '../../../bridge/bridge.ts';

/** Makes a named change, its arguments typed. It is shown at once and sent when the line is there. Rejects with `Refusal`. */
export async function mutate<N extends MutationName>(bridge: Bridge, name: N, args: MutationArgs<N>): Promise<void> {
  await bridge.call('data.mutate', { name, args });
}
