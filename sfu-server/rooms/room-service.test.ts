import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dispose } from '../media/clock.ts';
import { silentLog, startTestEngine } from '../media/fixture.ts';
import { ManualClock } from '../media/manual-clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { RoomKind } from '../protocol/room.ts';
import { accountPage, audienceOf, ORGANISATIONS, TestPage, testAccount, testGuest } from '../security/fixture.ts';
import { type Identity, pageKey } from '../security/identity.ts';
import { MemoryBoards, MemoryContents, MemoryRollCalls, MemoryRooms, TestMedia } from './fixture.ts';
import { SEAT_HELD_MS } from './presence.ts';
import { RoomService } from './room-service.ts';
import type { CameraOutlet } from './table-cameras.ts';

let engine: MediaEngine;
let clock: ManualClock;
let peers: PeerRegistry;
let store: MemoryRooms;
let sheets: MemoryRollCalls;
let rooms: RoomService;
let pages: TestPage[];
/** What the room hears of its camera; the test is the camera. */
let tellCamera: (outlet: CameraOutlet | null) => void;
let cameraReleased: boolean;

const cameras = {
  async lookUp(cameraId: string) {
    if (cameraId.startsWith('0')) throw new Refusal('camera.unknown', 'There is no such camera.');
    return { name: '村口' };
  },
  hold(_cameraId: string, changed: (outlet: CameraOutlet | null) => void): Dispose {
    tellCamera = changed;
    cameraReleased = false;
    return () => {
      cameraReleased = true;
    };
  },
};

const start = () =>
  RoomService.start({
    engine,
    peers,
    cameras,
    rooms: store,
    rollCalls: sheets,
    boards: new MemoryBoards(),
    boardContents: new MemoryContents(),
    invitations: { create: async (_roomId, label) => ({ code: label, path: `/join/${label}`, expiresAt: 1 }) },
    audience: audienceOf(pages),
    log: silentLog,
    clock,
  });

beforeAll(async () => {
  engine = await startTestEngine(2);
});
afterAll(() => engine.close());
beforeEach(async () => {
  clock = new ManualClock();
  peers = new PeerRegistry();
  store = new MemoryRooms();
  sheets = new MemoryRollCalls();
  pages = [];
  rooms = await start();
});
afterEach(() => rooms.close());

function page(...[role, where]: Parameters<typeof testAccount>) {
  const made = accountPage(testAccount(role, where));
  pages.push(made);
  return made;
}
const guestPage = (roomId: string) => new TestPage(testGuest(roomId));
const secondPageOf = <I extends Identity>(first: TestPage<I>) => new TestPage(first.identity);

async function open(
  host: ReturnType<typeof page>,
  kind: RoomKind = 'mediation',
  access: 'line' | 'invited' = 'line',
  invitedOrgIds: string[] = [],
) {
  return (await rooms.create({ kind, title: '邻里纠纷', access, invitedOrgIds }, host)).id;
}

async function join(
  roomId: string,
  who: TestPage,
  seat: { participantId: string; seatKey: string } | null = null,
  freshTransports = false,
) {
  const result = await rooms.join({ roomId, seat, freshTransports }, who);
  if (result.state !== 'joined') throw new Error('Not let in.');
  return result;
}

async function sit(roomId: string, who: TestPage) {
  const joined = await join(roomId, who);
  return { ...joined, media: new TestMedia(peers, who, joined.transports) };
}

const refused = (code: string) => expect.objectContaining({ code });

