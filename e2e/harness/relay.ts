import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../../app/host/testing/eventually.ts';

/** A real TURN relay (coturn) that shares a secret with the server under test. */
export class Relay implements AsyncDisposable {
  readonly port: number;
  readonly #stop: () => Promise<void>;

  /** Why none can be started here; null where one can. */
  static missing(): string | null {
    try {
      execFileSync('turnserver', ['--version'], { stdio: 'ignore' });
      return null;
    } catch (error) {
      // It answers with a status of its own; only that it is there counts.
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no turnserver (coturn) here' : null;
    }
  }

  /** @param address where it listens and relays */
  static async start(address: string, secret: string): Promise<Relay> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shilian-relay-'));
    const port = await freePort(address);
    const child = spawn(
      'turnserver',
      [
        ...[
          '-n',
          '--listening-ip',
          address,
          '--relay-ip',
          address,
          '--listening-port',
          String(port),
          '--min-port',
          '42000',
          '--max-port',
          '42099',
        ],
        ...[
          '--use-auth-secret',
          '--static-auth-secret',
          secret,
          '--realm',
          'shilian.test',
          '--fingerprint',
          '--no-tls',
          '--no-dtls',
          '--no-cli',
        ],
        ...[
          '--log-file',
          path.join(folder, 'log'),
          '--pidfile',
          path.join(folder, 'pid'),
          '--simple-log',
          '--userdb',
          path.join(folder, 'db'),
        ],
      ],
      { stdio: 'ignore' },
    );
    const exited = once(child, 'exit');
    await eventually('the relay listens', () => listens(address, port));
    return new Relay(port, async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    });
  }

  private constructor(port: number, stop: () => Promise<void>) {
    this.port = port;
    this.#stop = stop;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop();
  }
}

async function freePort(address: string): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const found = server.address();
  server.close();
  if (found === null || typeof found === 'string') throw new Error('No port is free.');
  return found.port;
}

function listens(address: string, port: number): boolean {
  const sockets = execFileSync('ss', ['-lnt', 'src', `${address}:${port}`], { encoding: 'utf8' });
  return sockets.includes(`:${port}`);
}
