import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Which built page stands behind which address (see the contract). */
const PAGES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/join/:code': 'join.html',
  '/field': 'field.html',
  '/apply/:code': 'party.html',
  '/my/:code': 'party.html',
};

const NOT_BUILT = 'The page has not been built yet: run "npm run build" in the repository, then load this address again.\n';

/** Serves the console and the pages of guests, grid workers and parties as Vite has built them. */
export async function servePages(app: FastifyInstance, pageDir: string): Promise<void> {
  const assets = `${join(pageDir, 'assets')}${sep}`;
  await app.register(fastifyStatic, {
    root: pageDir,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Built assets carry a hash of their content in their name; everything else may change with the next build.
      reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const [address, file] of Object.entries(PAGES)) {
    app.get(address, async (_request, reply) => sendPage(reply, pageDir, file));
  }
}

async function sendPage(reply: FastifyReply, pageDir: string, file: string): Promise<FastifyReply> {
  // Looked for each time: it may be built while the server runs.
  if (!existsSync(join(pageDir, file))) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  return reply.sendFile(file);
}
