import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import { idSchema } from '../protocol/primitives.ts';
import type { Account } from '../protocol/session.ts';
import type { RecordingContent, RecordingService } from '../recording/recording-service.ts';
import { FirstLooks } from './first-looks.ts';
import { contentDisposition, RangeRefused, rangeOf } from './range.ts';

export interface RecordingDoor {
  readonly recordings: Pick<RecordingService, 'content'>;
  /** Told of each file that somebody begins to fetch, before anything goes out. */
  readonly traced: (trace: RecordingTrace) => Promise<void>;
  /** @throws Refusal `server.busy` while no trace can be left */
  readonly admit: () => void;
  readonly log: Logger;
}

export interface RecordingTrace {
  readonly account: Account;
  readonly remoteAddress: string;
  readonly recordingId: string;
  /** Null: the composed file. */
  readonly track: string | null;
  readonly download: boolean;
}

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'recording.ticket': 403,
  'recording.unknown': 404,
  'recording.not_ready': 404,
  'request.malformed': 400,
  'server.busy': 503,
};

const paramsSchema = z.object({ id: idSchema, file: z.string().max(200).optional() });
const querySchema = z.object({ ticket: z.string().max(100), download: z.string().optional() });

/** `/recordings/ID/composed` and `/recordings/ID/tracks/FILE`, with the ticket that `recording.open` gives, in pieces as a player asks for them. */
export function serveRecordings(app: FastifyInstance, door: RecordingDoor): void {
  const looks = new FirstLooks();
  void app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof RangeRefused) return reply.code(416).header('content-range', `bytes */${error.size}`).send();
      if (!(error instanceof Refusal)) door.log.error({ err: error, url: request.routeOptions.url }, 'a recording could not be sent');
      const value = Refusal.toValue(error);
      return reply.code(STATUS[value.code] ?? 500).send(value);
    });
    for (const path of ['/recordings/:id/composed', '/recordings/:id/tracks/:file']) {
      scope.get(path, async (request, reply) => {
        const params = paramsSchema.safeParse(request.params);
        const query = querySchema.safeParse(request.query);
        if (!params.success) throw new Refusal('recording.unknown', 'There is no such recording.');
        if (!query.success) throw new Refusal('recording.ticket', 'Open the recording first.');
        const { id, file: track = null } = params.data;
        door.admit();
        const content = await door.recordings.content(id, track, query.data.ticket);
        const range = rangeOf(request.headers.range, content.size);
        const download = query.data.download !== undefined;
        // The first look, not each piece of a player that jumps about.
        const remoteAddress = request.socket.remoteAddress ?? 'unknown';
        if (looks.begins([query.data.ticket, id, track ?? '', remoteAddress], range)) {
          await door.traced({ account: content.account, remoteAddress, recordingId: id, track, download });
        }
        return send(reply, content, range, download);
      });
    }
  });
}

function send(reply: FastifyReply, content: RecordingContent, range: ReturnType<typeof rangeOf>, download: boolean): FastifyReply {
  const { start, end } = range ?? { start: 0, end: content.size - 1 };
  reply.headers({
    'content-type': content.mediaType,
    'content-length': end - start + 1,
    'content-disposition': contentDisposition(download ? 'attachment' : 'inline', content.name),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
  });
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${content.size}`);
  return reply.send(createReadStream(content.path, { start, end }));
}
