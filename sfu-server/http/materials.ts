import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AttachmentService } from '../attachments/attachment-service.ts';
import type { LinkedParty } from '../governance/applications/party-links.ts';
import { MAX_PART_BYTES, OFFSET_HEADER, PART_MEDIA_TYPE } from '../protocol/attachment.ts';
import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import { partyCodeSchema } from '../protocol/party.ts';
import { idSchema } from '../protocol/primitives.ts';

export interface MaterialDoor {
  readonly service: Pick<AttachmentService, 'uploadState' | 'receive'>;
  /** Whose a code is. @throws Refusal `party_link.unknown`, `party_link.expired`, `request.too_many` */
  readonly partyOf: (code: string, remoteAddress: string) => Promise<LinkedParty>;
  /** Told of each content that has come in or was refused. */
  readonly traced: (trace: MaterialTrace) => Promise<void>;
  /** @throws Refusal `server.busy` while no trace can be left */
  readonly admit: () => void;
  /** @throws Refusal `request.too_many` where more bytes come from an address than go at once */
  readonly spend: (remoteAddress: string, bytes: number) => void;
  readonly log: Logger;
}

export interface MaterialTrace {
  readonly linked: LinkedParty;
  readonly remoteAddress: string;
  readonly id: string;
  readonly outcome: 'done' | ErrorCode;
}

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'auth.required': 401,
  'party_link.unknown': 404,
  'party_link.expired': 410,
  'row.unknown': 404,
  'attachment.wrong_offset': 409,
  'request.cancelled': 400,
  'request.too_large': 413,
  'request.too_many': 429,
  'attachment.type_refused': 415,
  'attachment.type_mismatch': 415,
  'attachment.hash_mismatch': 422,
  'server.busy': 503,
  'storage.full': 507,
  'server.internal': 500,
};

/** Refusals that are part of an upload's ordinary course. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['attachment.wrong_offset', 'server.busy', 'request.cancelled']);

const paramsSchema = z.object({ id: idSchema });
const offsetSchema = z.coerce.number().int().nonnegative();

/** `/materials/ID/upload`: what a party brings, in parts, with the code of their own link as bearer token. */
export function serveMaterials(app: FastifyInstance, door: MaterialDoor): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser(PART_MEDIA_TYPE, (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, door.log));

    scope.get('/materials/:id/upload', async (request, reply) => {
      const { linked, id } = await asked(door, request);
      const by = { caseId: linked.caseId, partyId: linked.party.id };
      return reply.header('cache-control', 'no-store').send(await door.service.uploadState(id, by));
    });

    scope.patch('/materials/:id/upload', { bodyLimit: MAX_PART_BYTES }, async (request, reply) => {
      const { linked, id } = await asked(door, request);
      const offset = offsetSchema.safeParse(request.headers[OFFSET_HEADER]);
      if (!offset.success || request.body === undefined || request.headers['content-type'] !== PART_MEDIA_TYPE) {
        throw new Refusal('request.malformed', `A part needs the header ${OFFSET_HEADER} and the type ${PART_MEDIA_TYPE}.`);
      }
      // Without a length it counts as the largest part.
      const length = Number(request.headers['content-length'] ?? MAX_PART_BYTES);
      door.spend(addressOf(request), Number.isFinite(length) ? Math.min(length, MAX_PART_BYTES) : MAX_PART_BYTES);
      const trace = { linked, remoteAddress: addressOf(request), id };
      try {
        door.admit();
        const by = { caseId: linked.caseId, partyId: linked.party.id };
        const state = await door.service.receive(id, offset.data, request.raw.iterator({ destroyOnReturn: false }), by);
        if (state.complete) await door.traced({ ...trace, outcome: 'done' });
        return reply.send(state);
      } catch (error) {
        // A line that breaks is no refusal: the upload goes on from what has arrived.
        if (!(error instanceof Refusal) && request.raw.readableAborted) {
          throw new Refusal('request.cancelled', 'The line was cut.', { cause: error });
        }
        const { code } = Refusal.toValue(error);
        if (!PASSING.has(code)) await door.traced({ ...trace, outcome: code });
        throw error;
      }
    });
  });
}

async function asked(door: MaterialDoor, request: FastifyRequest): Promise<{ linked: LinkedParty; id: string }> {
  const code = partyCodeSchema.safeParse(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]);
  if (!code.success) throw new Refusal('auth.required', "The party's code is needed.");
  const linked = await door.partyOf(code.data, addressOf(request));
  const params = paramsSchema.safeParse(request.params);
  if (!params.success) throw new Refusal('row.unknown', 'This file does not exist.');
  return { linked, id: params.data.id };
}

const addressOf = (request: FastifyRequest) => request.socket.remoteAddress ?? 'unknown';

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const tooLarge = error instanceof Error && 'statusCode' in error && error.statusCode === 413;
  const known = tooLarge ? new Refusal('request.too_large', 'A part is too large.') : error;
  if (!(known instanceof Refusal)) log.error({ err: error, url: request.routeOptions.url }, 'a file of a party could not be taken in');
  const value = Refusal.toValue(known);
  // What is still coming of the body is not read: the connection is of no use any more.
  if (!request.raw.complete) reply.header('connection', 'close');
  return reply.code(STATUS[value.code] ?? 400).send(value);
}
