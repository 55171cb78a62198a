import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { ContentLine, ContentPaths } from '../attachments/content-line.ts';
import type { ContentStore } from '../attachments/content-store.ts';
import type { Clock } from '../clock.ts';
import type { SessionState } from '../contract.ts';
import type { LinkSession } from '../link/session.ts';
import type { Connect } from '../link/socket.ts';
import type { Log } from '../log.ts';
import type { ReplicaStore } from '../replica/store.ts';
import type { OfflinePeople } from './offline-people.ts';
import type { Settings } from './settings.ts';

/** What a host brings with it. */
export interface SeatOptions {
  host: SessionState['host'];
  serverUrl: string;
  connect: Connect;
  /** Opens the copy of an account; called again when another signs in. */
  openStore(account: Account): ReplicaStore;
  /** Opens where the contents of an account's attachments lie; where it is left out they live as long as the seat. */
  openContent?(account: Account): ContentStore;
  /** The way of contents to the server, `fetch` where it is left out; `token` gives the access token of the present. */
  openContentLine?(token: (id: string) => string | null, paths?: ContentPaths): ContentLine;
  /** Deletes the copy of an account for good, once it is closed; left out where nothing outlives the page. */
  wipeStore?(account: Account): void;
  settings: Settings;
  /** Lets people in while the server cannot be reached; left out where nothing outlives the page. */
  people?: OfflinePeople;
  /** A session kept from before. */
  session?: LinkSession | null;
  /** Keeps the session for the next start, or forgets it. */
  keepSession?(session: LinkSession | null): void;
  /** See AccountData. */
  lazy: boolean;
  queueOffline: boolean;
  clock?: Clock;
  random?: () => number;
  log?: Log;
}
