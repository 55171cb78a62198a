import type { FastifyInstance } from 'fastify';

/** Something that the server cannot work without. Gives null while it is well, else one sentence. */
export type HealthCheck = () => Promise<string | null> | string | null;

/** What is wrong just now, a sentence each; empty while all is well. */
export async function findProblems(checks: readonly HealthCheck[]): Promise<string[]> {
  return (await Promise.all(checks.map((check) => check()))).filter((reason) => reason !== null);
}

/** `GET /healthz`: 200 when the server can take work, 503 and the reason when not. */
export function serveHealth(app: FastifyInstance, version: string, checks: readonly HealthCheck[]): void {
  app.get('/healthz', async (_request, reply) => {
    const reasons = await findProblems(checks);
    reply.header('cache-control', 'no-store');
    if (reasons.length > 0) return reply.code(503).send({ status: 'unavailable', reason: reasons.join(' ') });
    return { status: 'ok', version, uptimeSeconds: Math.round(process.uptime()) };
  });
}
