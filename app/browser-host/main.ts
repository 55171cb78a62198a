import { join } from 'node:path';
import { parseOptions } from '../host/console-options.ts';
import { Host } from '../host/host.ts';
import { stderrLog } from '../host/stderr-log.ts';
import { MemoryVault } from '../host/token-vault.ts';
import { startBrowserHost } from './browser-host.ts';

/** The console for a plain Chromium: the host and its page on a loopback port (see the outer contract). */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const log = stderrLog();
  const host = await Host.start({
    kind: 'browser',
    serverUrl: options.server,
    dataDir: options.dataDir,
    tokenVault: new MemoryVault(),
    caFingerprint: options.caFingerprint,
    log,
  });
  const running = await startBrowserHost({ host, pageDir: join(import.meta.dirname, '../../dist/page'), port: options.port, log });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    host.close();
    void running.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: running.url })}\n`);
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(
    `${inUse ? 'The port is in use; give another one with --port.' : error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
