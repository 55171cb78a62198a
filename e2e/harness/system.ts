import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DemoCameraOptions, type DemoCameras, startDemoCameras } from '../../scripts/demo-cameras/start.ts';
import type { Program } from '../../scripts/programs/program.ts';
import { startBrowserHost, startServer } from '../../scripts/programs/server.ts';

export interface SystemOptions {
  /** How the demo's RTSP cameras are started; false leaves them out. */
  readonly cameras?: DemoCameraOptions | false;
  /** More options of the server, such as where it listens. */
  readonly server?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Console {
  readonly name: string;
  readonly serverUrl: string;
  readonly via: readonly string[];
  readonly host: Program;
}

/**
 * A demo server in a folder of its own with its cameras, and as many consoles as a test wants. All of it is
 * real and all of it is gone after `dispose`; logs stay in the folder that `SHILIAN_E2E_LOGS` names, if it does.
 */
export class System {
  readonly folder: string;
  readonly #options: SystemOptions;
  readonly #cameras: DemoCameras | null;
  /** By their addresses. */
  readonly #consoles = new Map<string, Console>();
  #server: Program;

  private constructor(folder: string, options: SystemOptions, cameras: DemoCameras | null, server: Program) {
    this.#options = options;
    this.folder = folder;
    this.#cameras = cameras;
    this.#server = server;
  }

  static async start(options: SystemOptions = {}): Promise<System> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shilian-e2e-'));
    const cameras = options.cameras === false ? null : await startDemoCameras(options.cameras);
    try {
      return new System(folder, options, cameras, await System.#startServer(folder, options, 0, cameras));
    } catch (error) {
      await cameras?.stop();
      throw error;
    }
  }

  static #startServer(folder: string, options: SystemOptions, port: number, cameras: DemoCameras | null): Promise<Program> {
    return startServer({
      args: ['--demo', '--port', String(port), '--rtc-port', '0', '--data-dir', path.join(folder, 'server'), ...(options.server ?? [])],
      env: options.env ?? {},
      demoCameras: cameras?.cameras.map((camera) => camera.main) ?? [],
      log: { file: logFile(folder, 'server') },
    });
  }

  get serverUrl(): string {
    return this.#server.listening.url;
  }

  get server(): Program {
    return this.#server;
  }

  /** Ends the server, politely or as a power cut would, and starts it again on its old port, with what it has stored. */
  async restartServer(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    const { port } = new URL(this.serverUrl);
    await this.#server[how]();
    this.#server = await System.#startServer(this.folder, this.#options, Number(port), this.#cameras);
  }

  /**
   * Starts a console's host with a cache of its own.
   * @param name of its data folder: the same name finds the same cache
   * @param serverUrl another way to the server, such as a proxy's
   * @param via goes before its command, as a `Network` has it
   * @returns its address
   */
  async console(name: string, serverUrl = this.serverUrl, via: readonly string[] = []): Promise<string> {
    return this.#startConsole(name, serverUrl, 0, via);
  }

  /** Process id of a console's host. */
  pidOf(url: string): number {
    const pid = this.#consoles.get(url)?.host.pid;
    if (pid === undefined) throw new Error(`No console has the address ${url}.`);
    return pid;
  }

  /** Kills a console's host as a power cut would and starts it again at its old address, with its old cache. */
  async restartConsole(url: string): Promise<void> {
    const console = this.#consoles.get(url);
    if (console === undefined) throw new Error(`No console has the address ${url}.`);
    await console.host.kill();
    await this.#startConsole(console.name, console.serverUrl, Number(new URL(url).port), console.via);
  }

  /** Asks server and consoles to end, and leaves their files. */
  async stop(): Promise<void> {
    await Promise.all([...this.#consoles.values()].map(({ host }) => host.stop()));
    await this.#server.stop();
  }

  async #startConsole(name: string, serverUrl: string, port: number, via: readonly string[]): Promise<string> {
    const host = await startBrowserHost({
      args: ['--browser', '--server', serverUrl, '--data-dir', path.join(this.folder, name), '--port', String(port)],
      log: { file: logFile(this.folder, name) },
      via,
    });
    this.#consoles.set(host.listening.url, { name, serverUrl, via, host });
    return host.listening.url;
  }

  /** Takes the cameras' power away, and nothing else. */
  async stopCameras(): Promise<void> {
    await this.#cameras?.stop();
  }

  /** Asks all of it to end, and cleans up. */
  async dispose(): Promise<void> {
    await this.stop();
    await this.#cameras?.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function logFile(folder: string, name: string): string {
  const kept = process.env.SHILIAN_E2E_LOGS;
  return path.join(kept === undefined ? folder : path.resolve(kept, path.basename(folder)), `${name}.log`);
}
