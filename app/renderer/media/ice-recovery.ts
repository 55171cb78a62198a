import type { ConnectionState, Transport } from 'mediasoup-client/types';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { restartIce } from './transport.ts';

/** How long each attempt to find a new way is given, ms. Together shorter than a seat is held (60 s). */
const ATTEMPT_MS = [3_000, 5_000, 8_000] as const;

export interface IceRecoveryListener {
  /** The transport's packets no longer get through, or do so again. */
  changed(): void;
  /** New candidates did not help: the transport has to be made anew. */
  gaveUp(): void;
}

/** Keeps one transport alive: looks for a new way (RFC 8445 §2.4, ICE restart) when the present one is lost. */
export class IceRecovery implements Disposable {
  readonly #bridge: Bridge;
  readonly #transport: Transport;
  readonly #listener: IceRecoveryListener;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lost = false;
  /** A new way was looked for in vain because there was no line to ask over: it is looked for when there is. */
  #owed = false;

  constructor(bridge: Bridge, transport: Transport, listener: IceRecoveryListener) {
    this.#bridge = bridge;
    this.#transport = transport;
    this.#listener = listener;
    transport.on('connectionstatechange', this.#changed);
  }

  /** True from the moment the way is lost until it is found again. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Tries at once, from the beginning: the signalling line is back. */
  again(): void {
    if (!this.#lost && !this.#owed) return;
    this.#attempt = 0;
    this.#try();
  }

  /** This machine's network is another one: the present way may be dead long before that shows. */
  networkChanged(): void {
    // What has never been connected has no way to lose, and looks for one already.
    if (this.#transport.connectionState === 'new') return;
    this.#owed = true;
    this.again();
  }

  [Symbol.dispose](): void {
    this.#transport.off('connectionstatechange', this.#changed);
    this.#stop();
  }

  readonly #changed = (state: ConnectionState): void => {
    if (state === 'connected') {
      this.#stop();
      this.#attempt = 0;
      if (!this.#lost) return;
      this.#lost = false;
      this.#listener.changed();
    } else if ((state === 'disconnected' || state === 'failed') && !this.#lost) {
      this.#lost = true;
      this.#listener.changed();
      this.#try();
    }
  };

  #try(): void {
    this.#stop();
    const limit = ATTEMPT_MS[this.#attempt];
    if (limit === undefined) {
      this.#listener.gaveUp();
      return;
    }
    this.#attempt += 1;
    this.#owed = false;
    this.#timer = setTimeout(() => this.#late(), limit);
    restartIce(this.#bridge, this.#transport).catch((error: unknown) => this.#refused(error));
  }

  /** Where the way was never lost, there is nothing to wait for. */
  #late(): void {
    this.#timer = null;
    if (this.#lost) this.#try();
  }

  /** Without a line no attempt counts: the next one is made when it is back. For the rest the timer tries again. */
  #refused(error: unknown): void {
    if (this.#transport.closed || Refusal.toValue(error).code !== 'line.offline') return;
    this.#stop();
    this.#attempt = 0;
    this.#owed = true;
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
