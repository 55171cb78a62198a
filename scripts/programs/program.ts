import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ROOT } from '../setup/paths.mjs';

/** The one line that server and browser host print when they are ready (see the outer contract). */
const listeningSchema = z.object({ event: z.literal('listening'), url: z.url(), caFingerprint: z.string().optional() });
export type Listening = z.infer<typeof listeningSchema>;

/** A program may take this long from SIGTERM to its end, ms; the contract gives the command as a whole 5 s. */
const STOP_LIMIT_MS = 4_800;
/** A first start makes a certificate authority and the demo county before it listens, ms. */
const READY_LIMIT_MS = 60_000;

export interface ProgramOptions {
  /** Relative to the root of the clone. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where its log goes: this process's standard error, or a file. */
  readonly log: 'inherit' | { readonly file: string };
  /** Goes before the command, as `ip netns exec NAME` does. */
  readonly via?: readonly string[];
  /** Prints its line on our standard output as well. */
  readonly echo?: boolean;
}

/** A program of ours that runs as a process of its own and is ready. */
export interface Program {
  readonly listening: Listening;
  readonly pid: number;
  /** Its exit code, 1 where a signal ended it. */
  readonly exited: Promise<number>;
  /** Asks it to end, insists after 6 s, and waits. Twice does no harm. */
  stop(): Promise<number>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<number>;
}

/** The program did not come up; the message is one sentence for the person at the terminal. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';
}

/**
 * Starts a program of ours on this Node and waits until it says that it listens.
 * @throws ProgramFailure where it ends or says something else first
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const child = launch(options);
  const exited = exitCode(child);
  const stop = () => stopChild(child, exited);
  try {
    const line = await firstLine(child, options);
    if (options.echo === true) process.stdout.write(`${line}\n`);
    const listening = listeningSchema.parse(JSON.parse(line));
    return { listening, pid: child.pid ?? -1, exited, stop, kill: () => killChild(child, exited) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function launch(options: ProgramOptions): ChildProcess {
  const log = options.log === 'inherit' ? 'inherit' : openLog(options.log.file);
  const [command, ...args] = [...(options.via ?? []), process.execPath, options.script, ...options.args];
  const child = spawn(command ?? process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', log],
  });
  if (typeof log === 'number') closeSync(log);
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  return child;
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'a', 0o600);
}

async function exitCode(child: ChildProcess): Promise<number> {
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  return code ?? 1;
}

async function firstLine(child: ChildProcess, options: ProgramOptions): Promise<string> {
  if (child.stdout === null) throw new ProgramFailure(`${options.script} has no standard output.`);
  const lines = createInterface({ input: child.stdout });
  const deadline = AbortSignal.timeout(READY_LIMIT_MS);
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => reject(new ProgramFailure(`${options.script} ended before it was ready${lastWords(options)}.`)));
    child.once('error', reject);
    deadline.addEventListener('abort', () =>
      reject(new ProgramFailure(`${options.script} was not ready within ${READY_LIMIT_MS / 1000} s.`)),
    );
  });
  // What it prints from now on has to be taken away, or it would block on a full pipe.
  child.stdout.resume();
  return line;
}

/** The last line of its log: that is where a start-up failure says its sentence. */
function lastWords(options: ProgramOptions): string {
  if (options.log === 'inherit') return ', see above';
  const last = readFileSync(options.log.file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? '' : `: ${last.slice(0, 400)}`;
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function stopChild(child: ChildProcess, exited: Promise<number>): Promise<number> {
  if (isRunning(child)) child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  try {
    return await exited;
  } finally {
    clearTimeout(insist);
  }
}

async function killChild(child: ChildProcess, exited: Promise<number>): Promise<number> {
  child.kill('SIGKILL');
  return exited;
}

/** Resolves with the name of the signal when the person or the service manager wants us to end. */
export async function askedToEnd(): Promise<NodeJS.Signals> {
  const waiting = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const signal = await Promise.race(signals.map((name) => once(process, name, { signal: waiting.signal }).then(() => name)));
  // A second Ctrl-C must not end us before what we started has ended.
  for (const name of signals) process.on(name, () => undefined);
  return signal;
}
