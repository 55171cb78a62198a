/** What of the Compute Pressure API (W3C) is used here; TypeScript does not know it yet. */
interface PressureObserverLike {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (changed: (records: readonly { readonly state: string }[]) => void) => PressureObserverLike;

declare global {
  var PressureObserver: PressureObserverClass | undefined;
}

const EVERY_MS = 2_000;

/** Knows whether this machine's processors are at their end, whoever it is that uses them. Where the browser cannot tell, they never are. */
export class MachinePressure implements Disposable {
  readonly #observer: PressureObserverLike | null;
  #state = 'nominal';

  constructor(observer: PressureObserverClass | undefined = globalThis.PressureObserver) {
    this.#observer = observer === undefined ? null : new observer((records) => this.#heard(records));
    // Refused where a page may not know: then it stays as where the browser cannot tell.
    this.#observer?.observe('cpu', { sampleInterval: EVERY_MS }).catch(() => undefined);
  }

  get busy(): boolean {
    return this.#state === 'critical';
  }

  [Symbol.dispose](): void {
    this.#observer?.disconnect();
  }

  #heard(records: readonly { readonly state: string }[]): void {
    this.#state = records.at(-1)?.state ?? this.#state;
  }
}
