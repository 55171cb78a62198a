import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { PACKAGES } from '../setup/debian.mjs';

const SCRIPT = path.join(import.meta.dirname, 'serve.py');
const portSchema = z.object({ port: z.number().int().positive() });
/** Python and GStreamer's registry are there in about a second; the first time on a machine takes some more, ms. */
const READY_LIMIT_MS = 30_000;

export interface DemoCameraOptions {
  /** 0, the default, picks a free one. A camera that comes back after a power cut has its old port. */
  readonly port?: number;
  readonly fps?: number;
  /** Asks for digest authentication with these. */
  readonly user?: string;
  readonly password?: string;
  /** False leaves the parameter sets (SPS, PPS) to the SDP, as some cameras do. */
  readonly parameterSetsInStream?: boolean;
  /**
   * True lets the encoders of the main streams run whether or not somebody watches, as a real camera's does. Else they start with a
   * key frame for the first viewer, which spares the demo's machine and flatters the time to a first picture.
   */
  readonly alwaysOn?: boolean;
}

export interface DemoCamera {
  /** RTSP address of the 1280 × 720 stream. */
  readonly main: string;
  /** RTSP address of the 640 × 360 stream. */
  readonly sub: string;
}

export interface DemoCameras {
  readonly port: number;
  readonly cameras: readonly [DemoCamera, DemoCamera];
  readonly pid: number;
  /** Twice does no harm. */
  stop(): Promise<void>;
}

/** Debian's own Python, which is the one that its GStreamer bindings are for; another may come first in the path. */
function python(): string {
  return existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
}

/**
 * Starts the demo's RTSP cameras and waits until they answer. They end with this process, however it ends.
 * @throws Error with a sentence where they cannot run here
 */
export async function startDemoCameras(options: DemoCameraOptions = {}): Promise<DemoCameras> {
  const args = ['--port', String(options.port ?? 0)];
  if (options.fps !== undefined) args.push('--fps', String(options.fps));
  if (options.user !== undefined) args.push('--user', options.user, '--password', options.password ?? '');
  if (options.alwaysOn === true) args.push('--always-on');
  if (options.parameterSetsInStream === false) args.push('--config-interval', '0');
  // The end of its standard input is its sign to end: that comes even when this process is killed.
  const child = spawn(python(), [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2_000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  const stop = async () => {
    child.stdin.end();
    const insist = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await exited;
    clearTimeout(insist);
  };
  try {
    const line = await new Promise<string>((resolve, reject) => {
      const lines = createInterface({ input: child.stdout });
      const refuse = () =>
        reject(new Error(`The demo cameras did not start (packages: ${PACKAGES.cameras.join(' ')}). ${complaints}`.trim()));
      lines.once('line', resolve);
      lines.once('close', refuse);
      child.once('error', refuse);
      AbortSignal.timeout(READY_LIMIT_MS).addEventListener('abort', refuse);
    });
    const { port } = portSchema.parse(JSON.parse(line));
    const login = options.user === undefined ? '' : `${encodeURIComponent(options.user)}:${encodeURIComponent(options.password ?? '')}@`;
    const camera = (name: string): DemoCamera => ({
      main: `rtsp://${login}127.0.0.1:${port}/${name}`,
      sub: `rtsp://${login}127.0.0.1:${port}/${name}-sub`,
    });
    return { port, cameras: [camera('cam1'), camera('cam2')], pid: child.pid ?? -1, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
