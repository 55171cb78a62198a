import type { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { NotificationData } from '../../../sfu-server/protocol/notifications.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LinkSession } from './session.ts';
import type { Connect } from './socket.ts';

/**
 * `connecting` until the server's welcome, `authenticating` until the session is taken up again, `ready` when
 * requests are let through, `waiting` between two attempts.
 */
export type LinkPhase = 'idle' | 'connecting' | 'authenticating' | 'ready' | 'waiting' | 'closed';

export type Welcome = NotificationData<'welcome'>;

export interface LinkEvents {
  phase: LinkPhase;
  welcome: Welcome;
  /** Signed in, refreshed (same account, new tokens) or signed out; `reason` where it was not asked for. */
  session: { session: LinkSession | null; reason: Refusal | null };
  /** A notification; with `page` it is for that page only. */
  notification: { type: string; data: unknown; page: string | undefined };
  /** Round trip of a ping, ms. */
  rtt: number;
}

export interface ServerLinkOptions {
  connect: Connect;
  clock?: Clock;
  random?: () => number;
  log?: Log;
  /** A session kept from before. */
  session?: LinkSession | null;
}

export interface RequestOptions {
  page?: string | undefined;
  timeoutMs?: number;
}
