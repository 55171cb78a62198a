import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent, writePrivateFile } from '../private-file.ts';
import type { Head } from './entry.ts';

export const HEAD_FILE = 'audit.head';

const headSchema = z.object({
  seq: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What the head file says; `damaged` where it is there and says nothing that can be understood. */
export type HeadFileState = Head | 'missing' | 'damaged';

/**
 * The end of the chain, kept beside the database. Whoever cuts off the last entries leaves a chain that is whole; only this
 * says that it was once longer. It may lag behind the database, never run ahead of it.
 */
export class HeadFile {
  readonly #path: string;

  constructor(dir: string) {
    this.#path = join(dir, HEAD_FILE);
  }

  read(): HeadFileState {
    const text = readIfPresent(this.#path);
    if (text === null) return 'missing';
    try {
      return headSchema.parse(JSON.parse(text));
    } catch {
      return 'damaged';
    }
  }

  write(head: Head): void {
    writePrivateFile(this.#path, `${JSON.stringify({ seq: head.seq, hash: head.hash })}\n`);
  }
}
