import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PacketTap, startTestEngine } from '../media/fixture.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { TestPage, testGuest } from '../security/fixture.ts';
import { pageKey } from '../security/identity.ts';
import { sendParameters, TestRooms } from './fixture.ts';
import { SEAT_HELD_MS } from './presence.ts';

let engine: MediaEngine;
let all: TestRooms;
beforeAll(async () => {
  engine = await startTestEngine(1);
});
afterAll(() => engine.close());
beforeEach(async () => {
  all = await TestRooms.open(engine);
});
afterEach(() => all.close());

const refused = (code: string) => expect.objectContaining({ code });
const again = <P extends TestPage>(first: P) => new TestPage(first.identity);
const roleOf = (page: TestPage, id: string) =>
  page
    .of('room.participants')
    .flatMap(({ participants }) => participants)
    .findLast((one) => one.id === id)?.role;

/** The real engine, with transports that take RTP without a browser's encryption. */
function withPlainTransports(real: MediaEngine): MediaEngine {
  const createWebRtcTransport = async (router: types.Router) => {
    const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, comedia: true, rtcpMux: true });
    plainTransports.set(transport.id, transport);
    return Object.assign(transport, { iceParameters: {}, iceCandidates: [], dtlsParameters: {}, dtlsState: 'connected' });
  };
  return new Proxy(real, {
    get: (engineItself, name) => {
      if (name === 'createWebRtcTransport') return createWebRtcTransport;
      const value: unknown = Reflect.get(engineItself, name);
      return typeof value === 'function' ? value.bind(engineItself) : value;
    },
  });
}
const plainTransports = new Map<string, types.PlainTransport>();

/** A seat's microphone that sends a packet every 5 ms, and what others would hear of it. */
class Talker {
  readonly tap: PacketTap;
  readonly #producer: types.Producer;
  readonly #end: () => void;

  static async talk(all: TestRooms, page: TestPage, transportId: string, ssrc: number): Promise<Talker> {
    const peer = all.peers.find(pageKey(page), 'transport', transportId);
    const request = {
      transportId,
      kind: 'audio',
      source: 'microphone',
      rtpParameters: sendParameters('audio', ssrc),
      paused: false,
    } as const;
    const { producerId } = await peer.produce(request);
    const producer = peer.sent.find(({ producer: { id } }) => id === producerId)?.producer;
    const port = plainTransports.get(transportId)?.tuple.localPort;
    if (producer === undefined || port === undefined) throw new Error('There is no such microphone.');
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    let sequence = 0;
    const talking = setInterval(() => {
      socket.send(opusPacket(ssrc, sequence), port, '127.0.0.1');
      sequence += 1;
    }, 5);
    const end = () => {
      clearInterval(talking);
      socket.close();
    };
    return new Talker(producer, await PacketTap.open(peer.router, producerId), end);
  }

  private constructor(producer: types.Producer, tap: PacketTap, end: () => void) {
    this.#producer = producer;
    this.tap = tap;
    this.#end = end;
  }

