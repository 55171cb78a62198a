import type { AnswerEnvelope } from '../../../sfu-server/protocol/envelope.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Dispose } from '../bridge.ts';
import type { Clock } from '../clock.ts';

interface OpenRequest {
  resolve(data: unknown): void;
  reject(refusal: Refusal): void;
  stopTimer: Dispose;
}

/** Requests that wait for their answer, by id. */
export class OpenRequests {
  readonly #open = new Map<number, OpenRequest>();
  readonly #clock: Clock;
  #nextId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes an id, sends with it, and promises the answer: rejects with what the server refused, or `request.timeout`. */
  ask(send: (id: number) => void, timeoutMs: number): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      const stopTimer = this.#clock.after(timeoutMs, () => {
        this.#open.delete(id);
        reject(new Refusal('request.timeout', `The server did not answer within ${timeoutMs} ms.`));
      });
      this.#open.set(id, { resolve, reject, stopTimer });
      send(id);
    });
  }

  answer(envelope: AnswerEnvelope): void {
    const request = this.#open.get(envelope.id);
    if (request === undefined) return;
    this.#open.delete(envelope.id);
    request.stopTimer();
    if (envelope.ok) request.resolve(envelope.data);
    else request.reject(Refusal.fromValue(envelope.error));
  }

  /** Nothing will be answered any more. */
  rejectAll(refusal: Refusal): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const request of open) {
      request.stopTimer();
      request.reject(refusal);
    }
  }
}
