import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../bridge/log.ts';
import { isRecording, recordingProxyOf, recordingResponse } from './recording-response.ts';

const id = uuidv7();
const page = (path: string) => `shilian://console${path}`;

let server: Server;
let asked: string[];
let address: string;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.range ?? 'whole'}`);
    response.writeHead(206, { 'content-range': 'bytes 2-4/10', 'content-type': 'video/mp4', 'set-cookie': 'x=y' }).end('234');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const answer = (path: string, range?: string) =>
  recordingResponse(
    recordingProxyOf({ server: address, dataDir: '/nowhere', log: silentLog }),
    new Request(page(path), range === undefined ? {} : { headers: { range } }),
  );

describe('a recording in Electron', () => {
  it('is what our own page asks for under its own origin', () => {
    expect(isRecording(page(`/recordings/${id}/composed?ticket=t`))).toBe(true);
    expect(isRecording(page('/index.html'))).toBe(false);
    expect(isRecording(`shilian://evil/recordings/${id}/composed`)).toBe(false);
  });

  it('comes from the server, ticket and range as the player gave them, without anything that is not for a player', async () => {
    const response = await answer(`/recordings/${id}/composed?ticket=t`, 'bytes=2-4');
    expect(asked).toEqual([`/recordings/${id}/composed?ticket=t bytes=2-4`]);
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).toBe('234');
  });

  it('is no way to anything else on the server', async () => {
    for (const path of ['/recordings/../metrics', `/recordings/${id}/composed/../../../metrics`, '/recordings/x', `/recordings/${id}/`]) {
      expect((await answer(path)).status).toBe(502);
    }
    expect(asked).toEqual([]);
  });

  it('is refused with a sentence where the server cannot be reached', async () => {
    const gone = recordingProxyOf({ server: 'http://127.0.0.1:1', dataDir: '/nowhere', log: silentLog });
    const response = await recordingResponse(gone, new Request(page(`/recordings/${id}/composed`)));
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ code: 'line.offline' });
  });
});
