import { connect, type Socket } from 'node:net';
import { Refusal } from '../../protocol/errors.ts';
import type { RtspAddress } from './address.ts';
import { Authorizer, chooseChallenge } from './auth.ts';
import { formatRequest, headerOf, type RtspResponse, RtspStreamParser } from './message.ts';

/** How long a camera may take to be reached or to answer, ms. */
const PATIENCE_MS = 5000;

type Header = readonly [string, string];

export interface ConnectionListener {
  /** A packet of an interleaved channel; the payload is valid only during the call. */
  packet(channel: number, payload: Buffer): void;
  /** The connection is over, by the camera or by a failure; not called after `close`. */
  ended(reason: Refusal): void;
}

/** One RTSP connection: requests with their answers, authentication, and interleaved packets in between. */
export class RtspConnection {
  readonly #socket: Socket;
  readonly #address: RtspAddress;
  readonly #listener: ConnectionListener;
  readonly #parser = new RtspStreamParser();
  readonly #answers = new Map<number, (response: RtspResponse) => void>();
  #failOpen: ((reason: Refusal) => void)[] = [];
  #authorizer: Authorizer | null = null;
  #sequence = 0;
  #over = false;

  /** @throws Refusal `camera.unreachable` */
  static open(address: RtspAddress, listener: ConnectionListener): Promise<RtspConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: address.host, port: address.port, noDelay: true });
      const fail = (message: string) => {
        socket.destroy();
        reject(new Refusal('camera.unreachable', message));
      };
      socket.setTimeout(PATIENCE_MS, () => fail(`The camera at ${address.host}:${address.port} did not answer within 5 s.`));
      socket.once('error', (error: NodeJS.ErrnoException) => fail(whyUnreachable(address, error)));
      socket.once('connect', () => {
        socket.setTimeout(0);
        socket.removeAllListeners();
        resolve(new RtspConnection(socket, address, listener));
      });
    });
  }

  private constructor(socket: Socket, address: RtspAddress, listener: ConnectionListener) {
    this.#socket = socket;
    this.#address = address;
    this.#listener = listener;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#end(new Refusal('camera.unreachable', `The line to the camera failed: ${error.message}.`)));
    socket.on('close', () => this.#end(new Refusal('camera.unreachable', 'The camera closed the line.')));
  }

  /**
   * Sends a request and gives the answer, whatever its status; a challenge is answered once.
   * @throws Refusal `camera.unauthorized`, `camera.unreachable`, `camera.protocol_error`
   */
  async request(method: string, url: string, headers: readonly Header[] = []): Promise<RtspResponse> {
    const response = await this.#send(method, url, headers);
    if (response.status !== 401) return response;
    const challenges = response.headers.filter(([name]) => name === 'www-authenticate').map(([, value]) => value);
    const challenge = chooseChallenge(challenges);
    const { credentials } = this.#address;
    if (credentials === null) throw new Refusal('camera.unauthorized', 'The camera asks for a name and a password; none is registered.');
    if (challenge === null) throw new Refusal('camera.unauthorized', 'The camera asks for a kind of sign-in that is not supported.');
    // A new challenge after an answered one may be a stale nonce: answered again, once a request.
    this.#authorizer = new Authorizer(challenge, credentials);
    const second = await this.#send(method, url, headers);
    if (second.status === 401) throw new Refusal('camera.unauthorized', 'The camera does not accept the registered name and password.');
    return second;
  }

  /** Sends a last request without waiting for its answer, and closes. */
  close(farewell?: { method: string; url: string; headers: readonly Header[] }): void {
    if (this.#over) return;
    this.#over = true;
    this.#failAll(new Refusal('camera.unreachable', 'The line to the camera was closed.'));
    this.#socket.removeAllListeners('data');
    this.#socket.resume();
    this.#socket.end(farewell === undefined ? '' : this.#format(farewell.method, farewell.url, farewell.headers));
    const timer = setTimeout(() => this.#socket.destroy(), 500);
    timer.unref();
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #send(method: string, url: string, headers: readonly Header[]): Promise<RtspResponse> {
    if (this.#over) return Promise.reject(new Refusal('camera.unreachable', 'The line to the camera is closed.'));
    return new Promise((resolve, reject) => {
      const text = this.#format(method, url, headers);
      const sequence = this.#sequence;
      const settle = () => {
        clearTimeout(timer);
        this.#answers.delete(sequence);
        this.#failOpen = this.#failOpen.filter((one) => one !== fail);
      };
      const fail = (reason: Refusal) => {
        settle();
        reject(reason);
      };
      const timer = setTimeout(
        () => fail(new Refusal('camera.unreachable', `The camera did not answer ${method} within 5 s.`)),
        PATIENCE_MS,
      );
      this.#failOpen.push(fail);
      this.#answers.set(sequence, (response) => {
        settle();
        resolve(response);
      });
      this.#socket.write(text);
    });
  }

  #format(method: string, url: string, headers: readonly Header[]): string {
    this.#sequence += 1;
    const authorization: Header[] = this.#authorizer === null ? [] : [['Authorization', this.#authorizer.header(method, url)]];
    return formatRequest(method, url, [['CSeq', String(this.#sequence)], ['User-Agent', 'Shilian'], ...authorization, ...headers]);
  }

  #take(chunk: Buffer): void {
    try {
      for (const item of this.#parser.push(chunk)) {
        if (this.#over) return;
        if (item.kind === 'interleaved') this.#listener.packet(item.channel, item.payload);
        else if (item.kind === 'response') this.#answers.get(Number(headerOf(item, 'cseq')))?.(item);
      }
    } catch (error) {
      this.#end(
        error instanceof Refusal
          ? error
          : new Refusal('camera.protocol_error', 'The camera sent something that cannot be read.', { cause: error }),
      );
    }
  }

  #end(reason: Refusal): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.destroy();
    this.#failAll(reason);
    this.#listener.ended(reason);
  }

  #failAll(reason: Refusal): void {
    for (const fail of this.#failOpen) fail(reason);
  }
}

const WHY: { readonly [code: string]: string } = {
  ECONNREFUSED: 'refuses the connection',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ENOTFOUND: 'has a name that nobody knows',
  EAI_AGAIN: 'has a name that could not be looked up',
  ETIMEDOUT: 'does not answer',
};

function whyUnreachable(address: RtspAddress, error: NodeJS.ErrnoException): string {
  return `The camera at ${address.host}:${address.port} ${WHY[error.code ?? ''] ?? `cannot be reached (${error.code ?? error.message})`}.`;
}
