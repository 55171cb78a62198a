import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** Folder in the data folder: closed to others, since what lies in it is run. A back-up leaves it out. */
export const COMPILED_FOLDER = 'compiled';

/**
 * Keeps what Node makes of our sources and our libraries' from one start to the next: half of the processor time of a start goes into it, and
 * everybody waits for a server that is started again. To be called before what shall be kept is imported. Where the disk
 * does not take it, the start is as slow as the first.
 * @param dataDir a folder that is there
 */
export function keepCompiledCode(dataDir: string): void {
  enableCompileCache(join(dataDir, COMPILED_FOLDER));
}

/** Writes what this start has compiled, now: a killed server writes nothing at its end. Nothing is written where all was there. */
export function writeCompiledCode(): void {
  flushCompileCache();
}
