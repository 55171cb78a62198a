import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../protocol/errors.ts';
import { isAllowed } from '../protocol/rights.ts';
import type { Account } from '../protocol/session.ts';

/** What the server counts of itself. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'shilian_requests_total',
    help: 'Signalling requests answered, by type and outcome.',
    labelNames: ['type', 'outcome'],
    registers: [this.registry],
  });
  readonly #duration = new Histogram({
    name: 'shilian_request_duration_seconds',
    help: 'Time from a signalling request to its answer.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A value that is read when somebody asks for the metrics. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  answered(type: string, ok: boolean, seconds: number): void {
    this.#requests.inc({ type, outcome: ok ? 'ok' : 'refused' });
    this.#duration.observe(seconds);
  }
}

export interface MetricsDoor {
  /** Whose an access token is. @throws Refusal */
  readonly accountOf: (accessToken: string) => Promise<Account>;
  /** Told of somebody who has no right to the metrics. */
  readonly refused: (account: Account, remoteAddress: string) => void;
}

/** `GET /metrics`: for this machine itself, and for whoever shows an access token with the right to it. */
export function serveMetrics(app: FastifyInstance, metrics: Metrics, door: MetricsDoor): void {
  app.get('/metrics', async (request, reply) => {
    if (!(isLocal(request) || (await mayRead(request, door)))) {
      return reply.code(403).type('text/plain').send("Metrics are for this machine or an administrator's access token.\n");
    }
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** From this machine itself, and not passed on by a proxy on it. */
function isLocal(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

async function mayRead(request: FastifyRequest, door: MetricsDoor): Promise<boolean> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return false;
  try {
    const account = await door.accountOf(token);
    const { role, organisation } = account;
    const allowed = isAllowed(role, 'server.metrics', organisation.path, organisation.path);
    if (!allowed) door.refused(account, request.socket.remoteAddress ?? 'unknown');
    return allowed;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