describe('the list of rooms', () => {
  it('shows a room to the line of its organisation and to nobody beside it', async () => {
    const host = page('mediator', 'township');
    const [county, village, beside] = [page('duty', 'county'), page('operator', 'village'), page('operator', 'otherTownship')];
    const roomId = await open(host);
    await county.hears('room.updated');
    for (const seer of [host, county, village]) expect(rooms.list(seer).map(({ id }) => id)).toEqual([roomId]);
    expect(rooms.list(beside)).toEqual([]);
    expect(beside.of('room.updated')).toEqual([]);
    await expect(rooms.join({ roomId, seat: null, freshTransports: false }, beside)).rejects.toEqual(refused('room.unknown'));
  });

  it('shows a room by invitation to the invited only, also across the line', async () => {
    const host = page('mediator', 'township');
    const roomId = await open(host, 'mediation', 'invited', [ORGANISATIONS.otherTownship.id]);
    expect(rooms.list(page('operator', 'otherTownship')).map(({ id }) => id)).toEqual([roomId]);
    expect(rooms.list(page('duty', 'county'))).toEqual([]);
  });

  it('counts who sits inside, and who waits only for those who may admit', async () => {
    const host = page('mediator', 'county');
    const township = page('operator', 'township');
    const roomId = await open(host);
    await join(roomId, host);
    await rooms.join({ roomId, seat: null, freshTransports: false }, guestPage(roomId));
    expect(rooms.list(host)).toMatchObject([{ participants: 1, waiting: 1 }]);
    expect(rooms.list(township)).toMatchObject([{ participants: 1, waiting: 0 }]);
  });

  it('is the same after a restart, and an ended room is gone from it', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    const ended = await open(host);
    await join(roomId, host);
    await rooms.chat(roomId, '请双方先陈述', host);
    await rooms.end(ended, host);
    expect(host.of('room.gone')).toEqual([{ roomId: ended }]);
    rooms.close();
    rooms = await start();
    expect(rooms.list(host)).toMatchObject([{ id: roomId, participants: 0 }]);
    expect((await join(roomId, host)).snapshot.chat).toMatchObject([{ text: '请双方先陈述' }]);
  });
});

describe('opening a room', () => {
  it('needs the right for its kind', async () => {
    await expect(open(page('mediator', 'county'), 'conference')).rejects.toEqual(refused('right.missing'));
    await expect(open(page('gridWorker', 'village'), 'mediation')).rejects.toEqual(refused('right.missing'));
  });

  it('gives the chair to who opened it and makes cohosts of colleagues who might have, not of others', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    const roles = [];
    for (const who of [host, page('mediator', 'county'), page('duty', 'county'), page('mediator', 'township')]) {
      const { seat, snapshot } = await join(roomId, who);
      roles.push(snapshot.participants.find(({ id }) => id === seat.participantId)?.role);
    }
    expect(roles).toEqual(['host', 'cohost', 'member', 'member']);
  });
});

describe('a guest', () => {
  it('waits, is seen by the host, is let in and then sits', async () => {
    const host = page('mediator', 'county');
    const member = page('operator', 'township');
    const roomId = await open(host);
    await join(roomId, host);
    await join(roomId, member);
    const guest = guestPage(roomId);
    const waiting = await rooms.join({ roomId, seat: null, freshTransports: false }, guest);
    expect(waiting).toMatchObject({ state: 'waiting', roomTitle: '邻里纠纷' });
    const { lobby } = await host.hears('room.lobby', ({ lobby: now }) => now.length === 1);
    expect(lobby).toMatchObject([{ name: '王桂兰', label: '申请人', participantId: waiting.seat.participantId }]);
    expect(member.of('room.lobby')).toEqual([]);
    expect(guest.of('room.chat')).toEqual([]);

    rooms.admit(roomId, waiting.seat.participantId, host);
    expect(guest.of('room.admitted')).toEqual([{ roomId }]);
    const joined = await join(roomId, guest, waiting.seat);
    expect(joined.seat).toEqual(waiting.seat);
    expect(joined.snapshot.participants).toHaveLength(3);
    expect(joined.snapshot.lobby).toEqual([]);
    expect(await member.hears('room.participants', ({ participants }) => participants.some(({ role }) => role === 'guest'))).toBeDefined();
  });

  it('who is not let in is told so, and may ask again', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const guest = guestPage(roomId);
    const waiting = await rooms.join({ roomId, seat: null, freshTransports: false }, guest);
    rooms.deny(roomId, waiting.seat.participantId, host);
    expect(guest.of('room.denied')).toEqual([{ roomId }]);
    expect(host.of('room.lobby').at(-1)?.lobby).toEqual([]);
    expect(await rooms.join({ roomId, seat: waiting.seat, freshTransports: false }, guest)).toMatchObject({ state: 'waiting' });
  });

  it('of another room finds no door here', async () => {
    const roomId = await open(page('mediator', 'county'));
    await expect(rooms.join({ roomId, seat: null, freshTransports: false }, guestPage(randomUUID()))).rejects.toEqual(
      refused('room.unknown'),
    );
  });

  it('who waits can do nothing in the room', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    const guest = guestPage(roomId);
    await rooms.join({ roomId, seat: null, freshTransports: false }, guest);
    await expect(rooms.chat(roomId, '你好', guest)).rejects.toEqual(refused('room.waiting'));
    expect(() => rooms.hand(roomId, true, guest)).toThrow(refused('room.waiting'));
    expect(() => peers.find(pageKey(guest), 'transport', randomUUID())).toThrow(refused('media.unknown_transport'));
    expect(store.chats.size).toBe(0);
  });
});

