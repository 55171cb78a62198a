import { createHmac, randomBytes } from 'node:crypto';
import type { IceServer } from '../protocol/media.ts';

/** From being given to the latest moment at which a relay may be asked for with it, s. What is relayed then goes on. */
const LIFETIME_S = 3_600;

export interface TurnOptions {
  /** `turn:` and `turns:` addresses of one relay (RFC 7065). */
  readonly urls: readonly string[];
  /** What our server shares with the relay (coturn: `static-auth-secret`). */
  readonly secret: string;
  /** UTC ms. */
  readonly now?: () => number;
}

/**
 * Passes for a TURN relay, for clients whose network lets nothing through to the media ports. The relay checks them with the
 * shared secret alone (draft-uberti-behave-turn-rest-00, which coturn speaks): they name nobody and soon run out.
 */
export class TurnPasses {
  readonly #options: TurnOptions;

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  /** As WebRTC takes it (RTCIceServer). */
  issue(): IceServer {
    const { urls, secret, now = Date.now } = this.#options;
    const expiresAt = Math.floor(now() / 1_000) + LIFETIME_S;
    const username = `${expiresAt}:${randomBytes(9).toString('base64url')}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    return { urls: [...urls], username, credential };
  }
}
