import { Refusal } from '../../protocol/errors.ts';
import { type Playing, playRtsp } from '../rtsp/play.ts';
import type { IngestEvent, Target } from './messages.ts';
import { PacketHistory } from './packet-history.ts';
import { H264Relay } from './relay.ts';
import { formatSenderReport } from './rtcp.ts';
import type { UdpSender } from './udp-sender.ts';

/** A camera that sends nothing for so long is stalled, ms. */
const STALL_MS = 5000;
/** How often the clock is told, ms (RFC 3550 §6.2 gives 5 s as the least interval for small sessions). */
const REPORT_MS = 5000;
/** Packets that wait for the SFU to be ready: the first second of a large picture. */
const MAX_WAITING = 2000;

type Tell = (event: IngestEvent) => void;

/** One camera in the ingest thread: its connection in turn, and the packets that it makes of it. */
export class Feed {
  readonly #id: string;
  readonly #ssrc: number;
  readonly #udp: UdpSender;
  readonly #tell: Tell;
  readonly #relay: H264Relay;
  readonly #history = new PacketHistory();
  readonly #stopFeedback: () => void;
  #target: Target | null = null;
  #waiting: Buffer[] = [];
  #attempt = 0;
  #abort: AbortController | null = null;
  #playing: Playing | null = null;
  #stallTimer: NodeJS.Timeout | null = null;
  #reportTimer: NodeJS.Timeout | null = null;
  #lastPacketAt = 0;
  #live = false;

  constructor(id: string, options: { ssrc: number; payloadType: number }, udp: UdpSender, tell: Tell) {
    this.#id = id;
    this.#ssrc = options.ssrc;
    this.#udp = udp;
    this.#tell = tell;
    this.#relay = new H264Relay(options, {
      packet: (packet, sequence) => this.#send(packet, sequence),
      described: (sps) => tell({ event: 'described', feed: id, attempt: this.#attempt, sps }),
      keyFrame: () => this.#isLive(),
      bPictures: () => tell({ event: 'bPictures', feed: id, attempt: this.#attempt }),
    });
    this.#stopFeedback = udp.onFeedback(options.ssrc, (feedback) => {
      if (feedback.kind === 'nack') this.#sendAgain(feedback.sequences);
      else this.#relay.replay(performance.now());
    });
  }

  /** Connects anew, letting go of a connection before. What becomes of it is told. */
  async connect(attempt: number, url: string): Promise<void> {
    this.disconnect();
    this.#attempt = attempt;
    const abort = new AbortController();
    this.#abort = abort;
    const fail = (error: unknown) => {
      if (this.#abort === abort) this.#fail(error);
    };
    try {
      const playing = await playRtsp(
        url,
        {
          described: (media) => this.#relay.begin(media.payloadType, media.format.get('sprop-parameter-sets') ?? null),
          rtp: (packet) => this.#take(packet),
          ended: fail,
        },
        abort.signal,
      );
      if (this.#abort !== abort) {
        playing.close();
        return;
      }
      this.#playing = playing;
      this.#lastPacketAt = performance.now();
      this.#watchForStall(STALL_MS);
    } catch (error) {
      fail(error);
    }
  }

  /** Where the packets go from now on; those that waited go first. */
  aim(target: Target): void {
    this.#target = target;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const packet of waiting) this.#udp.send(packet, target);
    if (this.#live) this.#report();
  }

  disconnect(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#playing?.close();
    this.#playing = null;
    this.#waiting = [];
    this.#live = false;
    if (this.#stallTimer !== null) clearTimeout(this.#stallTimer);
    if (this.#reportTimer !== null) clearInterval(this.#reportTimer);
    this.#stallTimer = null;
    this.#reportTimer = null;
  }

  dispose(): void {
    this.disconnect();
    this.#stopFeedback();
  }

  #take(packet: Buffer): void {
    const now = performance.now();
    if (this.#relay.take(packet, now)) this.#lastPacketAt = now;
  }

  #isLive(): void {
    if (this.#live) return;
    this.#live = true;
    this.#report();
    this.#reportTimer = setInterval(() => this.#report(), REPORT_MS);
    this.#tell({ event: 'live', feed: this.#id, attempt: this.#attempt });
  }

  #fail(error: unknown): void {
    this.disconnect();
    const reason =
      error instanceof Refusal ? error : new Refusal('camera.protocol_error', 'The camera could not be played.', { cause: error });
    this.#tell({ event: 'failed', feed: this.#id, attempt: this.#attempt, reason: Refusal.toValue(reason) });
  }

  /** Looks again when the time is up since the packet that came last, so that no packet costs a timer. */
  #watchForStall(ms: number): void {
    this.#stallTimer = setTimeout(() => {
      const silent = performance.now() - this.#lastPacketAt;
      if (silent >= STALL_MS) this.#fail(new Refusal('camera.stalled', 'The camera has sent no picture for 5 s.'));
      else this.#watchForStall(STALL_MS - silent);
    }, ms);
  }

  #send(packet: Buffer, sequence: number): void {
    this.#history.keep(sequence, packet);
    if (this.#target !== null) this.#udp.send(packet, this.#target);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(packet);
  }

  #sendAgain(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const packet = this.#history.find(sequence);
      if (packet !== null && this.#target !== null) this.#udp.send(packet, this.#target);
    }
  }

  #report(): void {
    if (this.#target === null) return;
    const { packets, bytes } = this.#relay;
    const timestamp = this.#relay.timestampAt(performance.now());
    this.#udp.send(formatSenderReport({ ssrc: this.#ssrc, now: Date.now(), timestamp, packets, bytes }), this.#target);
  }
}
