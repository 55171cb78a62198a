import type { RefusalValue } from '../../protocol/errors.ts';
import type { SpsInfo } from '../h264/sps.ts';

/** Where a feed's packets go: the SFU's port on loopback. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

/** What the server asks of the ingest thread. `attempt` tells a connection from the one before, whose last words may still be on the way. */
export type IngestCommand =
  | {
      readonly do: 'connect';
      readonly feed: string;
      readonly attempt: number;
      readonly url: string;
      readonly ssrc: number;
      readonly payloadType: number;
      /** Null where the stream's parameters have to be known first. */
      readonly target: Target | null;
    }
  | { readonly do: 'aim'; readonly feed: string; readonly target: Target }
  | { readonly do: 'disconnect'; readonly feed: string }
  | { readonly do: 'remove'; readonly feed: string };

/** What the ingest thread tells. */
export type IngestEvent =
  | { readonly event: 'described'; readonly feed: string; readonly attempt: number; readonly sps: SpsInfo }
  /** The first key frame is on its way to the SFU, or waits for a target. */
  | { readonly event: 'live'; readonly feed: string; readonly attempt: number }
  | { readonly event: 'bPictures'; readonly feed: string; readonly attempt: number }
  | { readonly event: 'failed'; readonly feed: string; readonly attempt: number; readonly reason: RefusalValue };