  /** Packets that the worker has got of it. */
  async received(): Promise<number> {
    return (await this.#producer.getStats())[0]?.packetCount ?? 0;
  }

  stop(): void {
    this.#end();
    this.tap.close();
  }
}

function opusPacket(ssrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(32, 1);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(111, 1);
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(sequence * 960, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

describe('the chair', () => {
  it('is kept for whoever opened the room: a colleague only stands in, a member who is early does not', async () => {
    const host = all.page('host', 'county');
    const { id: roomId } = await all.rooms.create({ kind: 'conference', title: '会', access: 'line', invitedOrgIds: [] }, host);
    const [early, colleague] = [all.page('operator', 'township'), all.page('duty', 'county')];
    expect((await all.sit(roomId, early)).snapshot.hostId).toBeNull();
    const standIn = await all.sit(roomId, colleague);
    expect(standIn.snapshot.hostId).toBe(standIn.id);
    const opened = await all.sit(roomId, host);
    expect(opened.snapshot.hostId).toBe(opened.id);
    expect(roleOf(early, standIn.id)).toBe('cohost');
    expect(early.of('room.host').at(-1)).toEqual({ roomId, hostId: opened.id });
  });

  it('passes on when its holder has been gone for 60 s, not before, and who comes back is a cohost', async () => {
    const [host, first, second] = [all.page('host', 'county'), all.page('duty', 'county'), all.page('leader', 'county')];
    const { roomId, seat } = await all.open(host);
    all.clock.advance(1);
    const successor = await all.sit(roomId, first);
    all.clock.advance(1);
    await all.sit(roomId, second);
    all.rooms.lineCut(pageKey(host));
    all.clock.advance(SEAT_HELD_MS - 1);
    expect(first.of('room.host')).toEqual([]);
    all.clock.advance(1);
    expect(second.of('room.host')).toEqual([{ roomId, hostId: successor.id }]);
    const back = await all.sit(roomId, again(host), seat);
    expect(back.snapshot.hostId).toBe(successor.id);
    expect(back.snapshot.participants.find(({ id }) => id === back.id)?.role).toBe('cohost');
  });

  it('goes to somebody else of the line who might have opened the room where no colleague is there, and never to a guest', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    const guest = new TestPage(testGuest(roomId));
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: false }, guest);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    await all.sit(roomId, guest, waiting.seat);
    await all.sit(roomId, all.page('gridWorker', 'village'));
    all.rooms.leave(roomId, host);
    expect(guest.of('room.host')).toEqual([{ roomId, hostId: null }]);
    const operator = await all.sit(roomId, all.page('operator', 'township'));
    expect(operator.snapshot.hostId).toBe(operator.id);
  });

  it('is handed over by its holder only, who alone makes cohosts', async () => {
    const [host, colleague, member] = [all.page('host', 'county'), all.page('duty', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const [cohost, seated] = [await all.sit(roomId, colleague), await all.sit(roomId, member)];
    expect(() => all.run(roomId, colleague, 'role')).toThrow(refused('right.missing'));
    expect(() => all.run(roomId, member, 'settings')).toThrow(refused('right.missing'));
    await all.run(roomId, host, 'role').setRole(seated.id, 'cohost', host.identity);
    await all.run(roomId, member, 'settings').setSettings({ locked: true });
    expect(host.of('room.settings').at(-1)?.settings).toMatchObject({ locked: true });
    await all.run(roomId, host, 'role').setRole(cohost.id, 'host', host.identity);
    expect(() => all.run(roomId, host, 'role')).toThrow(refused('right.missing'));
    await all.run(roomId, colleague, 'role').setRole(seated.id, 'member', colleague.identity);
    expect(() => all.run(roomId, member, 'settings')).toThrow(refused('right.missing'));
  });

  it('is beyond the reach of cohosts', async () => {
    const [host, colleague] = [all.page('host', 'county'), all.page('duty', 'county')];
    const { roomId, id } = await all.open(host);
    await all.sit(roomId, colleague);
    expect(() => all.rooms.remove(roomId, id, colleague)).toThrow(refused('right.missing'));
    await expect(all.rooms.mute(roomId, id, colleague)).rejects.toEqual(refused('right.missing'));
  });
});

describe('the door', () => {
  it('with a lobby lets members wait until all are admitted, and lets them in by itself when it is taken away', async () => {
    const [host, first, second] = [all.page('host', 'county'), all.page('operator', 'township'), all.page('operator', 'otherTownship')];
    const { roomId } = await all.open(host);
    await all.run(roomId, host, 'settings').setSettings({ lobby: true });
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: false }, first);
    expect(waiting).toEqual({ state: 'waiting', seat: waiting.seat, roomTitle: '防汛例会' });
    all.run(roomId, host, 'admit').lobby.admitAll();
    expect(first.of('room.admitted')).toEqual([{ roomId }]);
    await all.rooms.join({ roomId, seat: null, freshTransports: false }, second);
    await all.run(roomId, host, 'settings').setSettings({ lobby: false });
    expect(second.of('room.admitted')).toEqual([{ roomId }]);
  });

  it('when locked is shut for newcomers, not for those who run the room or have a seat', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const seated = await all.sit(roomId, member);
    await all.run(roomId, host, 'settings').setSettings({ locked: true });
    const late = all.page('operator', 'township');
    await expect(all.sit(roomId, late)).rejects.toEqual(refused('room.locked'));
    expect((await all.sit(roomId, again(member), seated.seat)).resumed).toBe(true);
    expect(await all.sit(roomId, all.page('duty', 'county'))).toMatchObject({ resumed: false });
  });

