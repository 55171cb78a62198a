import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Readable by the server's own user only. */
const PRIVATE = 0o600;

/** Writes a file that holds a secret: mode 0600 from its first moment, complete or not at all. */
export function writePrivateFile(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w', PRIVATE);
  try {
    // The mode given to open counts for new files only.
    chmodSync(temporary, PRIVATE);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** The file's text, or null where there is none. Other errors are thrown. */
export function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
