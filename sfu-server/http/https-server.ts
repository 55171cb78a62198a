import type { Server } from 'node:https';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ServerCertificate } from '../security/tls/certificate.ts';
import { addSecurityHeaders } from './security-headers.ts';

/** Longest body that any address takes: none takes one. */
const BODY_LIMIT = 16 * 1024;

/** Fastify over TLS, with its headers, its errors in words, and the authority's certificate at `/ca.pem`. */
export function createHttpsServer(certificate: ServerCertificate, log: Logger): { app: FastifyInstance; server: Server } {
  const app = fastify({
    https: { cert: certificate.chain, key: certificate.key, minVersion: 'TLSv1.2' },
    bodyLimit: BODY_LIMIT,
    // Sockets that wait for nothing must not hold up the end.
    forceCloseConnections: true,
  });
  addSecurityHeaders(app);
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status >= 500) log.error({ err: error, url: request.url }, 'an HTTP request failed');
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status >= 500 ? 'Something went wrong on our side; it has been logged.\n' : 'This request cannot be understood.\n');
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send('There is nothing at this address.\n'),
  );
  app.get('/ca.pem', (_request, reply) => reply.type('application/x-pem-file').send(certificate.authority));
  return { app, server: app.server };
}