  it('is not walked through again by whoever was removed', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    all.rooms.remove(roomId, (await all.sit(roomId, member)).id, host);
    expect(await all.rooms.join({ roomId, seat: null, freshTransports: false }, member)).toMatchObject({ state: 'waiting' });
  });

  it('is not opened from outside by a cohost who was removed, who has lost all their seats', async () => {
    const [host, colleague] = [all.page('host', 'county'), all.page('duty', 'county')];
    const { roomId, id: hostId } = await all.open(host);
    const { id } = await all.sit(roomId, colleague);
    const second = again(colleague);
    await all.sit(roomId, second);
    all.rooms.remove(roomId, id, host);
    for (const page of [colleague, second]) expect(page.of('room.closed')).toEqual([{ roomId, reason: 'removed' }]);
    const { state, seat } = await all.rooms.join({ roomId, seat: null, freshTransports: false }, colleague);
    expect(state).toBe('waiting');
    expect(() => all.rooms.admit(roomId, seat.participantId, colleague)).toThrow(refused('right.missing'));
    expect(() => all.rooms.remove(roomId, hostId, colleague)).toThrow(refused('right.missing'));
    // Signing out everywhere does not give it back.
    all.rooms.accountGone(colleague.identity.account.id);
    expect(() => all.run(roomId, colleague, 'admit')).toThrow(refused('right.missing'));
    const back = await all.rooms.join({ roomId, seat: null, freshTransports: false }, colleague);
    all.rooms.admit(roomId, back.seat.participantId, host);
    const { snapshot } = await all.sit(roomId, colleague, back.seat);
    expect(snapshot.participants.find((one) => one.id === back.seat.participantId)?.role).toBe('member');
  });

  it('is shut for a host on all their pages by nobody below them', async () => {
    const [host, colleague] = [all.page('host', 'county'), all.page('duty', 'county')];
    const { roomId } = await all.open(host);
    const second = await all.sit(roomId, again(host));
    await all.sit(roomId, colleague);
    expect(() => all.rooms.remove(roomId, second.id, colleague)).toThrow(refused('right.missing'));
    // One's own second page goes alone.
    all.rooms.remove(roomId, second.id, host);
    expect(all.rooms.list(host)).toMatchObject([{ participants: 2 }]);
    expect(await all.sit(roomId, again(host))).toMatchObject({ state: 'joined' });
  });

  it('takes the seat away from somebody let in and removed before they came in', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    const member = all.page('operator', 'township');
    const { id } = await all.sit(roomId, member);
    await all.run(roomId, host, 'settings').setSettings({ lobby: true });
    const second = again(member);
    const waiting = await all.rooms.join({ roomId, seat: null, freshTransports: false }, second);
    all.rooms.admit(roomId, waiting.seat.participantId, host);
    all.rooms.remove(roomId, id, host);
    expect(await all.rooms.join({ roomId, seat: waiting.seat, freshTransports: false }, second)).toMatchObject({ state: 'waiting' });
  });
});

describe('a restart', () => {
  it('leaves the door as the host has set it: lobby, who was removed, who was made what', async () => {
    const host = all.page('host', 'county');
    const [cohost, removed, late] = [all.page('operator', 'township'), all.page('duty', 'county'), all.page('operator', 'otherTownship')];
    const { roomId } = await all.open(host);
    const { id } = await all.sit(roomId, cohost);
    await all.run(roomId, host, 'role').setRole(id, 'cohost', host.identity);
    all.rooms.remove(roomId, (await all.sit(roomId, removed)).id, host);
    await all.run(roomId, host, 'settings').setSettings({ lobby: true, mayChat: 'host', audience: true });
    await all.rooms.muteAll(roomId, false, host);
    await all.restart();
    for (const who of [removed, late]) {
      expect(await all.rooms.join({ roomId, seat: null, freshTransports: false }, who)).toMatchObject({ state: 'waiting' });
    }
    expect(() => all.run(roomId, removed, 'admit')).toThrow(refused('right.missing'));
    const { snapshot } = await all.sit(roomId, again(cohost));
    expect(snapshot.settings).toMatchObject({ lobby: true, mayChat: 'host', audience: true, mayUnmute: false });
    expect(snapshot.lobby).toHaveLength(2);
    // Whom a host lets in again is not shut out by the next restart.
    all.run(roomId, cohost, 'admit').lobby.admitAll();
    await all.run(roomId, cohost, 'settings').setSettings({ lobby: false });
    await all.restart();
    expect(await all.sit(roomId, again(removed))).toMatchObject({ state: 'joined' });
  });

  it('keeps a locked room locked', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    await all.run(roomId, host, 'settings').setSettings({ locked: true });
    await all.restart();
    await expect(all.sit(roomId, all.page('operator', 'township'))).rejects.toEqual(refused('room.locked'));
    expect(await all.sit(roomId, again(host))).toMatchObject({ state: 'joined' });
  });
});

