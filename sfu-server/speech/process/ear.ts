import { createSocket, type Socket } from 'node:dgram';
import type { Utterance } from '../utterances.ts';
import { Voice } from './voice.ts';

/** A machine that is busy for a moment loses nothing: the kernel keeps what comes meanwhile. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;
const RTP_HEAD_BYTES = 12;

/** Hears the people of one room, each on a track of their own, on one UDP port of loopback. */
export class Ear implements Disposable {
  readonly #socket: Socket;
  readonly #said: (track: number, utterance: Utterance) => void;
  /** By their SSRC. */
  readonly #voices = new Map<number, { readonly track: number; readonly voice: Voice }>();
  #closed = false;

  /** @throws where no port can be had */
  static async open(said: (track: number, utterance: Utterance) => void): Promise<Ear> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, '127.0.0.1', resolve);
    });
    return new Ear(socket, said);
  }

  private constructor(socket: Socket, said: (track: number, utterance: Utterance) => void) {
    this.#socket = socket;
    this.#said = said;
    socket.on('message', (packet) => this.#received(packet));
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** From now on packets of this SSRC are somebody's voice. */
  async add(track: number, ssrc: number): Promise<void> {
    const voice = await Voice.open((utterance) => this.#said(track, utterance));
    if (this.#closed) voice[Symbol.dispose]();
    else this.#voices.set(ssrc, { track, voice });
  }

  /** Nothing more comes of this track; what was said until here is told. */
  drop(track: number): void {
    for (const [ssrc, one] of this.#voices) {
      if (one.track !== track) continue;
      one.voice[Symbol.dispose]();
      this.#voices.delete(ssrc);
    }
  }

  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
    for (const { voice } of this.#voices.values()) voice[Symbol.dispose]();
    this.#voices.clear();
  }

  #received(packet: Buffer): void {
    // RTCP on the same port has payload types 192 to 223 (RFC 5761 §4).
    const kind = packet.length < RTP_HEAD_BYTES ? 0 : packet.readUInt8(1);
    if (packet.length < RTP_HEAD_BYTES || (kind >= 192 && kind <= 223)) return;
    this.#voices.get(packet.readUInt32BE(8))?.voice.take(packet, Date.now());
  }
}
