import type { BoardOp } from '../../../../../sfu-server/protocol/board.ts';
import { Refusal } from '../../../../../sfu-server/protocol/errors.ts';

/** At most 25 messages a second, ms. */
const SEND_MS = 40;
const MOST_OPS = 64;
const MOST_POINTS = 1_000;

/** Gathers what is drawn here and sends it in order, one message at a time: a slow line gets larger messages, not more. */
export class OutgoingOps {
  readonly #send: (ops: BoardOp[]) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #ops: BoardOp[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sending = false;

  constructor(send: (ops: BoardOp[]) => Promise<void>, failed: (error: unknown) => void) {
    this.#send = send;
    this.#failed = failed;
  }

  add(op: BoardOp): void {
    this.#merge(op);
    if (!this.#sending) this.#timer ??= setTimeout(() => void this.#flush(), SEND_MS);
  }

  /** Lets go of what was not sent yet. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#ops = [];
  }

  #merge(op: BoardOp): void {
    const last = this.#ops.at(-1);
    const replaced =
      (op.op === 'point' && last?.op === 'point') || (op.op === 'put' && last?.op === 'put' && last.element.id === op.element.id);
    if (replaced) this.#ops.pop();
    if (op.op === 'extend' && last?.op === 'extend' && last.id === op.id && last.points.length + op.points.length <= MOST_POINTS) {
      this.#ops[this.#ops.length - 1] = { ...last, points: [...last.points, ...op.points] };
      return;
    }
    this.#ops.push(op);
  }

  async #flush(): Promise<void> {
    this.#timer = null;
    const ops = this.#ops.splice(0, MOST_OPS);
    if (ops.length === 0) return;
    this.#sending = true;
    let waitMs = SEND_MS;
    try {
      await this.#send(ops);
    } catch (error) {
      const { code, retryAfterMs } = Refusal.toValue(error);
      if (code === 'request.too_many') {
        this.#ops.unshift(...ops);
        waitMs = Math.max(SEND_MS, retryAfterMs ?? 0);
      } else {
        this.#ops = [];
        this.#failed(error);
      }
    } finally {
      this.#sending = false;
      if (this.#ops.length > 0) this.#timer ??= setTimeout(() => void this.#flush(), waitMs);
    }
  }
}