describe('what a seat may send', () => {
  it('is nothing for a listener, whatever it asks for, until it is made a speaker, of whom there are ten', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    await all.run(roomId, host, 'settings').setSettings({ audience: true });
    const seats: Awaited<ReturnType<TestRooms['sit']>>[] = [];
    for (let seat = 0; seat < 11; seat += 1) seats.push(await all.sit(roomId, all.page('operator', 'township')));
    for (const source of ['microphone', 'camera', 'screen'] as const) {
      await expect(seats[0]?.media?.produce(source)).rejects.toEqual(refused('room.may_not_send'));
    }
    const { conduct } = all.run(roomId, host, 'speaker');
    const seatOf = (at: number) => all.run(roomId, host, 'speaker').seatBelow(seats[at]?.id ?? '', host.identity);
    for (let seat = 0; seat < 10; seat += 1) await conduct.setSpeaker(seatOf(seat), true);
    await expect(conduct.setSpeaker(seatOf(10), true)).rejects.toEqual(refused('room.too_many_speakers'));
    const camera = await seats[0]?.media?.produce('camera');
    expect(camera).toBeTruthy();
    await conduct.setSpeaker(seatOf(0), false);
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: camera, paused: true });
  });

  it('is told to whoever is muted while paused: an unplugged device must not open by itself when it is back', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { media } = await all.sit(roomId, member);
    const microphone = (await media?.produce('microphone')) ?? '';
    await all.peers.find(pageKey(member), 'producer', microphone).pauseProducer(microphone);
    for (const _ of ['first', 'again']) await all.run(roomId, host, 'mute').conduct.muteAll(true);
    expect(member.of('room.muted')).toEqual([{ roomId, producerId: microphone, source: 'microphone' }]);
  });

  it('is withdrawn with the setting: microphones are paused, screens closed, and neither is to be resumed', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { media } = await all.sit(roomId, member);
    const [microphone, screen] = [(await media?.produce('microphone')) ?? '', await media?.produce('screen')];
    await all.run(roomId, host, 'settings').setSettings({ mayUnmute: false, mayShareScreen: false });
    expect(member.of('room.muted')).toEqual([{ roomId, producerId: microphone, source: 'microphone' }]);
    expect(member.of('room.stopped')).toEqual([{ roomId, producerId: screen, source: 'screen' }]);
    await expect(all.peers.find(pageKey(member), 'producer', microphone).resumeProducer(microphone)).rejects.toEqual(
      refused('room.may_not_send'),
    );
    await expect(media?.produce('screen')).rejects.toEqual(refused('room.may_not_send'));
    // A microphone may lie ready, closed.
    expect(await media?.offer('microphone')).toMatchObject({ paused: true });
  });

  it('is what a host has let one of them open, or not, whatever holds for all; nothing opens by itself', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { id, media } = await all.sit(roomId, member);
    const microphone = (await media?.produce('microphone')) ?? '';
    const resume = () => all.peers.find(pageKey(member), 'producer', microphone).resumeProducer(microphone);
    const { conduct } = all.run(roomId, host, 'mute');
    const seat = all.rooms.room(roomId, member).mustSit(member);
    await conduct.setMayUnmute(seat, false);
    expect(member.of('room.muted')).toEqual([{ roomId, producerId: microphone, source: 'microphone' }]);
    await expect(resume()).rejects.toEqual(refused('room.may_not_send'));
    await all.rooms.muteAll(roomId, false, host);
    await conduct.setMayUnmute(seat, true);
    const lastOf = (page: TestPage) =>
      page
        .of('room.participants')
        .flatMap(({ participants }) => participants)
        .findLast((one) => one.id === id);
    expect(lastOf(host)).toMatchObject({ mayUnmute: true });
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: microphone, paused: true });
    await resume();
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: microphone, paused: false });
    await conduct.setMayUnmute(seat, null);
    await expect(resume()).rejects.toEqual(refused('room.may_not_send'));
    await expect(conduct.setMayUnmute(all.rooms.room(roomId, host).mustSit(host), false)).rejects.toEqual(refused('room.role_refused'));
  });

  it('stays what a host has decided for one: when their line drops, when they leave and come again, and after a restart', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const seated = await all.sit(roomId, member);
    await all.run(roomId, host, 'mute').conduct.setMayUnmute(all.rooms.room(roomId, member).mustSit(member), false);
    const microphoneOf = async (page: TestPage, seat: typeof seated) => {
      const { producerId, paused } = (await seat.media?.offer('microphone')) ?? { producerId: '', paused: false };
      expect(paused).toBe(true);
      await expect(all.peers.find(pageKey(page), 'producer', producerId).resumeProducer(producerId)).rejects.toEqual(
        refused('room.may_not_send'),
      );
    };
    all.rooms.lineCut(pageKey(member));
    const back = again(member);
    await microphoneOf(back, await all.sit(roomId, back, seated.seat, true));
    all.rooms.leave(roomId, back);
    const anew = again(member);
    await microphoneOf(anew, await all.sit(roomId, anew));
    await all.rooms.decisionsKept(roomId);
    await all.restart();
    const late = again(member);
    const { id, snapshot } = await all.sit(roomId, late);
    expect(snapshot.participants.find((one) => one.id === id)).toMatchObject({ mayUnmute: false });
  });

  it('in writing follows the setting', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    await all.sit(roomId, member);
    await all.run(roomId, host, 'settings').setSettings({ mayChat: 'host' });
    await expect(all.rooms.chat(roomId, '请问', member)).rejects.toEqual(refused('room.may_not_chat'));
    await all.rooms.chat(roomId, '请安静', host);
    expect(member.of('room.chat')).toHaveLength(1);
  });

  it('is never more open after a return: a microphone that the host has muted stays paused on fresh transports', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const seated = await all.sit(roomId, member);
    await seated.media?.produce('microphone');
    // The page is reloaded: its transports are gone, and nobody is at the line when all are muted.
    all.rooms.pageClosed(pageKey(member));
    await all.rooms.muteAll(roomId, true, host);
    const page = again(member);
    const back = await all.sit(roomId, page, seated.seat, true);
    expect(back.snapshot.participants.find(({ id }) => id === back.id)).toMatchObject({ mutedByHost: true });
    const { producerId, paused } = (await back.media?.offer('microphone')) ?? { producerId: '', paused: false };
    expect(paused).toBe(true);
    await all.peers.find(pageKey(page), 'producer', producerId).resumeProducer(producerId);
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: producerId, paused: false });
  });

  it('is kept closed by a mute that comes while the transports are made anew, on a page that never went away', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const seated = await all.sit(roomId, member);
    await seated.media?.produce('microphone');
    const anew = await all.sit(roomId, member, seated.seat, true);
    await all.rooms.mute(roomId, seated.id, host);
    expect(anew.media?.send).not.toBe(seated.media?.send);
    const { producerId, paused } = (await anew.media?.offer('microphone')) ?? { producerId: '', paused: false };
    expect(paused).toBe(true);
    const own = all.peers.find(pageKey(member), 'producer', producerId);
    await own.resumeProducer(producerId);
    own.closeProducer(producerId);
    // Opened by a step of its owner it is as before: who sends nothing has nothing to be closed.
    await all.rooms.mute(roomId, seated.id, host);
    expect(await anew.media?.offer('microphone')).toMatchObject({ paused: false });
  });

  it('is closed by a mute that comes while it is being opened', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { id, media } = await all.sit(roomId, member);
    const opening = media?.offer('microphone');
    await all.rooms.mute(roomId, id, host);
    expect(await opening).toMatchObject({ paused: true });
  });

  it('is nothing where the seat is left while it is being opened, and nobody hears of it', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { media } = await all.sit(roomId, member);
    const opening = media?.offer('camera');
    all.rooms.leave(roomId, member);
    await expect(opening).rejects.toEqual(refused('media.unavailable'));
    expect(host.of('room.producer')).toEqual([]);
  });

  it('reaches nobody from a microphone that comes back muted, whatever packets it sends', async () => {
    const plain = await TestRooms.open(withPlainTransports(engine));
    const [host, member] = [plain.page('host', 'county'), plain.page('operator', 'township')];
    const { roomId } = await plain.open(host);
    const seated = await plain.sit(roomId, member);
    const before = await Talker.talk(plain, member, seated.media?.send ?? '', 4711);
    await before.tap.until((packets) => packets.length > 3);
    await plain.rooms.mute(roomId, seated.id, host);
    before.stop();
    plain.rooms.pageClosed(pageKey(member));
    const page = again(member);
    const back = await plain.sit(roomId, page, seated.seat, true);
    const after = await Talker.talk(plain, page, back.media?.send ?? '', 4712);
    await expect.poll(() => after.received()).toBeGreaterThan(50);
    expect(after.tap.packets).toEqual([]);
    after.stop();
    plain.close();
  });
});

