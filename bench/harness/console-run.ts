import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const resultSchema = z.object({ ms: z.number(), rss: z.number() });

/** Starts a console's host in a process of its own over a data folder. @returns ms from signed in to all rows in, and its memory in bytes */
export async function runConsole(serverUrl: string, dataDir: string, username: string): Promise<z.output<typeof resultSchema>> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'console-process.ts'), serverUrl, dataDir, username]);
  return resultSchema.parse(JSON.parse(stdout));
}
