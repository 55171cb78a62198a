// npm start: the demo county's server, its two cameras and one console. Ctrl-C ends all of it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDemoCameras } from './demo-cameras/start.ts';
import { buildPage } from './programs/page.ts';
import { askedToEnd, startProgram } from './programs/program.ts';
import { startServer } from './programs/server.ts';
import { ROOT } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

/** The server makes them with `--demo`. */
const ACCOUNTS = 'admin leader duty host mediator clerk township township2 village mediator-township grid court justice';
const PASSWORD = 'Demo-2026';

const { values: options } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: path.join(ROOT, '.data/demo') },
    port: { type: 'string', default: '7443' },
    'no-open': { type: 'boolean', default: false },
  },
});
const dataDir = path.resolve(options['data-dir']);

/** Asked before anything is started, so that the answer is a sentence and not half a start. */
async function portIsFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

function report(server: string, console: string, caFingerprint: string | undefined): void {
  process.stdout.write(
    [
      '',
      '  Shilian 视联 is running.',
      '',
      `  console     ${console}`,
      `  server      ${server}`,
      `  field page  ${server}/field`,
      ...(caFingerprint === undefined ? [] : [`  its CA      ${caFingerprint}`]),
      `  accounts    ${ACCOUNTS}`,
      `  password    ${PASSWORD}`,
      `  log         ${path.join(dataDir, 'server.log')}`,
      '',
      '  Ctrl-C ends it.',
      '',
      '',
    ].join('\n'),
  );
}

async function main(): Promise<number> {
  const port = Number(options.port);
  if (port !== 0 && !(await portIsFree(port))) {
    throw new Error(`Port ${port} is taken: end what listens there, or choose another with npm start -- --port N.`);
  }
  const ending = askedToEnd();
  await using running = new AsyncDisposableStack();
  await buildPage();
  say('starting the cameras and the server');
  const cameras = await startDemoCameras().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return null;
  });
  running.defer(async () => cameras?.stop());
  const server = await startServer({
    args: ['--demo', '--port', String(port), '--data-dir', path.join(dataDir, 'server')],
    demoCameras: cameras?.cameras.map((camera) => camera.main) ?? [],
    log: { file: path.join(dataDir, 'server.log') },
  });
  running.defer(async () => void (await server.stop()));
  const { url, caFingerprint } = server.listening;
  const host = await startProgram({
    script: 'scripts/console.ts',
    args: ['--server', url, '--data-dir', path.join(dataDir, 'console'), ...(options['no-open'] ? ['--no-open'] : [])],
    log: 'inherit',
  });
  running.defer(async () => void (await host.stop()));
  report(url, host.listening.url, caFingerprint);
  const asked = await Promise.race([ending, server.exited, host.exited]);
  return typeof asked === 'number' ? asked : 0;
}

try {
  process.exit(await main());
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
