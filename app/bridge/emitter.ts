import type { Dispose } from './bridge.ts';

/** Tells listeners about named things. A listener that throws does not keep the others from hearing. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(data: never) => void>>();
  /** Where a listener's error goes. */
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = (error) => console.error(error)) {
    this.#onError = onError;
  }

  on<N extends keyof Events>(name: N, listener: (data: Events[N]) => void): Dispose {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // A wrapper of its own, so that the same function may listen twice and be let go once.
    const entry = (data: Events[N]): void => listener(data);
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  emit<N extends keyof Events>(name: N, data: Events[N]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(data as never);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