describe('a hearing', () => {
  it('lets nobody but the court in unasked', async () => {
    const court = page('officer', 'county');
    const roomId = await open(court, 'hearing');
    expect(await rooms.join({ roomId, seat: null, freshTransports: false }, court)).toMatchObject({ state: 'joined' });
    const party = page('operator', 'township');
    expect(await rooms.join({ roomId, seat: null, freshTransports: false }, party)).toMatchObject({ state: 'waiting' });
  });
});

/** Notes of which consumers key frames are asked for, on the transports that are made on a router from now on. */
function keyFramesAskedFor(router: types.Router): string[] {
  const asked: string[] = [];
  router.observer.on('newtransport', (transport) =>
    transport.observer.on('newconsumer', (consumer) => {
      const ask = consumer.requestKeyFrame.bind(consumer);
      vi.spyOn(consumer, 'requestKeyFrame').mockImplementation(() => {
        asked.push(consumer.id);
        return ask();
      });
    }),
  );
  return asked;
}

describe('a seat whose line is cut', () => {
  it('is held with hand and mute and its streams, and taken up where it was', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const hosted = await sit(roomId, host);
    const seated = await sit(roomId, member);
    const microphone = await seated.media.produce('microphone', true);
    const camera = await seated.media.produce('camera');
    rooms.hand(roomId, true, member);
    const raised = clock.now();

    rooms.lineCut(pageKey(member));
    const gone = await host.hears('room.participants', ({ participants }) => participants.some(({ connected }) => !connected));
    expect(gone.participants[0]?.id).toBe(seated.seat.participantId);
    clock.advance(SEAT_HELD_MS - 1);

    const back = secondPageOf(member);
    const again = await join(roomId, back, seated.seat);
    expect(again).toMatchObject({ resumed: true, transports: null, seat: seated.seat });
    expect(again.snapshot.participants.find(({ id }) => id === seated.seat.participantId)).toMatchObject({
      connected: true,
      handRaisedAt: raised,
    });
    expect(again.snapshot.producers.map(({ id, paused }) => [id, paused])).toEqual([
      [microphone, true],
      [camera, false],
    ]);
    clock.advance(SEAT_HELD_MS * 2);
    expect(host.of('room.participantLeft')).toEqual([]);
    // The streams are now the new page's to command, and no longer the old one's.
    await peers.find(pageKey(back), 'producer', camera).pauseProducer(camera);
    expect(() => peers.find(pageKey(member), 'producer', camera)).toThrow(refused('media.unknown_producer'));
    expect(hosted.resumed).toBe(false);
  });

  it('gets key frames of what it looks at when it is back, and when it finds a new way, not of what it has paused', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const { media } = await sit(roomId, host);
    const shown = await media.produce('camera');
    const asked = keyFramesAskedFor(peers.find(pageKey(host), 'producer', shown).router);
    const seated = await sit(roomId, member);
    const peer = peers.find(pageKey(member), 'transport', seated.media.recv);
    const [offer] = await seated.media.consume([shown], engine.rtpCapabilities);
    await peer.restartIce(seated.media.recv);
    expect(asked).toEqual([]);
    await peer.resumeConsumer(offer?.id ?? '');
    await peer.restartIce(seated.media.send);
    expect(asked).toEqual([]);
    await peer.restartIce(seated.media.recv);
    expect(asked).toEqual([offer?.id]);
    rooms.lineCut(pageKey(member));
    expect((await join(roomId, member, seated.seat)).transports).toBeNull();
    expect(asked).toEqual([offer?.id, offer?.id]);
  });

  it('is given up after 60 s, and who comes later comes anew', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    await join(roomId, host);
    const seated = await sit(roomId, member);
    const camera = await seated.media.produce('camera');
    rooms.lineCut(pageKey(member));
    clock.advance(SEAT_HELD_MS);
    expect(host.of('room.participantLeft')).toEqual([{ roomId, participantId: seated.seat.participantId }]);
    expect(host.of('room.producerClosed')).toEqual([{ roomId, producerId: camera }]);
    const again = await join(roomId, secondPageOf(member), seated.seat);
    expect(again.resumed).toBe(false);
    expect(again.seat.participantId).not.toBe(seated.seat.participantId);
  });

  it('is given fresh transports after a reload, and the old streams are closed', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    await join(roomId, host);
    const seated = await sit(roomId, member);
    const camera = await seated.media.produce('camera');
    rooms.lineCut(pageKey(member));
    const again = await join(roomId, secondPageOf(member), seated.seat, true);
    expect(again.resumed).toBe(true);
    expect(again.transports).not.toBeNull();
    expect(again.snapshot.producers).toEqual([]);
    expect(host.of('room.producerClosed')).toEqual([{ roomId, producerId: camera }]);
  });

  it('is not for whoever guesses its id or steals its key', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    await join(roomId, host);
    const { seat } = await join(roomId, member);
    rooms.lineCut(pageKey(member));
    const wrongKey = { ...seat, seatKey: 'x'.repeat(seat.seatKey.length) };
    for (const [thief, proof] of [
      [page('operator', 'township'), seat],
      [secondPageOf(member), wrongKey],
    ] as const) {
      const { resumed, seat: own } = await join(roomId, thief, proof);
      expect(resumed).toBe(false);
      expect(own.participantId).not.toBe(seat.participantId);
      rooms.leave(roomId, thief);
    }
  });

  it('taken up on another page while the first still sits there moves, and the first is told', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    const { seat } = await join(roomId, host);
    const other = secondPageOf(host);
    await join(roomId, other, seat, true);
    expect(host.of('room.closed')).toEqual([{ roomId, reason: 'moved' }]);
    expect(() => rooms.hand(roomId, true, host)).toThrow(refused('room.not_joined'));
  });
});

