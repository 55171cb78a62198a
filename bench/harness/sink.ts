import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROGRAM = "const s=require('dgram').createSocket('udp4').bind(0,'127.0.0.1',()=>console.log(s.address().port));";

/** Takes packets without reading them: its process is stopped, and the kernel drops what does not fit its buffer. Costs nobody time. */
export class Sink {
  readonly port: number;
  readonly #stop: () => Promise<void>;

  static async open(): Promise<Sink> {
    const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGSTOP');
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    return new Sink(Number(line), async () => {
      process.off('exit', endWithUs);
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    });
  }

  private constructor(port: number, stop: () => Promise<void>) {
    this.port = port;
    this.#stop = stop;
  }

  close(): Promise<void> {
    return this.#stop();
  }
}