describe('the floor', () => {
  it('goes by the order of hands, which the host changes; given, the hand is down and the speaker large', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    const pages = [1, 2, 3].map(() => all.page('operator', 'township'));
    const ids = [];
    for (const page of pages) {
      ids.push((await all.sit(roomId, page)).id);
      all.rooms.hand(roomId, true, page);
    }
    const [a = '', b = '', c = ''] = ids;
    const { floor } = all.run(roomId, host, 'floor');
    expect(floor.state.queue).toEqual([a, b, c]);
    floor.move(c, a);
    expect(() => floor.move(a, host.identity.account.id)).toThrow(refused('participant.unknown'));
    floor.prepare(a);
    await floor.give(c, 3);
    const now = all.clock.now();
    expect(host.of('room.floor').at(-1)?.floor).toEqual({
      queue: [a, b],
      speaking: { participantId: c, startedAt: now, endsAt: now + 180_000 },
      nextId: a,
    });
    expect(host.of('room.spotlight').at(-1)?.participantIds).toEqual([c]);
    floor.lowerHand(b);
    expect(floor.state.queue).toEqual([a]);
  });

  it('is not cut off when its time is over, and time that is added then counts from now', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { id } = await all.sit(roomId, member);
    const { floor } = all.run(roomId, host, 'floor');
    await floor.give(id, 1);
    floor.extend(1);
    expect(floor.state.speaking?.endsAt).toBe(all.clock.now() + 120_000);
    all.clock.advance(300_000);
    expect(floor.state.speaking?.participantId).toBe(id);
    floor.extend(2);
    expect(floor.state.speaking?.endsAt).toBe(all.clock.now() + 120_000);
  });

  it('lets a listener speak, and when it ends all is as before with the microphone closed', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId, id: hostId } = await all.open(host);
    const { id, media } = await all.sit(roomId, member);
    await all.run(roomId, host, 'settings').setSettings({ audience: true });
    all.run(roomId, host, 'scene').spotlight([hostId]);
    const { floor } = all.run(roomId, host, 'floor');
    await floor.give(id, null);
    const microphone = (await media?.produce('microphone')) ?? '';
    expect(host.of('room.producer').at(-1)?.producer).toMatchObject({ id: microphone, paused: false });
    await floor.end();
    expect(member.of('room.muted')).toEqual([{ roomId, producerId: microphone, source: 'microphone' }]);
    expect(host.of('room.spotlight').at(-1)?.participantIds).toEqual([hostId]);
    await expect(all.peers.find(pageKey(member), 'producer', microphone).resumeProducer(microphone)).rejects.toEqual(
      refused('room.may_not_send'),
    );
    expect(() => floor.extend(1)).toThrow(refused('floor.not_given'));
  });

  it('survives a cut line and ends with the seat', async () => {
    const [host, member] = [all.page('host', 'county'), all.page('operator', 'township')];
    const { roomId } = await all.open(host);
    const { id, seat } = await all.sit(roomId, member);
    const { floor } = all.run(roomId, host, 'floor');
    await floor.give(id, 5);
    all.rooms.lineCut(pageKey(member));
    const back = await all.sit(roomId, again(member), seat);
    expect(back.snapshot.floor.speaking?.participantId).toBe(id);
    expect(back.snapshot.spotlight).toEqual([id]);
    all.rooms.accountGone(member.identity.account.id);
    expect(floor.state.speaking).toBeNull();
    expect(host.of('room.spotlight').at(-1)?.participantIds).toEqual([]);
  });
});

describe('a large room', () => {
  it('tells of those who come together in one message, none of whom is missed', async () => {
    const host = all.page('host', 'county');
    const { roomId } = await all.open(host);
    for (let seat = 1; seat < 40; seat += 1) await all.sit(roomId, all.page('operator', 'township'));
    all.clock.advance(1000);
    host.clear();
    const ids = [];
    for (let seat = 0; seat < 20; seat += 1) ids.push((await all.sit(roomId, all.page('operator', 'village'))).id);
    expect(host.of('room.participants')).toEqual([]);
    all.clock.advance(100);
    expect(host.of('room.participants').map(({ participants }) => participants.map(({ id }) => id))).toEqual([ids]);
  });
});
