import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Host } from '../host/host.ts';
import { PLAYER_HEADERS } from '../host/recordings/recording-proxy.ts';

/** `/recordings/…` of the page's own origin, fetched from the server; for browsers that have signed in here only. */
export function serveRecordings(app: FastifyInstance, host: Host, allowed: (request: FastifyRequest) => boolean): void {
  app.get('/recordings/*', async (request, reply) => {
    if (!allowed(request)) return reply.code(401).send(Refusal.toValue(new Refusal('auth.required', 'Sign in on this console first.')));
    try {
      const answer = await host.recordings.fetch(request.url, request.headers.range);
      reply.code(answer.statusCode ?? 502).header('cache-control', 'no-store');
      for (const name of PLAYER_HEADERS) {
        const value = answer.headers[name];
        if (value !== undefined) reply.header(name, value);
      }
      // A player that jumps closes the connection: then nothing more is fetched either.
      request.raw.once('close', () => answer.destroy());
      return reply.send(answer);
    } catch (error) {
      return reply.code(502).send(Refusal.toValue(error));
    }
  });
}
