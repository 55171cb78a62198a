import { randomUUID } from 'node:crypto';
import type { PeerRegistry } from '../media/peer-registry.ts';
import type { ChatMessage } from '../protocol/room.ts';
import { ORGANISATIONS, type TestPage } from '../security/fixture.ts';
import { pageKey } from '../security/identity.ts';
import type { NewRoom, StoredRoom } from '../store/rooms.ts';
import type { RoomStore } from './room-service.ts';

/** Keeps rooms in memory as the database would. */
export class MemoryRooms implements RoomStore {
  readonly rooms = new Map<string, StoredRoom>();
  readonly chats = new Map<string, ChatMessage[]>();

  async create(room: NewRoom): Promise<StoredRoom> {
    const organisation = Object.values(ORGANISATIONS).find(({ id }) => id === room.orgId);
    if (organisation === undefined) throw new Error('There is no such organisation.');
    const stored = { ...room, orgName: organisation.name, orgPath: organisation.path };
    this.rooms.set(room.id, stored);
    return stored;
  }

  async end(id: string): Promise<boolean> {
    return this.rooms.delete(id);
  }

  async listOpen(): Promise<StoredRoom[]> {
    return [...this.rooms.values()];
  }

  async appendChat(roomId: string, message: ChatMessage): Promise<void> {
    this.chats.set(roomId, [...(this.chats.get(roomId) ?? []), message]);
  }

  async listChat(roomId: string, limit: number): Promise<ChatMessage[]> {
    return (this.chats.get(roomId) ?? []).slice(-limit);
  }
}

/** RTP parameters as a browser would send them for one track. */
export function sendParameters(kind: 'audio' | 'video', ssrc = 1 + Math.floor(Math.random() * 0xffff_fff0)): Record<string, unknown> {
  const codec =
    kind === 'audio'
      ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] }
      : { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] };
  return { mid: String(ssrc), codecs: [codec], headerExtensions: [], encodings: [{ ssrc }], rtcp: { cname: randomUUID() } };
}

/** What a page of a test does with its media, as the media requests would. */
export class TestMedia {
  readonly #peers: PeerRegistry;
  readonly #page: TestPage;
  readonly send: string;
  readonly recv: string;

  constructor(peers: PeerRegistry, page: TestPage, transports: { send: { id: string }; recv: { id: string } } | null) {
    if (transports === null) throw new Error('There are no transports.');
    this.#peers = peers;
    this.#page = page;
    this.send = transports.send.id;
    this.recv = transports.recv.id;
  }

  produce(source: 'microphone' | 'camera' | 'screen', paused = false): Promise<string> {
    const kind = source === 'microphone' ? 'audio' : 'video';
    const peer = this.#peers.find(pageKey(this.#page), 'transport', this.send);
    return peer.produce({ transportId: this.send, kind, source, rtpParameters: sendParameters(kind), paused });
  }

  consume(producerIds: readonly string[], rtpCapabilities: object) {
    const peer = this.#peers.find(pageKey(this.#page), 'transport', this.recv);
    return peer.consume(this.recv, producerIds, { ...rtpCapabilities });
  }
}
