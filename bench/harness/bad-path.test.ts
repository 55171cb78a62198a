import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../app/host/testing/eventually.ts';
import { BadPath } from './bad-path.ts';

describe('a bad path', () => {
  let server: Socket;
  let client: Socket;
  let path: BadPath;
  let port: number;
  let draws: number[];

  beforeEach(async () => {
    server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    port = server.address().port;
    server.on('message', (packet, from) => server.send(`re ${packet}`, from.port, from.address));
    draws = [];
    path = await BadPath.open('127.0.0.2', { address: '127.0.0.1', port }, () => draws.shift() ?? 0.99);
    client = createSocket('udp4').bind(0, '127.0.0.1');
    await once(client, 'listening');
  });
  afterEach(async () => {
    client.close();
    server.close();
    await path[Symbol.asyncDispose]();
  });

  const say = (text: string) => client.send(text, port, '127.0.0.2');
  const answer = async () => String((await once(client, 'message'))[0]);

  it('brings packets there and back', async () => {
    say('one');
    expect(await answer()).toBe('re one');
  });

  it('loses what its dice say, on the way there and on the way back', async () => {
    path.fault = { loss: 0.1, delayMs: 0 };
    draws = [0.05];
    say('lost there');
    await eventually('it is lost', () => draws.length === 0);
    draws = [0.5, 0.05];
    say('lost back');
    await eventually('its answer is lost', () => draws.length === 0);
    say('kept');
    expect(await answer()).toBe('re kept');
  });

  it('delays each way', async () => {
    path.fault = { loss: 0, delayMs: 60 };
    const sentAt = performance.now();
    say('late');
    expect(await answer()).toBe('re late');
    // Timers may fire a millisecond early.
    expect(performance.now() - sentAt).toBeGreaterThan(115);
  });
});
