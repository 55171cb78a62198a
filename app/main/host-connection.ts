import { randomUUID } from 'node:crypto';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebFrameMain } from 'electron';
import { PORT_CHANNEL } from '../preload/channel-names.ts';
import { type FromHost, fromHostSchema, type ToHost } from './channels.ts';

/** The main process's end of the host's process. */
export class HostConnection {
  readonly #child: UtilityProcess;

  /** `exited` is told when the process ends without having been asked to. */
  constructor(entry: string, hear: (message: FromHost) => void, exited: (code: number) => void) {
    this.#child = utilityProcess.fork(entry, [], { serviceName: 'Shilian host', stdio: 'inherit' });
    this.#child.on('message', (message: unknown) => {
      const parsed = fromHostSchema.safeParse(message);
      if (parsed.success) hear(parsed.data);
    });
    this.#child.on('exit', exited);
  }

  tell(message: ToHost): void {
    this.#child.postMessage(message);
  }

  /** Gives a page a line of its own to the host; from then on the main process hears nothing of what they say. */
  connectPage(frame: WebFrameMain): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ type: 'page', pageId: randomUUID() } satisfies ToHost, [port1]);
    frame.postMessage(PORT_CHANNEL, null, [port2]);
  }

  kill(): void {
    this.#child.kill();
  }
}
