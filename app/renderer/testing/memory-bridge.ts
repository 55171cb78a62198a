import type { Bridge } from '../../bridge/bridge.ts';
import type { BridgeEvent, BridgeEventName, CallName, CallParams } from '../../bridge/contract.ts';
import { CALLS } from '../../bridge/contract.ts';

type Answer = { readonly [N in CallName]?: (params: CallParams<N>) => unknown };

/** A bridge for tests: calls are answered by the given functions, events are told by `tell`. Answers are checked against the contract. */
export class MemoryBridge implements Bridge {
  readonly calls: { name: CallName; params: unknown }[] = [];
  readonly #answers: Answer;
  readonly #listeners = new Map<BridgeEventName, Set<(data: never) => void>>();

  constructor(answers: Answer) {
    this.#answers = answers;
  }

  async call<N extends CallName>(name: N, params: CallParams<N>) {
    this.calls.push({ name, params });
    const answer = this.#answers[name];
    if (answer === undefined) throw new Error(`The test does not answer ${name}.`);
    const result = await answer(params);
    return CALLS[name].result.parse(result) as never;
  }

  on<N extends BridgeEventName>(event: N, listener: (data: BridgeEvent<N>) => void) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  tell<N extends BridgeEventName>(event: N, data: BridgeEvent<N>): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never);
  }

  /** How many listen; 0 when everything has been let go. */
  get listening(): number {
    return [...this.#listeners.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }
}
