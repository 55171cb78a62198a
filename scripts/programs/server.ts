import { type Program, startProgram } from './program.ts';

export interface ServerOptions {
  /** Options of the outer contract. */
  readonly args: readonly string[];
  /** RTSP addresses that the demo's first cameras stand for. */
  readonly demoCameras?: readonly string[];
  readonly log: 'inherit' | { readonly file: string };
  readonly echo?: boolean;
}

/** Starts the server and waits until it listens. @throws ProgramFailure */
export function startServer({ args, demoCameras, log, echo = false }: ServerOptions): Promise<Program> {
  const env = demoCameras === undefined ? {} : { SHILIAN_DEMO_CAMERAS: JSON.stringify(demoCameras) };
  return startProgram({ script: 'sfu-server/main.ts', args, env, log, echo });
}

/** Starts the host that serves the console to a plain browser, and waits until it listens. @throws ProgramFailure */
export function startBrowserHost({ args, log, echo = false }: Omit<ServerOptions, 'demoCameras'>): Promise<Program> {
  return startProgram({ script: 'app/browser-host/main.ts', args, log, echo });
}
