import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { nodeConnect } from './server-socket.ts';

/** The kernel drops calls to it while it is stopped and its queue of one is full, as a dead line would. */
const SERVER = `
  const { WebSocketServer } = require('ws');
  const http = require('http').createServer();
  new WebSocketServer({ server: http }).on('connection', (socket) => socket.send('welcome'));
  http.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(http.address().port));
`;
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function stuckServer(): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, ['-e', SERVER], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  child.kill('SIGSTOP');
  const port = Number(line);
  const fillers: TcpSocket[] = [];
  for (let index = 0; index < 4; index += 1) fillers.push(connect(port, '127.0.0.1').on('error', () => undefined));
  ends.push(() => {
    for (const filler of fillers) filler.destroy();
  });
  // A queue of one takes two; whoever calls now is not heard.
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, 'connect')));
  return { port, child };
}

it('calls again beside a call that is not answered, without waiting for TCP to do so, and keeps the first that gets through', async () => {
  const { port, child } = await stuckServer();
  let calls = 0;
  const calledThrice = Promise.withResolvers<void>();
  const called = () => {
    calls += 1;
    if (calls === 3) calledThrice.resolve();
  };
  subscribe('net.client.socket', called);
  ends.push(() => unsubscribe('net.client.socket', called));
  const opened = Promise.withResolvers<void>();
  const messages: string[] = [];
  const listener = { opened: opened.resolve, message: (text: string) => messages.push(text), closed: opened.reject };
  const socket = nodeConnect(new URL(`http://127.0.0.1:${port}`), null)(listener);
  ends.push(() => socket.drop());
  await calledThrice.promise;
  child.kill('SIGCONT');
  await opened.promise;
  await expect.poll(() => messages).toEqual(['welcome']);
});

it('says once that nothing answers, and nothing after it was dropped', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const refused = Promise.withResolvers<string | undefined>();
  const told: string[] = [];
  const listener = (done: (why: string | undefined) => void) => ({
    opened: () => told.push('opened'),
    message: () => told.push('message'),
    closed: (why: { code: string } | null) => {
      told.push('closed');
      done(why?.code);
    },
  });
  const url = new URL(`http://127.0.0.1:${port}`);
  nodeConnect(url, null)(listener(refused.resolve));
  nodeConnect(url, null)(listener(() => told.push('though dropped'))).drop();
  expect(await refused.promise).toBe('line.offline');
  expect(told).toEqual(['closed']);
});
