import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Seat, World } from '../rights/world.ts';
import { sendParameters } from '../rooms/fixture.ts';
import type { WireClient } from '../testing/wire-client.ts';

const countedSchema = z.object({ type: z.string().nullable(), count: z.number() });

let world: World;
let host: WireClient;
let victim: WireClient;
let roomId: string;
/** What the victim sends, and on which transport. */
let camera: string;
let transport: string;

beforeAll(async () => {
  world = await World.open();
  host = (await world.signIn('host')).client;
  victim = (await world.signIn('duty')).client;
  roomId = (await host.request('room.create', { kind: 'conference', title: '例会', access: 'line', invitedOrgIds: [] })).room.id;
  await host.request('room.join', { roomId, seat: null });
  transport = await joined(victim, roomId);
  camera = (await victim.request('media.produce', produce(transport))).producerId;
});
afterAll(() => world.close());

async function joined(client: WireClient, room: string): Promise<string> {
  const result = await client.request('room.join', { roomId: room, seat: null });
  if (result.state !== 'joined' || result.transports === null) throw new Error('Not let in.');
  return result.transports.send.id;
}

const produce = (transportId: string) =>
  ({ transportId, kind: 'video', source: 'camera', rtpParameters: sendParameters('video'), paused: false }) as const;

/** Somebody of the same organisation, signed in, in another room of theirs. */
async function attacker(): Promise<{ client: WireClient; own: string }> {
  const { client } = await world.signIn('operator');
  const { room } = await client.request('room.create', { kind: 'conference', title: '别处', access: 'line', invitedOrgIds: [] });
  return { client, own: await joined(client, room.id) };
}

/** What the trail has of refusals, as an administrator of the branch reads it. */
async function recorded(code: string): Promise<z.infer<typeof countedSchema>[]> {
  const { client } = world.seats.find(({ name }) => name === 'admin') as Seat;
  const filter = { from: null, to: null, person: 'operator', action: 'request.refused', targetPath: '', before: null, limit: 100 };
  const { entries } = await client.request('audit.list', filter);
  return entries.filter(({ outcome }) => outcome === code).map(({ detail }) => countedSchema.parse(JSON.parse(detail)));
}

/** The others in the room have noticed nothing. */
async function undisturbed(): Promise<void> {
  for (const client of [host, victim]) {
    await expect(client.request('ping', {})).resolves.toBeDefined();
    const types = client.notifications.map(({ type }) => type);
    for (const bad of ['room.closed', 'room.producerClosed', 'room.muted', 'room.participantLeft']) expect(types).not.toContain(bad);
  }
}

describe('in a room', () => {
  it('a forged producer id commands nothing and is counted', async () => {
    const { client } = await attacker();
    for (const what of ['media.closeProducer', 'media.pauseProducer', 'media.resumeProducer'] as const) {
      await expect(client.request(what, { producerId: camera })).rejects.toMatchObject({ code: 'media.unknown_producer' });
    }
    await expect.poll(() => recorded('media.unknown_producer')).toEqual([{ count: 1, type: 'media.closeProducer' }]);
    await undisturbed();
  });

  it("another room's transport and another room's stream are not there", async () => {
    const { client } = await attacker();
    await expect(client.request('media.produce', produce(transport))).rejects.toMatchObject({ code: 'media.unknown_transport' });
    await expect(client.request('media.closeTransport', { transportId: transport })).rejects.toMatchObject({
      code: 'media.unknown_transport',
    });
    const second = await client.request('room.create', { kind: 'conference', title: '再别处', access: 'line', invitedOrgIds: [] });
    const result = await client.request('room.join', { roomId: second.room.id, seat: null }, 'second');
    if (result.state !== 'joined' || result.transports === null) throw new Error('Not let in.');
    const { codecs } = {
      codecs: [{ kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: [] }],
    };
    const ask = {
      transportId: result.transports.recv.id,
      producerIds: [camera, uuidv7()],
      rtpCapabilities: { codecs, headerExtensions: [] },
    };
    expect(await client.request('media.consume', ask, 'second')).toEqual({ consumers: [null, null] });
    await expect.poll(() => recorded('media.unknown_transport')).toEqual([{ count: 1, type: 'media.produce' }]);
    await undisturbed();
  });

  it('layers out of range are refused, and so are those of a consumer that is not one’s own', async () => {
    const { client } = await attacker();
    for (const spatialLayer of [-1, 4, 0.5, 1e9, Number.NaN]) {
      await expect(client.request('media.setLayers', { consumerId: uuidv7(), spatialLayer, temporalLayer: 0 })).rejects.toMatchObject({
        code: 'request.malformed',
      });
    }
    await expect(client.request('media.setLayers', { consumerId: uuidv7(), spatialLayer: 0, temporalLayer: 0 })).rejects.toMatchObject({
      code: 'media.unknown_consumer',
    });
    await expect.poll(() => recorded('request.malformed')).toEqual([{ count: 1, type: 'media.setLayers' }]);
    await undisturbed();
  });

  it('a listener who sends all the same is refused and counted', async () => {
    await host.request('room.settings', { roomId, settings: { audience: true, mayChat: 'host' } });
    const { client } = await world.signIn('helper-above');
    const own = await joined(client, roomId);
    await expect(client.request('media.produce', produce(own))).rejects.toMatchObject({ code: 'room.may_not_send' });
    await expect(client.request('room.chat', { roomId, text: '喂' })).rejects.toMatchObject({ code: 'room.may_not_chat' });
    for (const ask of [
      () => client.request('room.settings', { roomId, settings: { audience: false } }),
      () => client.request('floor.give', { roomId, participantId: uuidv7(), minutes: null }),
      () => client.request('rollCall.start', { roomId }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'right.missing' });
    }
    await host.request('room.settings', { roomId, settings: { audience: false, mayChat: 'all' } });
  });
});

describe('on the socket', () => {
  it('10 MB of chat close the one who sends them, and 3 MB are too long a message', async () => {
    const { client } = await attacker();
    await expect(client.request('room.chat', { roomId, text: '长'.repeat(1_000_000) })).rejects.toMatchObject({
      code: 'request.malformed',
    });
    client.sendRaw(JSON.stringify({ v: 1, id: 99, type: 'room.chat', data: { roomId, text: 'x'.repeat(10_000_000) } }));
    expect(await client.closed).toBe(1009);
    await expect.poll(() => recorded('request.too_large')).toEqual([{ count: 1, type: null }]);
    await undisturbed();
  });

  it('more than a thousand messages at once are answered with a wait, counted, and nobody else waits', async () => {
    const { client } = await attacker();
    for (let id = 1000; id < 2200; id += 1) client.sendRaw(JSON.stringify({ v: 1, id, type: 'ping', data: {} }));
    const started = performance.now();
    await victim.request('ping', {});
    expect(performance.now() - started).toBeLessThan(1000);
    await expect.poll(() => recorded('request.too_many').then((found) => found.length)).toBeGreaterThanOrEqual(2);
    await undisturbed();
  });
});
