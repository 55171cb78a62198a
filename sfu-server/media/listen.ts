import { networkInterfaces } from 'node:os';
import type { types } from 'mediasoup';

export interface ListenOptions {
  /** Address to listen on; a wildcard means every IPv4 interface. */
  readonly listenAddress: string;
  /** Address that clients are told, where it differs (behind a NAT); null where it does not. */
  readonly announcedAddress: string | null;
}

const WILDCARDS = new Set(['0.0.0.0', '::', '']);

/** The addresses behind a wildcard: a candidate of `0.0.0.0` would tell a client nothing. */
function addressesOf(listenAddress: string): string[] {
  if (!WILDCARDS.has(listenAddress)) return [listenAddress === 'localhost' ? '127.0.0.1' : listenAddress];
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4')
    .map((entry) => entry.address);
}

/** What one worker's WebRtcServer listens on: UDP, and TCP for networks that drop UDP. `port` 0 lets the worker pick. */
export function listenInfosOf(options: ListenOptions, port: number): types.TransportListenInfo[] {
  const wildcard = WILDCARDS.has(options.listenAddress);
  // Behind a wildcard only one interface may carry the announced address, and one port serves one address.
  const addresses = wildcard && options.announcedAddress !== null ? ['0.0.0.0'] : addressesOf(options.listenAddress);
  return addresses.flatMap((ip) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      ...(port === 0 ? {} : { port }),
      ...(options.announcedAddress === null ? {} : { announcedAddress: options.announcedAddress }),
    })),
  );
}
