import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Bridge, Dispose } from './bridge.ts';
import { type BridgeEvent, type BridgeEventName, CALLS, type CallName, type CallParams, type CallResult, EVENTS } from './contract.ts';
import { Emitter } from './emitter.ts';
import { hostMessageSchema, type PageMessage } from './wire.ts';

type BridgeEvents = { [N in BridgeEventName]: BridgeEvent<N> };

interface OpenCall {
  name: CallName;
  resolve(result: unknown): void;
  reject(refusal: Refusal): void;
}

/** A bridge over messages to a host in another process, whatever carries them. */
export class RemoteBridge implements Bridge {
  readonly #events = new Emitter<BridgeEvents>();
  readonly #open = new Map<number, OpenCall>();
  readonly #send: (message: PageMessage) => void;
  #nextId = 0;

  /** `send` throws or keeps the message where there is nobody to take it just now. */
  constructor(send: (message: PageMessage) => void) {
    this.#send = send;
  }

  call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise<unknown>((resolve, reject) => {
      // First the message: where it cannot be sent the promise rejects, and nothing is left open.
      this.#send({ id, call: name, params });
      this.#open.set(id, { name, resolve, reject });
    }) as Promise<CallResult<N>>;
  }

  on<N extends BridgeEventName>(event: N, listener: (data: BridgeEvent<N>) => void): Dispose {
    return this.#events.on(event, listener);
  }

  /** A message of the host. What is not of the contract is left out and reported. */
  receive(message: unknown): void {
    const parsed = hostMessageSchema.safeParse(message);
    if (!parsed.success) {
      console.error('the host sent something that is not of this contract');
    } else if ('event' in parsed.data) {
      if (isEventName(parsed.data.event)) this.#emit(parsed.data.event, parsed.data.data);
    } else {
      const call = this.#open.get(parsed.data.id);
      if (call === undefined) return;
      this.#open.delete(parsed.data.id);
      if (!parsed.data.ok) call.reject(Refusal.fromValue(parsed.data.error));
      else settle(call, parsed.data.result);
    }
  }

  /** The host is gone: no open call will be answered. */
  lost(): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const call of open) call.reject(new Refusal('line.offline', 'The console behind this page is not running.'));
  }

  /** Tells the page's listeners something as if the host had said it. */
  emit<N extends BridgeEventName>(event: N, data: BridgeEvent<N>): void {
    this.#events.emit(event, data as BridgeEvents[N]);
  }

  #emit<N extends BridgeEventName>(event: N, data: unknown): void {
    const parsed = EVENTS[event].safeParse(data);
    if (parsed.success) this.emit(event, parsed.data as BridgeEvent<N>);
    else console.error(`the host sent a malformed ${event}`);
  }
}

function settle(call: OpenCall, result: unknown): void {
  const parsed = CALLS[call.name].result.safeParse(result);
  if (parsed.success) call.resolve(parsed.data);
  else call.reject(new Refusal('server.internal', `The answer to ${call.name} is not of this contract.`, { cause: parsed.error }));
}

function isEventName(name: string): name is BridgeEventName {
  return Object.hasOwn(EVENTS, name);
}
