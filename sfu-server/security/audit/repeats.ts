import { isMutationName } from '../../protocol/mutations.ts';
import type { AuditRecord } from './record.ts';

/** Refusals of one kind and one origin that are recorded one by one in a window; the rest of it becomes one entry with a count. */
const SINGLE = 20;
const WINDOW_MS = 60_000;
/** Origins told apart at a time; beyond them strangers share one window, so that many addresses cannot fill the memory. */
const MOST_ORIGINS = 10_000;

interface Window {
  seen: number;
  /** The last one that was only counted. */
  held: AuditRecord | null;
  readonly timer: NodeJS.Timeout;
}

/**
 * Keeps a flood of refusals (a guesser, a broken client) from filling the disk: no refusal goes unrecorded, but beyond the
 * first twenty a minute they are recorded as a number. What was done is never summed up, nor are mutations: each is somebody's work.
 */
export class Repeats {
  readonly #windows = new Map<string, Window>();
  readonly #emit: (record: AuditRecord) => void;
  readonly #windowMs: number;

  constructor(emit: (record: AuditRecord) => void, windowMs: number = WINDOW_MS) {
    this.#emit = emit;
    this.#windowMs = windowMs;
  }

  /** Whether to record it now; if not, it is in the number that is emitted when its window ends. */
  pass(record: AuditRecord): boolean {
    if (record.outcome === 'done' || isMutationName(record.action)) return true;
    const { actor, action, outcome, remoteAddress } = record;
    const origin = JSON.stringify([remoteAddress, actor.accountId, action, outcome]);
    const key = this.#windows.has(origin) || this.#windows.size < MOST_ORIGINS ? origin : 'others';
    const window = this.#windows.get(key) ?? this.#open(key);
    window.seen += 1;
    if (window.seen <= SINGLE) return true;
    window.held = record;
    return false;
  }

  /** Emits every number that is still held. */
  close(): void {
    for (const key of [...this.#windows.keys()]) this.#end(key);
  }

  #open(key: string): Window {
    const timer = setTimeout(() => this.#end(key), this.#windowMs);
    timer.unref();
    const window: Window = { seen: 0, held: null, timer };
    this.#windows.set(key, window);
    return window;
  }

  #end(key: string): void {
    const window = this.#windows.get(key);
    if (window === undefined) return;
    clearTimeout(window.timer);
    this.#windows.delete(key);
    if (window.held === null) return;
    this.#emit({ ...window.held, target: null, detail: { ...window.held.detail, repeated: window.seen - SINGLE } });
  }
}
