import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../bridge/log.ts';
import type { Host } from '../host/host.ts';
import { BridgeSockets } from './bridge-sockets.ts';
import { isOwnHost } from './loopback.ts';
import { consolePage, SECURITY_HEADERS } from './page-files.ts';
import { serveRecordings } from './recording-route.ts';
import { cookieValue, Visitors } from './visitors.ts';

export interface BrowserHostSettings {
  host: Host;
  /** Where the built page lies. */
  pageDir: string;
  /** 0 picks one. */
  port: number;
  log: Log;
}

export interface RunningBrowserHost {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the console's page on loopback, and a host behind it, to browsers of this machine. */
export async function startBrowserHost(settings: BrowserHostSettings): Promise<RunningBrowserHost> {
  const { host, pageDir, log } = settings;
  const visitors = new Visitors();
  const app = Fastify({ forceCloseConnections: true });
  let port = settings.port;
  // Cookies know no ports: with the port in its name, several consoles in one browser keep out of each other's way.
  const cookieName = (): string => `shilian-${port}`;

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!isOwnHost(request.headers.host, port)) return reply.code(421).type('text/plain').send('This console answers on loopback only.');
  });
  await servePage(app, pageDir, (cookies) =>
    visitors.knows(cookieValue(cookies, cookieName())) ? null : `${cookieName()}=${visitors.admit()}`,
  );
  serveRecordings(app, host, ({ headers }) => visitors.mayUse(cookieValue(headers.cookie, cookieName()) ?? '', host.account?.id ?? null));
  const watch = host.openPage('browser-host', (event, data) => {
    if (event === 'session.changed' && 'account' in data && data.account === null) visitors.forgetSignIns();
  });

  await app.listen({ host: '127.0.0.1', port });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The page could not be served.');
  port = address.port;
  const sockets = new BridgeSockets({ host, visitors, cookieName: cookieName(), port: () => port, log });
  app.server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      sockets.close();
      watch.close();
      await app.close();
    },
  };
}

/** `newCookie` gives the cookie to set for a browser that brings none of ours. */
async function servePage(app: FastifyInstance, pageDir: string, newCookie: (cookies: string | undefined) => string | null): Promise<void> {
  await app.register(fastifyStatic, {
    root: pageDir,
    // A page without our mark would look for the server behind this origin.
    allowedPath: (path) => !path.endsWith('.html'),
    index: false,
    setHeaders: (reply, path) => {
      // The names of assets change with their contents.
      reply.header('cache-control', path.startsWith(join(pageDir, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', async (request, reply) => {
    const page = consolePage(pageDir);
    if (page === null) return reply.code(503).type('text/plain').send('The page has not been built yet: run "npm run build".');
    const cookie = newCookie(request.headers.cookie);
    if (cookie !== null) reply.header('set-cookie', `${cookie}; Path=/; HttpOnly; SameSite=Strict`);
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  });
}
