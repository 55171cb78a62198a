import type { Device } from 'mediasoup-client';
import type { Transport } from 'mediasoup-client/types';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { TransportOffer } from '../../../sfu-server/protocol/media.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { IceRecovery } from './ice-recovery.ts';
import { Receiver } from './Receiver.ts';
import { openTransport } from './transport.ts';
import type { Demand } from './viewing.ts';

export interface RoomMediaListener {
  receivedChanged(): void;
  /** A way was lost or found again; see `healthy`. */
  pathChanged(): void;
  /** What of a picture is looked at; null: nothing. */
  demand(producerId: string): Demand | null;
  /** It cannot be mended from here: the room has to be joined anew with fresh transports. */
  broken(): void;
}

/** Both transports of one seat and what is received over them, from the join's answer until they are made anew. */
export class RoomMedia implements Disposable {
  readonly send: Transport;
  readonly receiver: Receiver;
  readonly #recv: Transport;
  readonly #recoveries: readonly IceRecovery[];
  #closed = false;
  #stale = false;

  constructor(
    bridge: Bridge,
    device: Device,
    offers: { readonly send: TransportOffer; readonly recv: TransportOffer },
    listener: RoomMediaListener,
  ) {
    // Without a line it is asked for again when the seat is taken up again.
    const failed = (error: unknown) => {
      if (!this.#closed && Refusal.toValue(error).code !== 'line.offline') listener.broken();
    };
    const unconnected = (error: unknown) => {
      this.#stale = true;
      failed(error);
    };
    this.send = openTransport(bridge, device, offers.send, 'send', unconnected);
    this.#recv = openTransport(bridge, device, offers.recv, 'recv', unconnected);
    const recovery = { changed: () => listener.pathChanged(), gaveUp: () => listener.broken() };
    this.#recoveries = [this.send, this.#recv].map((transport) => new IceRecovery(bridge, transport, recovery));
    this.receiver = new Receiver({
      bridge,
      device,
      transport: this.#recv,
      demand: (producerId) => listener.demand(producerId),
      changed: () => listener.receivedChanged(),
      failed,
    });
  }

  /** False while packets of either direction do not get through. A transport that is not used yet counts as well. */
  get healthy(): boolean {
    return this.#recoveries.every(({ lost }) => !lost);
  }

  /** True where the server never heard of our end of a transport: coming back to the seat needs new ones. */
  get stale(): boolean {
    return this.#stale;
  }

  /** The signalling line is back: what is still lost is looked for again. */
  lineBack(): void {
    for (const recovery of this.#recoveries) recovery.again();
  }

  /** This machine's network is another one. */
  networkChanged(): void {
    for (const recovery of this.#recoveries) recovery.networkChanged();
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const recovery of this.#recoveries) recovery[Symbol.dispose]();
    this.receiver[Symbol.dispose]();
    this.send.close();
    this.#recv.close();
  }
}
