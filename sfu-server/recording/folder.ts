import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of one recording. */
export class RecordingFolder {
  readonly dir: string;

  constructor(root: string, recordingId: string) {
    this.dir = join(root, recordingId);
  }

  make(): void {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
  }

  makeTracks(): void {
    mkdirSync(this.tracks, { recursive: true, mode: 0o700 });
  }

  get timeline(): string {
    return join(this.dir, 'timeline.jsonl');
  }

  get tracks(): string {
    return join(this.dir, 'tracks');
  }

  /** Documents that were shown, by their hash. */
  get documents(): string {
    return join(this.dir, 'documents');
  }

  get clips(): string {
    return join(this.tracks, 'clips.json');
  }

  get composed(): string {
    return join(this.dir, 'composed.mp4');
  }

  /** Name of the n-th packet log, from 1. */
  logName(run: number): string {
    return `packets-${String(run).padStart(3, '0')}.rtp`;
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  /** Bytes of media on the disk just now: of the packet logs while it records. */
  recordedBytes(): number {
    return sizeOf(this.dir, (name) => name.endsWith('.rtp'));
  }

  /** The packet logs that are there. */
  logs(): string[] {
    return readdirSync(this.dir)
      .filter((name) => /^packets-\d+\.rtp$/.test(name))
      .sort();
  }
}

function sizeOf(dir: string, counts: (name: string) => boolean): number {
  try {
    return readdirSync(dir).reduce((sum, name) => (counts(name) ? sum + statSync(join(dir, name)).size : sum), 0);
  } catch {
    return 0;
  }
}