describe('the same account on two pages', () => {
  it('sits twice; twice on one page it sits once', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    const first = await join(roomId, host);
    const second = await join(roomId, secondPageOf(host));
    expect(second.snapshot.participants).toHaveLength(2);
    const again = await join(roomId, host);
    expect(again.seat).toEqual(first.seat);
    expect(again.transports).not.toBeNull();
  });

  it('may leave on one while it comes in on the other, and finds its media there', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const coming = secondPageOf(host);
    const joining = join(roomId, coming);
    rooms.leave(roomId, host);
    const { transports } = await joining;
    expect(await new TestMedia(peers, coming, transports).produce('camera')).toBeTruthy();
  });

  it('leaves no ghost where the page closes while it comes in', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const hasty = page('operator', 'township');
    const coming = rooms.join({ roomId, seat: null, freshTransports: false }, hasty);
    rooms.lineCut(pageKey(hasty));
    await expect(coming).rejects.toEqual(refused('request.cancelled'));
    expect(rooms.list(host)).toMatchObject([{ participants: 1 }]);
  });
});

describe('streams', () => {
  it('reach everybody in the room and are asked for in one go', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const a = await sit(roomId, host);
    const b = await sit(roomId, member);
    const camera = await a.media.produce('camera');
    const microphone = await a.media.produce('microphone');
    await member.hears('room.producer', ({ producer }) => producer.id === microphone);
    const offers = await b.media.consume([camera, microphone], engine.rtpCapabilities);
    expect(offers.map((offer) => offer?.producerId)).toEqual([camera, microphone]);
    rooms.leave(roomId, host);
    await member.hears('media.consumerClosed', ({ consumerId }) => consumerId === offers[0]?.id);
  });

  it('of another room, of nobody or of oneself are not offered', async () => {
    const [host, other] = [page('mediator', 'county'), page('mediator', 'township')];
    const here = await sit(await open(host), host);
    const there = await sit(await open(other), other);
    const foreign = await there.media.produce('camera');
    const own = await here.media.produce('camera');
    expect(await here.media.consume([foreign, own, randomUUID()], engine.rtpCapabilities)).toEqual([null, null, null]);
  });

  it('cannot be commanded by anybody but their owner', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const a = await sit(roomId, host);
    await sit(roomId, member);
    const camera = await a.media.produce('camera');
    const key = pageKey(member);
    for (const [thing, id, code] of [
      ['producer', camera, 'media.unknown_producer'],
      ['transport', a.media.send, 'media.unknown_transport'],
      ['consumer', camera, 'media.unknown_consumer'],
    ] as const) {
      expect(() => peers.find(key, thing, id)).toThrow(refused(code));
    }
  });

  it.each([
    ['no codecs at all', { codecs: [], encodings: [{}] }],
    [
      'a codec that no router speaks',
      { codecs: [{ mimeType: 'video/H265', payloadType: 96, clockRate: 90_000 }], encodings: [{ ssrc: 5 }] },
    ],
    ['numbers that are words', { codecs: [{ mimeType: 'video/VP8', payloadType: 'x', clockRate: 90_000 }], encodings: [{ ssrc: 5 }] }],
    [
      'an encoding without a stream',
      { codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }], encodings: [{ ssrc: 'x' }] },
    ],
    ['nothing', {}],
  ])('with %s are refused, and the seat goes on', async (_what, rtpParameters) => {
    const host = page('mediator', 'county');
    const { media } = await sit(await open(host), host);
    const peer = peers.find(pageKey(host), 'transport', media.send);
    const produce = peer.produce({ transportId: media.send, kind: 'video', source: 'camera', rtpParameters, paused: false });
    await expect(produce).rejects.toEqual(refused('media.invalid_parameters'));
    expect(await media.produce('camera')).toBeTruthy();
  });

  it('may not be sent on a receiving transport nor under a wrong name, and may not be received on a sending one', async () => {
    const host = page('mediator', 'county');
    const { media } = await sit(await open(host), host);
    const peer = peers.find(pageKey(host), 'transport', media.recv);
    const request = { kind: 'video', source: 'camera', rtpParameters: {}, paused: false } as const;
    await expect(peer.produce({ ...request, transportId: media.recv })).rejects.toEqual(refused('right.missing'));
    await expect(peer.produce({ ...request, transportId: media.send, source: 'microphone' })).rejects.toEqual(
      refused('media.invalid_parameters'),
    );
    await expect(peer.consume(media.send, [randomUUID()], { ...engine.rtpCapabilities })).rejects.toEqual(refused('media.cannot_consume'));
  });

  it('of one source replace each other', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const { media } = await sit(roomId, host);
    await join(roomId, member);
    const first = await media.produce('camera');
    const second = await media.produce('camera');
    expect(member.of('room.producerClosed')).toEqual([{ roomId, producerId: first }]);
    expect(member.of('room.producer').map(({ producer }) => producer.id)).toEqual([first, second]);
  });
});

