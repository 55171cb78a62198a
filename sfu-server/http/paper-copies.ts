import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { CopiedPaper, PaperCopies } from '../governance/applications/paper-copies.ts';
import { type ErrorCode, Refusal } from '../protocol/errors.ts';
import { partyCodeSchema } from '../protocol/party.ts';
import { FirstLooks } from './first-looks.ts';
import { contentDisposition, RangeRefused, rangeOf } from './range.ts';

export interface CopyDoor {
  readonly copies: Pick<PaperCopies, 'open' | 'downloaded'>;
  /** Where a paper of a hash lies. */
  readonly pathOf: (sha256: string) => string;
  /** Told of each copy that goes out, before it does. */
  readonly traced: (copied: CopiedPaper, remoteAddress: string) => Promise<void>;
  /** @throws Refusal `request.too_many`; `server.busy` while no trace can be left */
  readonly admit: (remoteAddress: string) => void;
  readonly log: Logger;
}

/** Whoever opens such a link has no console that would know a code: they are told in words. */
const WORDS: Readonly<Partial<Record<ErrorCode, readonly [number, string]>>> = {
  'party_link.unknown': [404, '此链接不存在，请向调解组织重新索取。'],
  'party_link.expired': [410, '此链接已失效，请向调解组织重新索取。'],
  'request.too_many': [429, '打开过于频繁，请稍后再试。'],
  'server.busy': [503, '服务器繁忙，请稍后再试。'],
};

/** In letters of a phone's size. Nothing of the request stands in it. */
const pageOf = (words: string) =>
  `<!doctype html>\n<html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>视联</title><h1>${words}</h1></html>\n`;

/** `/copy/CODE`: a sealed paper, for as long as its link is good. Each download is counted and leaves its trace. */
export function servePaperCopies(app: FastifyInstance, { copies, pathOf, traced, admit, log }: CopyDoor): void {
  const looks = new FirstLooks();
  void app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof RangeRefused) return reply.code(416).header('content-range', `bytes */${error.size}`).send();
      if (!(error instanceof Refusal)) log.error({ err: error, url: request.routeOptions.url }, 'a copy could not be given out');
      const [status, words] = WORDS[Refusal.toValue(error).code] ?? [500, '出错了，请稍后再试。'];
      return reply.code(status).type('text/html; charset=utf-8').send(pageOf(words));
    });

    scope.get<{ Params: { code: string } }>('/copy/:code', async (request, reply) => {
      const remoteAddress = request.socket.remoteAddress ?? 'unknown';
      admit(remoteAddress);
      const code = partyCodeSchema.safeParse(request.params.code);
      if (!code.success) throw new Refusal('party_link.unknown', 'This link does not exist.');
      const copied = await copies.open(code.data);
      const path = pathOf(copied.sha256);
      const { size } = await stat(path);
      const range = rangeOf(request.headers.range, size);
      // The first of it, not each page that a reader turns to.
      if (looks.begins([copied.copyId, remoteAddress], range)) {
        await traced(copied, remoteAddress);
        await copies.downloaded(copied.copyId);
      }
      const { start, end } = range ?? { start: 0, end: size - 1 };
      reply.headers({
        'content-type': 'application/pdf',
        'content-length': end - start + 1,
        'content-disposition': contentDisposition('inline', `${copied.title}.pdf`),
        'accept-ranges': 'bytes',
        etag: `"${copied.sha256}"`,
        'cache-control': 'private, no-store',
      });
      if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
      return reply.send(createReadStream(path, { start, end }));
    });
  });
}
