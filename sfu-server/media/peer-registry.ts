import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import type { Dispose } from './clock.ts';
import type { MediaPeer } from './media-peer.ts';

type Thing = 'transport' | 'producer' | 'consumer';

const UNKNOWN: { readonly [T in Thing]: ErrorCode } = {
  transport: 'media.unknown_transport',
  producer: 'media.unknown_producer',
  consumer: 'media.unknown_consumer',
};

/** Which peers belong to which page, so that a media request finds the one that its ids are of. */
export class PeerRegistry {
  readonly #ofPage = new Map<string, Set<MediaPeer>>();

  /** `pageKey` as of `security/identity.ts`. Dispose when the peer closes or moves to another page. */
  add(pageKey: string, peer: MediaPeer): Dispose {
    const peers = this.#ofPage.get(pageKey) ?? new Set();
    this.#ofPage.set(pageKey, peers.add(peer));
    return () => {
      peers.delete(peer);
      if (peers.size === 0 && this.#ofPage.get(pageKey) === peers) this.#ofPage.delete(pageKey);
    };
  }

  /** The peer of this page that has a transport, producer or consumer of this id; another page's is as unknown as none. */
  find(pageKey: string, thing: Thing, id: string): MediaPeer {
    for (const peer of this.#ofPage.get(pageKey) ?? []) if (peer.has(id)) return peer;
    throw new Refusal(UNKNOWN[thing], `There is no such ${thing} here.`);
  }
}