describe('a host', () => {
  it('mutes one and all, who may speak again by themselves', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const own = await (await sit(roomId, host)).media.produce('microphone');
    const seated = await sit(roomId, member);
    const microphone = await seated.media.produce('microphone');
    await rooms.muteAll(roomId, true, host);
    expect(member.of('room.muted')).toEqual([{ roomId, producerId: microphone, source: 'microphone' }]);
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: microphone, paused: true });
    expect(host.of('room.muted')).toEqual([]);
    expect(own).toBeTruthy();
    await peers.find(pageKey(member), 'producer', microphone).resumeProducer(microphone);
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: microphone, paused: false });
    await rooms.mute(roomId, seated.seat.participantId, host);
    expect(member.of('room.muted')).toHaveLength(2);
  });

  it('removes somebody, who is told', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    await join(roomId, host);
    const { seat } = await join(roomId, member);
    rooms.remove(roomId, seat.participantId, host);
    expect(member.of('room.closed')).toEqual([{ roomId, reason: 'removed' }]);
    expect(rooms.list(host)).toMatchObject([{ participants: 1 }]);
  });

  it('ends the room for all, those who wait too', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const guest = guestPage(roomId);
    await rooms.join({ roomId, seat: null, freshTransports: false }, guest);
    await rooms.end(roomId, host);
    for (const one of [host, guest]) expect(one.of('room.closed')).toEqual([{ roomId, reason: 'ended' }]);
    await expect(rooms.join({ roomId, seat: null, freshTransports: false }, host)).rejects.toEqual(refused('room.unknown'));
  });

  it('alone may do what only hosts may', async () => {
    const host = page('mediator', 'county');
    const member = page('operator', 'township');
    const roomId = await open(host);
    const { seat } = await join(roomId, host);
    await join(roomId, member);
    const attempts: (() => unknown)[] = [
      () => rooms.end(roomId, member),
      () => rooms.invite({ roomId, label: '申请人' }, member),
      () => rooms.admit(roomId, seat.participantId, member),
      () => rooms.deny(roomId, seat.participantId, member),
      () => rooms.mute(roomId, seat.participantId, member),
      () => rooms.muteAll(roomId, true, member),
      () => rooms.remove(roomId, seat.participantId, member),
      () => rooms.addCamera(roomId, randomUUID(), member),
      () => rooms.removeCamera(roomId, seat.participantId, member),
    ];
    for (const attempt of attempts) await expect((async () => attempt())()).rejects.toEqual(refused('right.missing'));
    expect(rooms.list(host)).toMatchObject([{ participants: 2 }]);
  });
});

