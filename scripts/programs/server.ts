import { type Program, startProgram } from './program.ts';

export interface ServerOptions {
  /** Options of the outer contract. */
  readonly args: readonly string[];
  /** RTSP addresses that the demo's first cameras stand for. */
  readonly demoCameras?: readonly string[];
  readonly log: 'inherit' | { readonly file: string };
  readonly env?: Readonly<Record<string, string>>;
  /** Goes before the command; see `ProgramOptions`. */
  readonly via?: readonly string[];
  readonly echo?: boolean;
}

/** Starts the server and waits until it listens. @throws ProgramFailure */
export function startServer({ args, demoCameras, log, env: given = {}, echo = false }: ServerOptions): Promise<Program> {
  const env = { ...given, ...(demoCameras === undefined ? {} : { SHILIAN_DEMO_CAMERAS: JSON.stringify(demoCameras) }) };
  return startProgram({ script: 'sfu-server/main.ts', args, env, log, echo });
}

/** Starts the host that serves the console to a plain browser, and waits until it listens. @throws ProgramFailure */
export function startBrowserHost({ args, log, via = [], echo = false }: Omit<ServerOptions, 'demoCameras' | 'env'>): Promise<Program> {
  return startProgram({ script: 'app/browser-host/main.ts', args, log, via, echo });
}
