import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from './config.ts';
import { StartupFailure } from './startup-failure.ts';

const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/**
 * Opens the port.
 * @returns the address under which this machine's own clients reach the server
 * @throws StartupFailure where the port is taken or the address is not this machine's
 */
export async function listen(app: FastifyInstance, config: ServerConfig): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    throw new StartupFailure(sentence(error, config), { cause: error });
  }
  const address: AddressInfo | string | null = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = WILDCARDS.includes(config.host) ? (config.announcedAddress ?? '127.0.0.1') : config.host;
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function sentence(error: unknown, { host, port }: ServerConfig): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken by another program; stop it or choose another with --port.`;
  if (code === 'EADDRNOTAVAIL') return `The address ${host} is not one of this machine; choose another with --host.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user; choose one above 1023 with --port.`;
  if (code === 'ENOTFOUND') return `The host name ${host} is not known; give an address with --host.`;
  return `The server cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}.`;
}