describe('a full room', () => {
  it('takes nobody more, neither unasked nor let in', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const waiting = await rooms.join({ roomId, seat: null, freshTransports: false }, guestPage(roomId));
    for (let taken = 1; taken < 30; taken += 1) await join(roomId, secondPageOf(host));
    await expect(join(roomId, secondPageOf(host))).rejects.toEqual(refused('room.full'));
    expect(() => rooms.admit(roomId, waiting.seat.participantId, host)).toThrow(refused('room.full'));
  });

  it('is not made full by those who wait, of whom there may be no more than the lobby takes', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    for (let waiting = 0; waiting < 100; waiting += 1) await rooms.join({ roomId, seat: null, freshTransports: false }, guestPage(roomId));
    await expect(rooms.join({ roomId, seat: null, freshTransports: false }, guestPage(roomId))).rejects.toEqual(refused('room.full'));
    expect(await join(roomId, host)).toMatchObject({ resumed: false });
  });
});

describe('a camera on the table', () => {
  /** A stream as cameras give it, on a router of their own. */
  async function outlet(): Promise<CameraOutlet> {
    const router = await engine.cameraRouter();
    const transport = await router.createDirectTransport();
    const producer = await transport.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [
          {
            mimeType: 'video/H264',
            payloadType: 96,
            clockRate: 90_000,
            parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
          },
        ],
        encodings: [{ ssrc: 4711 }],
      },
    });
    return { router, producer };
  }

  it('is a tile that all see, pauses while the camera is down and comes back by itself', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    await join(roomId, host);
    const { media } = await sit(roomId, member);
    const { participantId } = await rooms.addCamera(roomId, 'f', host);
    const live = await outlet();
    tellCamera(live);
    const { producer } = await member.hears('room.producer');
    expect(producer).toMatchObject({ participantId, source: 'surveillance', paused: false });
    expect(await media.consume([producer.id], engine.rtpCapabilities)).toMatchObject([{ producerId: producer.id }]);
    expect(member.of('room.participants').at(-1)?.participants[0]).toMatchObject({ kind: 'surveillance', name: '村口', connected: true });

    tellCamera(null);
    await member.hears('room.producer', ({ producer: now }) => now.paused);
    member.clear();
    tellCamera(live);
    expect((await member.hears('room.producer')).producer).toEqual(producer);

    const late = await join(roomId, secondPageOf(host));
    expect(late.snapshot.producers).toEqual([producer]);
    rooms.removeCamera(roomId, participantId, host);
    expect(cameraReleased).toBe(true);
    expect(member.of('room.producerClosed')).toEqual([{ roomId, producerId: producer.id }]);
  });

  it('is put there once, and let go when the last person leaves', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    const first = await rooms.addCamera(roomId, 'f', host);
    expect(await rooms.addCamera(roomId, 'f', host)).toEqual(first);
    rooms.leave(roomId, host);
    expect(cameraReleased).toBe(true);
  });

  it('that does not exist is refused', async () => {
    const host = page('mediator', 'county');
    const roomId = await open(host);
    await join(roomId, host);
    await expect(rooms.addCamera(roomId, '0', host)).rejects.toEqual(refused('camera.unknown'));
  });
});

describe('a room whose worker dies', () => {
  it('is rebuilt: those inside are told, and sit on the same seats again', async () => {
    const [host, member] = [page('mediator', 'county'), page('operator', 'township')];
    const roomId = await open(host);
    const hosted = await sit(roomId, host);
    const seated = await sit(roomId, member);
    rooms.hand(roomId, true, member);
    await hosted.media.produce('camera');
    for (const pid of engine.workerPids) process.kill(pid, 'SIGKILL');
    await member.hears('room.closed', ({ reason }) => reason === 'rebuilt');
    const again = await join(roomId, member, seated.seat);
    expect(again.resumed).toBe(true);
    expect(again.seat).toEqual(seated.seat);
    expect(again.transports).not.toBeNull();
    expect(again.snapshot.participants.find(({ id }) => id === seated.seat.participantId)?.handRaisedAt).not.toBeNull();
    const back = await join(roomId, host, hosted.seat);
    const camera = await new TestMedia(peers, host, back.transports).produce('camera');
    expect(await new TestMedia(peers, member, again.transports).consume([camera], engine.rtpCapabilities)).toMatchObject([
      { producerId: camera },
    ]);
  });
});
