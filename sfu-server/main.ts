import { keepCompiledCode, writeCompiledCode } from './compiled-code.ts';
import { readConfig } from './config.ts';
import { prepareFolder } from './data-folder.ts';
import type { RunningServer } from './server.ts';
import { StartupFailure } from './startup-failure.ts';

/** The server alone. One line on standard output when it listens; the log as JSON lines on standard error. */

/** By the contract SIGTERM ends the server within 5 s; what has not let go by then is cut off. */
const LONGEST_END_MS = 4500;

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  keepCompiledCode(prepareFolder(config.dataDir));
  // Only now: what is imported before is compiled anew at every start.
  const [{ createLogger }, { startServer }] = await Promise.all([import('./logging.ts'), import('./server.ts')]);
  const log = createLogger(config.logLevel);
  const starting = startServer(config, log);
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'going down');
    setTimeout(() => process.exit(1), LONGEST_END_MS).unref();
    // Also while it still starts: then it ends as soon as it has.
    starting
      .then((server) => server.close())
      .then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  const server: RunningServer = await starting;
  if (ending) return;
  writeCompiledCode();
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: server.url, caFingerprint: server.caFingerprint })}\n`);
}

function fail(error: unknown): void {
  if (error instanceof StartupFailure) process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'commander.helpDisplayed') process.exit(0);
  else process.stderr.write(`The server failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
