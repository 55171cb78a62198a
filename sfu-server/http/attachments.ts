import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { AttachmentService, WholeContent } from '../attachments/attachment-service.ts';
import { isShownPicture, MAX_PART_BYTES, OFFSET_HEADER, PART_MEDIA_TYPE } from '../protocol/attachment.ts';
import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import { idSchema } from '../protocol/primitives.ts';
import type { Account } from '../protocol/session.ts';
import { FirstLooks } from './first-looks.ts';
import { contentDisposition, type Range, RangeRefused, rangeOf } from './range.ts';

export interface AttachmentDoor {
  readonly service: AttachmentService;
  /** Whose an access token is. @throws Refusal */
  readonly accountOf: (accessToken: string) => Promise<Account>;
  /** Told of each content that was asked for or has come in, before anything goes out. */
  readonly traced: (trace: AttachmentTrace) => Promise<void>;
  /** Asked before a content is looked at or taken. @throws Refusal `server.busy` while no trace can be left */
  readonly admit: () => void;
  readonly log: Logger;
}

export interface AttachmentTrace {
  readonly account: Account;
  readonly remoteAddress: string;
  readonly action: 'attachment.read' | 'attachment.upload';
  readonly id: string;
  readonly outcome: 'done' | ErrorCode;
}

/** The status under which a refusal travels; its code stands in the body. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'auth.required': 401,
  'auth.expired': 401,
  'auth.revoked': 401,
  'auth.password_change_required': 403,
  'right.missing': 403,
  'row.unknown': 404,
  'attachment.not_there': 404,
  'request.cancelled': 400,
  'attachment.wrong_offset': 409,
  'request.too_large': 413,
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

/** `/attachments/ID/upload` and `/attachments/ID/content`: the contents, apart from the rows, with an access token. */
export function serveAttachments(app: FastifyInstance, door: AttachmentDoor): void {
  const looks = new FirstLooks();
  void app.register(async (scope) => {
    // The bytes go to the disk as they come: a part that is cut off leaves what had arrived.
    scope.addContentTypeParser(PART_MEDIA_TYPE, (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, door.log));

    scope.get('/attachments/:id/upload', async (request, reply) => {
      const { account, id } = await asked(door, request);
      return reply.header('cache-control', 'no-store').send(await door.service.uploadState(id, account));
    });

    scope.patch('/attachments/:id/upload', { bodyLimit: MAX_PART_BYTES }, async (request, reply) => {
      const { account, id } = await asked(door, request);
      const offset = offsetSchema.safeParse(request.headers[OFFSET_HEADER]);
      if (!offset.success || request.body === undefined || request.headers['content-type'] !== PART_MEDIA_TYPE) {
        throw new Refusal('request.malformed', `A part needs the header ${OFFSET_HEADER} and the type ${PART_MEDIA_TYPE}.`);
      }
      const trace = { account, remoteAddress: request.socket.remoteAddress ?? 'unknown', action: 'attachment.upload', id } as const;
      try {
        door.admit();
        const state = await door.service.receive(id, offset.data, pieces(request), account);
        if (state.complete) await door.traced({ ...trace, outcome: 'done' });
        return reply.send(state);
      } catch (error) {
        // A line that breaks is no refusal: the upload goes on from what has arrived.
        if (!(error instanceof Refusal) && request.raw.readableAborted)
          throw new Refusal('request.cancelled', 'The line was cut.', { cause: error });
        const { code } = Refusal.toValue(error);
        if (!PASSING.has(code)) await door.traced({ ...trace, outcome: code });
        throw error;
      }
    });

    scope.get('/attachments/:id/content', async (request, reply) => {
      const { account, id } = await asked(door, request);
      const trace = { account, remoteAddress: request.socket.remoteAddress ?? 'unknown', action: 'attachment.read', id } as const;
      try {
        door.admit();
        const content = await door.service.content(id, account);
        // The first look, not each piece of a player that jumps about.
        const from = rangeOf(request.headers.range, content.size);
        if (looks.begins([account.id, id, trace.remoteAddress], from)) await door.traced({ ...trace, outcome: 'done' });
        return send(reply, content, from);
      } catch (error) {
        await door.traced({ ...trace, outcome: Refusal.toValue(error).code });
        throw error;
      }
    });
  });
}

async function asked(door: AttachmentDoor, request: FastifyRequest): Promise<{ account: Account; id: string }> {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal('auth.required', 'An access token is needed.');
  const account = await door.accountOf(token);
  const params = paramsSchema.safeParse(request.params);
  if (!params.success) throw new Refusal('row.unknown', 'This attachment does not exist.');
  return { account, id: params.data.id };
}

/** The body as it comes. Whoever stops reading leaves the connection whole, so that an answer can go out. */
function pieces(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return request.raw.iterator({ destroyOnReturn: false });
}

function send(reply: FastifyReply, content: WholeContent, range: Range | null): FastifyReply {
  const { start, end } = range ?? { start: 0, end: content.size - 1 };
  const kind = isShownPicture(content.mediaType) ? 'inline' : 'attachment';
  reply.headers({
    'content-type': content.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : content.mediaType,
    'content-length': end - start + 1,
    'content-disposition': contentDisposition(kind, content.name),
    'accept-ranges': 'bytes',
    etag: `"${content.sha256}"`,
    'cache-control': 'private, no-store',
  });
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${content.size}`);
  return reply.send(createReadStream(content.path, { start, end }));
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof RangeRefused) return reply.code(416).header('content-range', `bytes */${error.size}`).send();
  const ofFastify = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
  const known = error instanceof Refusal ? error : ofFastify === 413 ? new Refusal('request.too_large', 'A part is too large.') : error;
  const value = Refusal.toValue(known);
  const status = STATUS[value.code] ?? (known instanceof Refusal ? 400 : (ofFastify ?? 500));
  if (status >= 500 && !(known instanceof Refusal)) log.error({ err: error, url: request.url }, 'an attachment request failed');
  // What is still coming of the body is not read: the connection is of no use any more.
  if (!request.raw.complete) reply.header('connection', 'close');
  return reply.code(status).send(value);
}
