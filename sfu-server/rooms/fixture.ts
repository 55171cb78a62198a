import { randomUUID } from 'node:crypto';
import { silentLog } from '../media/fixture.ts';
import { ManualClock } from '../media/manual-clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { PeerRegistry } from '../media/peer-registry.ts';
import type { Expected, RollCall, RollCallEntry } from '../protocol/roll-call.ts';
import type { ChatMessage, RoomKind } from '../protocol/room.ts';
import type { RoomAction } from '../protocol/room-rights.ts';
import type { Account } from '../protocol/session.ts';
import { accountPage, audienceOf, ORGANISATIONS, type TestPage, testAccount } from '../security/fixture.ts';
import { pageKey } from '../security/identity.ts';
import type { ExpectedLine } from '../store/roll-calls.ts';
import type { RoomDecisions } from '../store/room-decisions.ts';
import type { NewRoom, StoredRoom } from '../store/rooms.ts';
import type { BoardContents, BoardKeep, BoardWithElements, StoredBoard } from './board/board-keep.ts';
import type { KeptElement } from './board/drawing.ts';
import { totalsOf } from './roll-call/sheet.ts';
import { RoomService, type RoomStore } from './room-service.ts';

/** Keeps rooms in memory as the database would. */
export class MemoryRooms implements RoomStore {
  readonly rooms = new Map<string, StoredRoom>();
  readonly chats = new Map<string, ChatMessage[]>();
  readonly decided = new Map<string, RoomDecisions>();

  async create(room: NewRoom): Promise<StoredRoom> {
    const organisation = Object.values(ORGANISATIONS).find(({ id }) => id === room.orgId);
    if (organisation === undefined) throw new Error('There is no such organisation.');
    const stored = { caseId: null, called: new Set<string>(), ...room, orgName: organisation.name, orgPath: organisation.path };
    this.rooms.set(room.id, stored);
    return stored;
  }

  async end(id: string): Promise<boolean> {
    return this.rooms.delete(id);
  }

  async listOpen(): Promise<StoredRoom[]> {
    return [...this.rooms.values()];
  }

  async decide(id: string, decisions: RoomDecisions): Promise<void> {
    this.decided.set(id, decisions);
  }

  async decisions(id: string): Promise<RoomDecisions | null> {
    return this.decided.get(id) ?? null;
  }

  async appendChat(roomId: string, message: ChatMessage): Promise<void> {
    this.chats.set(roomId, [...(this.chats.get(roomId) ?? []), message]);
  }

  async listChat(roomId: string, limit: number): Promise<ChatMessage[]> {
    return (this.chats.get(roomId) ?? []).slice(-limit);
  }
}

/** Keeps sheets of roll calls in memory; organisations are those of the test county. */
export class MemoryRollCalls {
  readonly sheets = new Map<string, RollCall>();

  async begin(sheet: RollCall): Promise<void> {
    this.sheets.set(sheet.id, sheet);
  }

  async save(sheetId: string, changed: readonly RollCallEntry[]): Promise<void> {
    const sheet = this.#of(sheetId);
    const entries = sheet.entries.map((entry) => changed.find(({ id }) => id === entry.id) ?? entry);
    this.sheets.set(sheetId, { ...sheet, entries, totals: totalsOf(entries) });
  }

