import type { Log } from '../bridge/log.ts';
import type { HostMessage } from '../bridge/wire.ts';
import { Host } from '../host/host.ts';
import { answerPage } from '../host/page-door.ts';
import type { TokenVault } from '../host/token-vault.ts';
import { type FromHost, type ToHost, toHostSchema } from './channels.ts';

/** One page's port, as the host's process sees it. */
export interface PagePort {
  postMessage(message: HostMessage): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** What runs in the host's process: it hears the main process and speaks with the pages. Knows nothing of Electron. */
export class HostService {
  readonly #tell: (message: FromHost) => void;
  readonly #log: Log;
  #host: Promise<Host> | null = null;

  constructor(tell: (message: FromHost) => void, log: Log) {
    this.#tell = tell;
    this.#log = log;
  }

  /** A message of the main process with the ports that came along. */
  receive(message: unknown, ports: readonly PagePort[]): void {
    const parsed = toHostSchema.safeParse(message);
    if (!parsed.success) {
      this.#log('error', 'the main process sent what is not a message');
      return;
    }
    const told = parsed.data;
    if (told.type === 'start') this.#start(told);
    else if (told.type === 'page') this.#withHost((host) => this.#servePage(host, told.pageId, ports[0]));
    else if (told.type === 'wake') this.#withHost((host) => host.wake());
    else this.#withHost((host) => this.#stop(host));
  }

  #start({ serverUrl, dataDir, caFingerprint, session }: Extract<ToHost, { type: 'start' }>): void {
    if (this.#host !== null) return;
    const tokenVault: TokenVault = {
      load: () => Promise.resolve(session),
      save: (next) => {
        this.#tell({ type: 'keepSession', session: next });
        return Promise.resolve();
      },
    };
    this.#host = Host.start({ kind: 'electron', serverUrl, dataDir, tokenVault, caFingerprint, log: this.#log });
    this.#host.catch((error: unknown) => this.#tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }));
  }

  #servePage(host: Host, pageId: string, port: PagePort | undefined): void {
    if (port === undefined) {
      this.#log('error', 'a page came without a port');
      return;
    }
    const page = host.openPage(pageId, (event, data) => port.postMessage({ event, data }));
    port.on('message', ({ data }) => {
      void answerPage(page, data, this.#log).then((answer) => port.postMessage(answer));
    });
    port.on('close', () => page.close());
    port.start();
  }

  #stop(host: Host): void {
    host.close();
    this.#host = null;
    this.#tell({ type: 'stopped' });
  }

  /** What comes before the start has come through waits for it; a start that failed has been told already. */
  #withHost(use: (host: Host) => void): void {
    this.#host?.then(use, () => undefined);
  }
}
