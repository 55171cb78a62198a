import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, so small that a test can fill it. Only root may mount one. */
export class SmallDisk implements Disposable {
  readonly path: string;

  /** Null where this process may not mount file systems. */
  static mount(sizeKb: number): SmallDisk | null {
    const path = mkdtempSync(join(tmpdir(), 'shilian-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', path], { stdio: 'ignore' });
      return new SmallDisk(path);
    } catch {
      rmSync(path, { recursive: true });
      return null;
    }
  }

  private constructor(path: string) {
    this.path = path;
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(join(this.path, 'filler'), 'a');
    try {
      for (const size of [65_536, 4_096, 512, 1]) while (writes(file, size));
    } finally {
      closeSync(file);
    }
  }

  /** Makes it read-only, or writable again. Only while no file on it is open for writing. */
  remount(mode: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${mode}`, this.path], { stdio: 'ignore' });
  }

  makeRoom(): void {
    rmSync(join(this.path, 'filler'));
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true });
  }
}

function writes(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch {
    return false;
  }
}
