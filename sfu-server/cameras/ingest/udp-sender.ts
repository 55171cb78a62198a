import { createSocket, type Socket } from 'node:dgram';
import type { Dispose } from '../../media/clock.ts';
import type { Target } from './messages.ts';
import { type Feedback, parseFeedback } from './rtcp.ts';

/** The one UDP socket over which a thread sends all its feeds, and hears what the SFU asks of them. */
export class UdpSender {
  readonly #socket: Socket;
  readonly #feeds = new Map<number, (feedback: Feedback) => void>();

  constructor() {
    // Targets are addresses, never names: without this every packet would go through a name look-up.
    this.#socket = createSocket({ type: 'udp4', lookup: (address, _options, done) => done(null, address, 4) });
    this.#socket.on('message', (message) => {
      for (const feedback of parseFeedback(message)) this.#feeds.get(feedback.ssrc)?.(feedback);
    });
    // A port that has just closed answers with ICMP; the SFU side tells that in its own way.
    this.#socket.on('error', () => undefined);
  }

  send(packet: Buffer, target: Target): void {
    this.#socket.send(packet, target.port, target.address);
  }

  /** Hears what the SFU asks of an SSRC. */
  onFeedback(ssrc: number, listener: (feedback: Feedback) => void): Dispose {
    this.#feeds.set(ssrc, listener);
    return () => this.#feeds.delete(ssrc);
  }
}
