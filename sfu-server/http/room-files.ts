import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isShownPicture, MAX_PART_BYTES, OFFSET_HEADER, PART_MEDIA_TYPE } from '../protocol/attachment.ts';
import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import { idSchema } from '../protocol/primitives.ts';
import type { FilePass, RoomFiles } from '../rooms/files/room-files.ts';
import { FirstLooks } from './first-looks.ts';
import { contentDisposition, RangeRefused, rangeOf } from './range.ts';

export interface RoomFileDoor {
  readonly files: RoomFiles;
  /** Told of each content that has come in or was refused, and of each that goes out. */
  readonly traced: (pass: FilePass, action: 'room.fileSend' | 'room.fileRead', outcome: 'done' | ErrorCode) => Promise<void>;
  /** @throws Refusal `server.busy` while no trace can be left */
  readonly admit: () => void;
  readonly log: Logger;
}

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'right.missing': 403,
  'room.not_joined': 403,
  'room.may_not_chat': 403,
  'row.unknown': 404,
  'attachment.not_there': 404,
  'attachment.wrong_offset': 409,
  'request.cancelled': 400,
  'request.too_large': 413,
  'attachment.type_refused': 415,
  'attachment.type_mismatch': 415,
  'server.busy': 503,
  'storage.full': 507,
  'server.internal': 500,
};

/** Refusals that are part of an upload's ordinary course. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['attachment.wrong_offset', 'server.busy', 'request.cancelled']);

const paramsSchema = z.object({ id: idSchema });
const offsetSchema = z.coerce.number().int().nonnegative();

/** `/room-files/ID/upload` and `/room-files/ID/content`, with a ticket of `room.fileAnnounce` or `room.fileOpen` as bearer token. */
export function serveRoomFiles(app: FastifyInstance, door: RoomFileDoor): void {
  const { files, admit, traced, log } = door;
  const looks = new FirstLooks();
  void app.register(async (scope) => {
    scope.addContentTypeParser(PART_MEDIA_TYPE, (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof RangeRefused) return reply.code(416).header('content-range', `bytes */${error.size}`).send();
      if (!(error instanceof Refusal)) log.error({ err: error, url: request.routeOptions.url }, 'a file of a room could not be moved');
      const value = Refusal.toValue(error);
      // What is still coming of the body is not read: the connection is of no use any more.
      if (!request.raw.complete) reply.header('connection', 'close');
      return reply.code(STATUS[value.code] ?? 400).send(value);
    });

    scope.get('/room-files/:id/upload', async (request) => files.uploadState(passOf(files, request).pass));

    scope.patch('/room-files/:id/upload', { bodyLimit: MAX_PART_BYTES }, async (request) => {
      const { pass, ticket } = passOf(files, request);
      const offset = offsetSchema.safeParse(request.headers[OFFSET_HEADER]);
      if (!offset.success || request.body === undefined || request.headers['content-type'] !== PART_MEDIA_TYPE) {
        throw new Refusal('request.malformed', `A part needs the header ${OFFSET_HEADER} and the type ${PART_MEDIA_TYPE}.`);
      }
      admit();
      try {
        const state = await files.receive(ticket, pass, offset.data, request.raw.iterator({ destroyOnReturn: false }));
        if (state.complete) await traced(pass, 'room.fileSend', 'done');
        return state;
      } catch (error) {
        // A line that breaks is no refusal: the upload goes on from what has arrived.
        if (!(error instanceof Refusal) && request.raw.readableAborted)
          throw new Refusal('request.cancelled', 'The line was cut.', { cause: error });
        const { code } = Refusal.toValue(error);
        if (!PASSING.has(code)) await traced(pass, 'room.fileSend', code);
        throw error;
      }
    });

    scope.get('/room-files/:id/content', async (request, reply) => {
      const { pass, ticket } = passOf(files, request);
      admit();
      const { path, file } = await files.content(pass);
      const range = rangeOf(request.headers.range, file.size);
      if (looks.begins([ticket, request.socket.remoteAddress ?? 'unknown'], range)) await traced(pass, 'room.fileRead', 'done');
      const { start, end } = range ?? { start: 0, end: file.size - 1 };
      reply.headers({
        'content-type': file.mediaType,
        'content-length': end - start + 1,
        'content-disposition': contentDisposition(isShownPicture(file.mediaType) ? 'inline' : 'attachment', file.name),
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-store',
      });
      if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
      return reply.send(createReadStream(path, { start, end }));
    });
  });
}

function passOf(files: RoomFiles, request: FastifyRequest): { readonly pass: FilePass; readonly ticket: string } {
  const ticket = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const params = paramsSchema.safeParse(request.params);
  if (ticket === undefined || !params.success) throw new Refusal('right.missing', 'Ask the room for a ticket first.');
  return { pass: files.pass(ticket, params.data.id), ticket };
}
