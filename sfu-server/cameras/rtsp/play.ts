import { Refusal } from '../../protocol/errors.ts';
import { parseRtspAddress } from './address.ts';
import { RtspConnection } from './connection.ts';
import { headerOf, type RtspResponse } from './message.ts';
import { parseSdp, resolveControl, type SdpMedia } from './sdp.ts';

/** Session time-out where the camera names none, s (RFC 2326 §12.37). */
const DEFAULT_SESSION_TIMEOUT_S = 60;
const MAX_REDIRECTS = 3;

export interface PlayListener {
  /** What the camera sends, known before the first packet. */
  described(media: SdpMedia): void;
  /** An RTP packet; valid only during the call. */
  rtp(packet: Buffer): void;
  ended(reason: Refusal): void;
}

/** A stream that plays. */
export interface Playing {
  /** Says goodbye and closes; the listener hears nothing more. */
  close(): void;
}

/**
 * Plays a camera's H.264 stream over its RTSP connection (interleaved, RFC 2326 §10.12): TCP gets through where UDP
 * ports do not, and a key frame's burst loses nothing. Rejects with the `Refusal` that says why it cannot be played.
 * `signal` gives up an attempt that is still under way.
 */
export async function playRtsp(address: string, listener: PlayListener, signal: AbortSignal): Promise<Playing> {
  let target = parseRtspAddress(address);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const player = new Player(listener);
    const answer = await player.start(target, signal);
    if (answer === null) return player;
    player.close();
    const moved = parseRtspAddress(answer);
    target = { ...moved, credentials: moved.credentials ?? target.credentials };
  }
  throw new Refusal('camera.protocol_error', 'The camera sends us from one address to the next without an end.');
}

class Player implements Playing {
  readonly #listener: PlayListener;
  #connection: RtspConnection | null = null;
  #session: { id: string; url: string } | null = null;
  #keepAlive: NodeJS.Timeout | null = null;
  #channel = 0;

  constructor(listener: PlayListener) {
    this.#listener = listener;
  }

  /** Gives the address to go to instead, or null when it plays. */
  async start(target: ReturnType<typeof parseRtspAddress>, signal: AbortSignal): Promise<string | null> {
    const connection = await RtspConnection.open(target, {
      packet: (channel, payload) => {
        if (channel === this.#channel) this.#listener.rtp(payload);
      },
      ended: (reason) => {
        this.#stopKeepAlive();
        this.#listener.ended(reason);
      },
    });
    this.#connection = connection;
    const giveUp = () => this.close();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      if (signal.aborted) throw new Refusal('camera.unreachable', 'The attempt was given up.');
      return await this.#negotiate(connection, target.url);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  close(): void {
    this.#stopKeepAlive();
    const session = this.#session;
    this.#connection?.close(session === null ? undefined : { method: 'TEARDOWN', url: session.url, headers: [['Session', session.id]] });
  }

  async #negotiate(connection: RtspConnection, url: string): Promise<string | null> {
    const description = await connection.request('DESCRIBE', url, [['Accept', 'application/sdp']]);
    const location = headerOf(description, 'location');
    if (description.status >= 300 && description.status < 400 && location !== null) return location;
    checkStatus('DESCRIBE', description);
    const base = headerOf(description, 'content-base') ?? headerOf(description, 'content-location') ?? url;
    const sdp = parseSdp(description.body);
    const video = videoOf(sdp.media);
    this.#listener.described(video);

    const setup = await connection.request('SETUP', resolveControl(base, video.control), [
      ['Transport', 'RTP/AVP/TCP;unicast;interleaved=0-1'],
    ]);
    if (setup.status === 461) throw new Refusal('camera.protocol_error', 'The camera does not send its stream over TCP.');
    checkStatus('SETUP', setup);
    this.#channel = Number(/interleaved=(\d+)/i.exec(headerOf(setup, 'transport') ?? '')?.[1] ?? 0);
    const [id = '', ...fields] = (headerOf(setup, 'session') ?? '').split(';');
    const session = { id: id.trim(), url: resolveControl(base, sdp.control) };
    this.#session = session;

    checkStatus(
      'PLAY',
      await connection.request('PLAY', session.url, [
        ['Session', session.id],
        ['Range', 'npt=0.000-'],
      ]),
    );
    const timeout = Number(/timeout\s*=\s*(\d+)/i.exec(fields.join(';'))?.[1] ?? DEFAULT_SESSION_TIMEOUT_S);
    this.#startKeepAlive(connection, session, Math.max(timeout, 2) * 500);
    return null;
  }

  /** At half the session's time-out. A camera that does not know GET_PARAMETER is asked for its OPTIONS instead. */
  #startKeepAlive(connection: RtspConnection, session: { id: string; url: string }, everyMs: number): void {
    let method = 'GET_PARAMETER';
    this.#keepAlive = setInterval(() => {
      connection.request(method, session.url, [['Session', session.id]]).then(
        (answer) => {
          if (answer.status >= 400) method = 'OPTIONS';
        },
        // Whether the stream goes on is seen by its packets; an unanswered question alone ends nothing.
        () => undefined,
      );
    }, everyMs);
    this.#keepAlive.unref();
  }

  #stopKeepAlive(): void {
    if (this.#keepAlive !== null) clearInterval(this.#keepAlive);
    this.#keepAlive = null;
  }
}

/** The first H.264 stream. */
function videoOf(media: readonly SdpMedia[]): SdpMedia {
  const videos = media.filter(({ kind }) => kind === 'video');
  const [first] = videos;
  if (first === undefined) throw new Refusal('camera.no_stream', 'The camera offers no picture at this address.');
  const playable = videos.find(({ encoding }) => encoding === 'H264');
  if (playable === undefined) {
    const codec = CODEC_NAMES[first.encoding] ?? (first.encoding === '' ? `payload type ${first.payloadType}` : first.encoding);
    throw new Refusal('camera.unsupported_codec', `The camera sends ${codec}; only H.264 can be shown. Register its H.264 sub-stream.`);
  }
  if ((playable.format.get('packetization-mode') ?? '0') === '2') {
    throw new Refusal('camera.unsupported_codec', 'The camera sends H.264 in interleaved packets, which cannot be shown.');
  }
  return playable;
}

const CODEC_NAMES: { readonly [encoding: string]: string } = { H265: 'H.265 (HEVC)', JPEG: 'MJPEG', 'MP4V-ES': 'MPEG-4 Part 2' };

function checkStatus(method: string, { status, reason }: RtspResponse): void {
  if (status >= 200 && status < 300) return;
  if (status === 403) throw new Refusal('camera.unauthorized', 'The camera does not allow this name to see the stream.');
  if (status === 404 || status === 454) throw new Refusal('camera.no_stream', 'The camera has no stream at this address.');
  throw new Refusal('camera.protocol_error', `The camera answered ${method} with ${status} ${reason}.`.replace(' .', '.'));
}
