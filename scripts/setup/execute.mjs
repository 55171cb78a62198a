import { spawn, spawnSync } from 'node:child_process';
import { say } from './progress.mjs';

/** A long command says that it still moves this often, ms. */
const HEARTBEAT_MS = 10_000;
/** How much of a failed command's output is shown from its beginning, where npm says what is wrong, and from its end, where compilers do. */
const SHOWN_LENGTH = 2_000;

/**
 * @typedef {object} ExecuteOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] ended after this; no limit without it
 * @property {(lastLine: string, seconds: number) => string | null} [progress] what to say at a heartbeat; null says nothing
 */

/**
 * Runs a command to its end, saying every 10 s that it moves. Its output is shown only when it fails.
 * @param {string} title what it does, for the progress lines
 * @param {readonly [string, ...string[]]} command
 * @param {ExecuteOptions} [options]
 * @returns {Promise<string>} all that it printed
 * @throws {Error} with what it said where the command fails or takes too long
 */
export async function execute(title, [file, ...args], options = {}) {
  const started = Date.now();
  const progress = options.progress ?? ((line, seconds) => `${title}: ${seconds} s${line === '' ? '' : `, ${line.slice(0, 120)}`}`);
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
  });
  let output = '';
  const take = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  // Ended with us: what is half done is cleaned up by whoever called, and no compiler goes on alone.
  const end = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.once('SIGINT', end).once('SIGTERM', end);
  const heartbeat = setInterval(() => {
    const lastLine =
      output
        .trimEnd()
        .split(/[\r\n]/)
        .at(-1) ?? '';
    const text = progress(lastLine.trim(), Math.round((Date.now() - started) / 1000));
    if (text !== null) say(text);
  }, HEARTBEAT_MS);
  try {
    await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0) resolve(undefined);
        else reject(new Error(`${title} failed (${signal ?? `exit code ${code}`}):\n${excerpt(output)}`));
      });
    });
  } finally {
    clearInterval(heartbeat);
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  return output;
}

/**
 * A quick look: exit code and standard output of a command that takes milliseconds.
 * @param {readonly [string, ...string[]]} command
 * @returns {{ code: number | null, stdout: string }} code null where it could not be run or was killed
 */
export function look([file, ...args]) {
  const result = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
  return { code: result.status, stdout: result.stdout ?? '' };
}

function excerpt(/** @type {string} */ output) {
  if (output.length <= SHOWN_LENGTH * 2) return output;
  return `${output.slice(0, SHOWN_LENGTH)}\n…\n${output.slice(-SHOWN_LENGTH)}`;
}
