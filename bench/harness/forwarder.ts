import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { costOf } from './process-cost.ts';
import { MEAN_PACKET_BYTES, RtpLoad } from './rtp-load.ts';

const answerSchema = z.object({ answer: z.unknown(), error: z.string().optional() });
const targetsSchema = z.array(z.object({ kind: z.enum(['audio', 'video']), ssrc: z.number(), payloadType: z.number(), port: z.number() }));

/** What a forwarder did in a window of time. */
export interface Window {
  /** Of a processor, of all its processes. */
  readonly cpuMs: number;
  readonly tookMs: number;
  /** To receivers. */
  readonly packets: number;
  /** Of what should have gone out, 0 to 1. */
  readonly delivered: number;
  readonly rss: number;
}

/** A room of the product's or bare mediasoup, in a process of its own, with those who send to it. */
export class ForwarderUnderLoad {
  readonly #child: ChildProcess;
  readonly #load: RtpLoad;
  #receivers = 0;

  static async start(what: 'bare' | 'room', options: { sinkPort: number; workers: number; senders: number }): Promise<ForwarderUnderLoad> {
    const child = fork(path.join(import.meta.dirname, 'forwarder-process.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    try {
      await ask(child, { do: 'open', what, sinkPort: options.sinkPort, workers: options.workers });
      const targets = targetsSchema.parse(await ask(child, { do: 'senders', count: options.senders }));
      return new ForwarderUnderLoad(child, await RtpLoad.open(targets));
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  private constructor(child: ChildProcess, load: RtpLoad) {
    this.#child = child;
    this.#load = load;
  }

  async seat(receivers: number): Promise<void> {
    await ask(this.#child, { do: 'receivers', count: receivers - this.#receivers });
    this.#receivers = receivers;
  }

  /** Sends for a while and looks what that cost; between two measurements nothing flows. */
  async measure(windowMs: number, warmUpMs: number): Promise<Window> {
    this.#load.start();
    await sleep(warmUpMs);
    const before = { ...(await this.#look()) };
    await sleep(windowMs);
    const after = await this.#look();
    this.#load.pause();
    const packets = (after.bytes - before.bytes) / MEAN_PACKET_BYTES;
    return {
      cpuMs: after.cpuMs - before.cpuMs,
      tookMs: after.at - before.at,
      packets,
      delivered: packets / ((after.sent - before.sent) * this.#receivers),
      rss: after.rss,
    };
  }

  async close(): Promise<void> {
    this.#load.close();
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    // Its workers end when their channel closes.
    this.#child.disconnect();
    await exited;
  }

  /** Asking costs time of the one that is asked: it is asked after the first look at the clock and before the last. */
  async #look() {
    const bytes = z.number().parse(await ask(this.#child, { do: 'forwarded' }));
    return { bytes, sent: this.#load.sent, at: performance.now(), ...costOf(this.#child.pid ?? 0) };
  }
}

async function ask(child: ChildProcess, command: object): Promise<unknown> {
  const answered = once(child, 'message', { signal: AbortSignal.timeout(120_000) });
  child.send(command);
  const [message] = await answered;
  const { answer, error } = answerSchema.parse(message);
  if (error !== undefined) throw new Error(error);
  return answer;
}
