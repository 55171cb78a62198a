// What every npm command goes through. It runs on the machine's own Node (20 or newer), before anything is installed:
// so it is plain JavaScript without dependencies. It sets up what is missing, then starts the program on Node 24.
import { spawn } from 'node:child_process';
import { NODE_MAJOR, projectNode, ROOT } from './setup/paths.mjs';
import { SetupFailure, say } from './setup/progress.mjs';
import { prepare, stepsFor } from './setup/steps.mjs';

const SETUP_ONLY = '--setup-only';
const ORPHAN_CHECK_MS = 300;

async function main() {
  const [first, ...args] = process.argv.slice(2);
  if (first === undefined) throw new SetupFailure('Use the commands of package.json, such as npm start.');
  const script = first === SETUP_ONLY ? null : first;
  await prepare(stepsFor(script, args));
  if (script === null) {
    say('everything is there');
    return;
  }
  const node = projectNode();
  if (node === null) {
    throw new SetupFailure(`Node ${NODE_MAJOR} is not there: npm brings it for Linux and Windows; elsewhere install it and try again.`);
  }
  await hand(node, [script, ...args]);
}

/** Starts the program, passes signals on, and ends as it ends. */
async function hand(/** @type {string} */ node, /** @type {readonly string[]} */ args) {
  // Read only now: before the set-up there was no mediasoup to ask for its version.
  const { workerBinary } = await import('./worker/location.mjs');
  const worker = workerBinary();
  const child = spawn(node, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...(worker === undefined ? {} : { MEDIASOUP_WORKER_BIN: worker }) },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // At a terminal Ctrl-C reaches the child by itself, and a second signal would cut its clean end short.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  const stopWatching = whenOrphaned(() => child.kill('SIGTERM'));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
      resolve(undefined);
    });
  }).finally(stopWatching);
}

/**
 * npm passes a SIGTERM on to the shell between it and us, which dies of it without telling us. The system tells nobody of a
 * dead parent in a way that Node can hear, so this looks.
 */
function whenOrphaned(/** @type {() => void} */ act) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, ORPHAN_CHECK_MS);
  return () => clearInterval(timer);
}

main().catch((error) => {
  say(error instanceof SetupFailure ? error.message : `failed: ${error instanceof Error ? error.stack : error}`);
  process.exitCode = 1;
});