  async close(sheetId: string, at: number, entries: readonly RollCallEntry[]): Promise<void> {
    await this.save(sheetId, entries);
    this.sheets.set(sheetId, { ...this.#of(sheetId), closedAt: at });
  }

  async sign(sheetId: string, at: number, by: Account): Promise<void> {
    this.sheets.set(sheetId, { ...this.#of(sheetId), signedAt: at, signedByName: by.name });
  }

  async underWay(roomId: string): Promise<RollCall | null> {
    return [...this.sheets.values()].find((sheet) => sheet.roomId === roomId && sheet.signedAt === null) ?? null;
  }

  async below(orgId: string): Promise<string[]> {
    return orgId === ORGANISATIONS.county.id ? [ORGANISATIONS.township.id, ORGANISATIONS.otherTownship.id] : [];
  }

  async expected(wanted: readonly Expected[]): Promise<ExpectedLine[]> {
    return wanted.map((one) => {
      if ('accountId' in one) return { orgId: null, accountId: one.accountId, name: one.accountId, group: '' };
      const name = Object.values(ORGANISATIONS).find(({ id }) => id === one.orgId)?.name ?? '';
      return { orgId: one.orgId, accountId: null, name, group: name };
    });
  }

  #of(sheetId: string): RollCall {
    const sheet = this.sheets.get(sheetId);
    if (sheet === undefined) throw new Error('There is no such sheet.');
    return sheet;
  }
}

/** Keeps boards in memory as the database would. */
export class MemoryBoards implements BoardKeep {
  readonly boards = new Map<string, { board: StoredBoard; shown: boolean; readonly elements: Map<string, KeptElement> }>();

  async show(board: StoredBoard): Promise<void> {
    await this.hide(board.roomId);
    this.boards.set(board.id, { elements: new Map(), ...this.boards.get(board.id), board, shown: true });
  }

  async hide(roomId: string): Promise<void> {
    for (const one of this.boards.values()) if (one.board.roomId === roomId) one.shown = false;
  }

  async saveElements(boardId: string, put: readonly KeptElement[], gone: readonly string[]): Promise<void> {
    const elements = this.boards.get(boardId)?.elements;
    for (const one of put) elements?.set(one.element.id, one);
    for (const id of gone) elements?.delete(id);
  }

  async shown(roomId: string): Promise<BoardWithElements | null> {
    return this.#whole([...this.boards.values()].find((one) => one.board.roomId === roomId && one.shown)?.board.id);
  }

  async find(roomId: string, boardId: string): Promise<BoardWithElements | null> {
    return this.boards.get(boardId)?.board.roomId === roomId ? this.#whole(boardId) : null;
  }

  async list(roomId: string): Promise<StoredBoard[]> {
    return [...this.boards.values()].map(({ board }) => board).filter((board) => board.roomId === roomId);
  }

  #whole(id: string | undefined): BoardWithElements | null {
    const found = id === undefined ? undefined : this.boards.get(id);
    return found === undefined ? null : { board: found.board, elements: [...found.elements.values()] };
  }
}

/** Contents of documents in memory; everything is a PDF. */
export class MemoryContents implements BoardContents {
  readonly coming = new Map<string, Buffer>();
  readonly kept = new Map<string, Buffer>();

  async append(id: string, offset: number, piece: Uint8Array): Promise<number> {
    const there = offset === 0 ? Buffer.alloc(0) : (this.coming.get(id) ?? Buffer.alloc(0));
    const now = Buffer.concat([there, piece]);
    this.coming.set(id, now);
    return now.byteLength;
  }

  async keep(id: string) {
    const content = this.coming.get(id) ?? Buffer.alloc(0);
    this.kept.set(id, content);
    return { mediaType: 'application/pdf', size: content.byteLength, sha256: id } as const;
  }

  async forget(id: string): Promise<void> {
    this.coming.delete(id);
  }

  async read(sha256: string, offset: number, length: number): Promise<Buffer> {
    return (this.kept.get(sha256) ?? Buffer.alloc(0)).subarray(offset, offset + length);
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

  async produce(source: 'microphone' | 'camera' | 'screen', paused = false): Promise<string> {
    return (await this.offer(source, paused)).producerId;
  }

  /** As the request answers it. */
  offer(source: 'microphone' | 'camera' | 'screen', paused = false): Promise<{ producerId: string; paused: boolean }> {
    const kind = source === 'microphone' ? 'audio' : 'video';
    const peer = this.#peers.find(pageKey(this.#page), 'transport', this.send);
    return peer.produce({ transportId: this.send, kind, source, rtpParameters: sendParameters(kind), paused });
  }

  consume(producerIds: readonly string[], rtpCapabilities: object) {
    const peer = this.#peers.find(pageKey(this.#page), 'transport', this.recv);
    return peer.consume(this.recv, producerIds, { ...rtpCapabilities });
  }
}

/** Rooms over a real media engine, with a clock that stands still and a store in memory. */
export class TestRooms {
  readonly clock = new ManualClock();
  readonly peers = new PeerRegistry();
  readonly store = new MemoryRooms();
  readonly sheets = new MemoryRollCalls();
  readonly boards = new MemoryBoards();
  readonly contents = new MemoryContents();
  readonly pages: TestPage[] = [];
  readonly #engine: MediaEngine;
  rooms!: RoomService;

  static async open(engine: MediaEngine): Promise<TestRooms> {
    const made = new TestRooms(engine);
    await made.restart();
    return made;
  }

  private constructor(engine: MediaEngine) {
    this.#engine = engine;
  }

  /** As the server does when it starts: only what was stored is there again. */
  async restart(): Promise<void> {
    await this.rooms?.settled();
    this.rooms?.close();
    this.rooms = await RoomService.start({
      engine: this.#engine,
      peers: this.peers,
      cameras: { lookUp: async () => ({ name: '村口' }), hold: () => () => undefined },
      rooms: this.store,
      rollCalls: this.sheets,
      boards: this.boards,
      boardContents: this.contents,
      invitations: { create: async (_roomId, label) => ({ code: label, path: `/join/${label}`, expiresAt: 1 }) },
      audience: audienceOf(this.pages),
      log: silentLog,
      clock: this.clock,
    });
  }

  page(...[role, where, name]: Parameters<typeof testAccount>) {
    const made = accountPage(testAccount(role, where, name));
    this.pages.push(made);
    return made;
  }

  /** Opens a room as that account and sits down in it. */
  async open(host: ReturnType<TestRooms['page']>, kind: RoomKind = 'conference') {
    const { id } = await this.rooms.create({ kind, title: '防汛例会', access: 'line', invitedOrgIds: [] }, host);
    return { roomId: id, ...(await this.sit(id, host)) };
  }

  async sit(roomId: string, who: TestPage, seat: { participantId: string; seatKey: string } | null = null, freshTransports = false) {
    const joined = await this.rooms.join({ roomId, seat, freshTransports }, who);
    if (joined.state !== 'joined') throw new Error('Not let in.');
    const media = joined.transports === null ? null : new TestMedia(this.peers, who, joined.transports);
    return { ...joined, id: joined.seat.participantId, media };
  }

  /** A room as somebody may run it. */
  run(roomId: string, asker: ReturnType<TestRooms['page']>, action: RoomAction) {
    return this.rooms.roomFor(roomId, asker, action);
  }

  close(): void {
    this.rooms.close();
  }
}
