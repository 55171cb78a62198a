import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, systemClock } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { MediationPlace } from '../protocol/mediation-room.ts';
import type { ParsedParams, RequestResult } from '../protocol/requests/index.ts';
import { isAllowed } from '../protocol/rights.ts';
import type { RoomSummary } from '../protocol/room.ts';
import type { RoomFile } from '../protocol/room-file.ts';
import { mayInRoom, type RoomAction } from '../protocol/room-rights.ts';
import type { Audience } from '../security/audience.ts';
import type { AccountAsker, Asker, Identity } from '../security/identity.ts';
import type { RollCallRepository } from '../store/roll-calls.ts';
import type { RoomDecisions } from '../store/room-decisions.ts';
import type { RoomRepository } from '../store/rooms.ts';
import { CREATE_ACTION, mayJoin, maySee } from './access.ts';
import type { BoardContents, BoardKeep } from './board/board-keep.ts';
import { CHAT_SHOWN } from './chat.ts';
import type { RecordableRoom } from './recordable-room.ts';
import type { RollCallStore } from './roll-call/room-roll-call.ts';
import { Room } from './room.ts';
import type { TableCameras } from './table-cameras.ts';

/** What makes links for guests; `security/invitations.ts` is one. */
export interface InvitationMaker {
  create(roomId: string, label: string, createdById: string): Promise<{ code: string; path: string; expiresAt: number }>;
}

/** Where rooms are kept; `store/rooms.ts` is one. */
export type RoomStore = Pick<RoomRepository, 'create' | 'end' | 'listOpen' | 'appendChat' | 'listChat' | 'decide' | 'decisions'>;

export interface RoomServiceOptions {
  readonly engine: MediaEngine;
  readonly peers: PeerRegistry;
  readonly cameras: TableCameras;
  readonly rooms: RoomStore;
  readonly rollCalls: RollCallStore & Pick<RollCallRepository, 'underWay'>;
  readonly boards: BoardKeep;
  readonly boardContents: BoardContents;
  readonly invitations: InvitationMaker;
  readonly audience: Audience;
  readonly log: BaseLogger;
  readonly clock?: Clock;
}

/** How long changes of a large room are gathered before the list hears of them, ms. */
const LIST_MS = 500;

type Somebody = Asker & { readonly identity: Identity };

/** All open rooms: the list, the doors, and who may do what in them. */
export class RoomService {
  readonly #options: RoomServiceOptions;
  readonly #clock: Clock;
  readonly #rooms = new Map<string, Room>();
  readonly #toTell = new Set<Room>();

  readonly #endListeners = new Set<(roomId: string) => void>();

  /** Opens the rooms that were open when the server stopped; nobody sits in them yet. */
  static async start(options: RoomServiceOptions): Promise<RoomService> {
    const service = new RoomService(options);
    for (const stored of await options.rooms.listOpen()) {
      const [chat, rollCall, board, decisions] = await Promise.all([
        options.rooms.listChat(stored.id, CHAT_SHOWN),
        options.rollCalls.underWay(stored.id),
        options.boards.shown(stored.id),
        options.rooms.decisions(stored.id),
      ]);
      service.#open(new Room(stored, { chat, rollCall, board, decisions }, service.#surroundings()));
    }
    return service;
  }

  private constructor(options: RoomServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  list(asker: AccountAsker): RoomSummary[] {
    const { account } = asker.identity;
    return [...this.#rooms.values()].filter((room) => maySee(room.stored, account)).map((room) => room.summary(account));
  }

  /** @param caseId of the case whose hearing it is for @throws Refusal `right.missing` */
  async create(params: ParsedParams<'room.create'>, asker: AccountAsker, caseId: string | null = null): Promise<RoomSummary> {
    const { account } = asker.identity;
    const { id: orgId, path } = account.organisation;
    if (!isAllowed(account.role, CREATE_ACTION[params.kind], path, path)) {
      throw new Refusal('right.missing', `Your role may not open a ${params.kind} room.`);
    }
    const stored = await this.#options.rooms.create({
      id: uuidv7(),
      kind: params.kind,
      title: params.title,
      access: params.access,
      orgId,
      invitedOrgIds: params.access === 'invited' ? [...new Set(params.invitedOrgIds)] : [],
      createdById: account.id,
      createdByName: account.name,
      createdAt: this.#clock.now(),
      caseId,
    });
    const room = new Room(stored, { chat: [], rollCall: null, board: null, decisions: null }, this.#surroundings());
    this.#open(room);
    room.prepare();
    this.#changed(room);
    return room.summary(account);
  }

  async end(roomId: string, asker: AccountAsker): Promise<void> {
    const room = this.roomFor(roomId, asker, 'end');
    await room.board.settled();
    await this.#options.rooms.end(roomId, this.#clock.now());
    this.#rooms.delete(roomId);
    room.end();
    for (const listener of this.#endListeners) listener(roomId);
    this.#options.audience.tell('room.gone', (account) => (maySee(room.stored, account) ? { roomId } : null));
  }

  /** Says who is let into a room by name, because their department was called; whoever is so no longer leaves it. No such room: nothing. */
  call(roomId: string, accountIds: ReadonlySet<string>): void {
    const room = this.#rooms.get(roomId);
    if (room === undefined) return;
    const { called } = room.stored;
    const before = new Set(called);
    const gone = [...before].filter((id) => !accountIds.has(id));
    if (before.size === accountIds.size && gone.length === 0) return;
    called.clear();
    for (const id of accountIds) called.add(id);
    for (const id of gone) {
      room.uncalled(id);
      this.#options.audience.tell('room.gone', (account) => (account.id === id && !maySee(room.stored, account) ? { roomId } : null));
    }
    this.#changed(room);
  }

  /** Told of each room that was ended for good. @returns what stops it */
  onEnded(listener: (roomId: string) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  async invite(params: ParsedParams<'room.invite'>, asker: AccountAsker): Promise<RequestResult<'room.invite'>> {
    const room = this.roomFor(params.roomId, asker, 'invite');
    // Before the link is made: a room of another kind has no sides.
    const mediation = params.place === undefined ? null : room.mediation;
    const made = await this.#options.invitations.create(room.stored.id, params.label, asker.identity.account.id);
    if (mediation !== null && params.place !== undefined) {
      mediation.invited(made.code, params.place);
      await room.decisionsKept();
    }
    return made;
  }

  /**
   * A link to a party's own seat in a mediation room, for whoever has shown to be that party.
   * @param by the account in whose name it is made @param party whom it is for, and under which name @throws Refusal `room.ended`
   */
  async inviteParty(
    roomId: string,
    label: string,
    place: MediationPlace,
    by: string,
    party: { readonly partyId: string; readonly name: string } | null = null,
  ): Promise<RequestResult<'room.invite'>> {
    const room = this.#rooms.get(roomId);
    if (room === undefined) throw new Refusal('room.ended', 'The room has ended.');
    const { mediation } = room;
    const made = await this.#options.invitations.create(roomId, label, by);
    mediation.invited(made.code, place, party);
    await room.decisionsKept();
    return made;
  }

  /** @throws Refusal `room.unknown`, `room.full`, `right.missing`, `media.unavailable` */
  async join(params: ParsedParams<'room.join'>, asker: Somebody): Promise<RequestResult<'room.join'>> {
    const room = this.room(params.roomId, asker);
    return room.join(asker, asker.identity, params.seat, params.freshTransports);
  }

  leave(roomId: string, asker: Somebody): void {
    this.room(roomId, asker).leave(asker);
  }

  admit(roomId: string, participantId: string, asker: AccountAsker): void {
    this.roomFor(roomId, asker, 'admit').lobby.admit(participantId);
  }

  deny(roomId: string, participantId: string, asker: AccountAsker): void {
    this.roomFor(roomId, asker, 'admit').lobby.deny(participantId);
  }

  async mute(roomId: string, participantId: string, asker: AccountAsker): Promise<void> {
    const room = this.roomFor(roomId, asker, 'mute');
    await room.conduct.hold(room.seatBelow(participantId, asker.identity), 'microphone');
  }

  async stopCamera(roomId: string, participantId: string, asker: AccountAsker): Promise<void> {
    const room = this.roomFor(roomId, asker, 'mute');
    await room.conduct.hold(room.seatBelow(participantId, asker.identity), 'camera');
  }

  async muteAll(roomId: string, mayUnmute: boolean, asker: AccountAsker): Promise<void> {
    await this.roomFor(roomId, asker, 'mute').conduct.muteAll(mayUnmute);
  }

  remove(roomId: string, participantId: string, asker: AccountAsker): void {
    this.roomFor(roomId, asker, 'remove').remove(participantId, asker.identity);
  }

  hand(roomId: string, raised: boolean, asker: Somebody): void {
    this.room(roomId, asker).hand(asker, raised);
  }

  /** @param apartSince as of `Room.chat` */
  async chat(roomId: string, text: string, asker: Somebody, apartSince: number | null = null): Promise<RequestResult<'room.chat'>> {
    const { message, kept } = this.room(roomId, asker).chat(asker, text, apartSince);
    if (kept) await this.#options.rooms.appendChat(roomId, message);
    return { message };
  }

  /** Whether the asker may write in a room just now. @throws Refusal `room.unknown`, `room.not_joined`, `room.may_not_chat` */
  mayPost(roomId: string, asker: Somebody, apartSince: number | null = null): void {
    this.room(roomId, asker).checkChat(asker, apartSince);
  }

  /** Keeps a file's message and tells it to the room. @throws Refusal as `mayPost` */
  postFile(roomId: string, { sha256, ...file }: RoomFile & { readonly sha256: string }, asker: Somebody): Promise<void> {
    return this.room(roomId, asker).postFile(asker, file, (message) => this.#options.rooms.appendChat(roomId, message, sha256));
  }

  async addCamera(roomId: string, cameraId: string, asker: AccountAsker): Promise<RequestResult<'room.addCamera'>> {
    const room = this.roomFor(roomId, asker, 'camera');
    const { name } = await this.#options.cameras.lookUp(cameraId, asker.identity.account);
    return { participantId: await room.addCamera(cameraId, name) };
  }

  removeCamera(roomId: string, participantId: string, asker: AccountAsker): void {
    this.roomFor(roomId, asker, 'camera').removeCamera(participantId);
  }

  /** The line of a page is cut; its seats are held. `pageKey` as of `security/identity.ts`. */
  lineCut(pageKey: string): void {
    for (const room of this.#rooms.values()) room.pageLost(pageKey, false);
  }

  /** A page is closed; its seats are held for its return, but nothing flows any more. */
  pageClosed(pageKey: string): void {
    for (const room of this.#rooms.values()) room.pageLost(pageKey, true);
  }

  /** An account was disabled, moved or signed out everywhere; its sessions are ended already. */
  accountGone(accountId: string): void {
    for (const room of this.#rooms.values()) room.accountGone(accountId);
  }

  /** A room that the asker may come to the door of; one they may not see is as unknown as none. @throws Refusal `room.unknown` */
  room(roomId: string, asker: Somebody): Room {
    const room = this.find(roomId, asker);
    if (room === null) throw new Refusal('room.unknown', 'There is no such open room.');
    return room;
  }

  /** The same without a refusal: null where there is none for the asker. */
  find(roomId: string, asker: Somebody): Room | null {
    const room = this.#rooms.get(roomId);
    return room === undefined || !mayJoin(room.stored, asker.identity) ? null : room;
  }

  /** An open room, for what the server says in it of its own accord; null where there is none. */
  opened(roomId: string): Room | null {
    return this.#rooms.get(roomId) ?? null;
  }

  /** A room in which the asker has a right, whether inside or not. @throws Refusal `room.unknown`, `right.missing` */
  roomFor(roomId: string, asker: AccountAsker, right: RoomAction): Room {
    const room = this.room(roomId, asker);
    if (!mayInRoom(room.roleOf(asker.identity), right)) throw new Refusal('right.missing', 'Only a host of this room may do that.');
    return room;
  }

  /** A room that the asker may record. @throws Refusal `room.unknown`, `right.missing`, `room.not_joined` */
  recordable(roomId: string, asker: AccountAsker): RecordableRoom {
    return this.roomFor(roomId, asker, 'record').recordable();
  }

  /** Rooms that are open. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Fulfilled when what was decided in a room until now is on the disk; at once where there is no such room. */
  async decisionsKept(roomId: string): Promise<void> {
    await this.#rooms.get(roomId)?.decisionsKept();
  }

  /** Fulfilled when all that was drawn and decided is on the disk. */
  async settled(): Promise<void> {
    await Promise.all([...this.#rooms.values()].flatMap((room) => [room.board.settled(), room.decisionsKept()]));
  }

  close(): void {
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
  }

  #open(room: Room): void {
    this.#rooms.set(room.stored.id, room);
  }

  #surroundings() {
    const { engine, peers, cameras, rooms, rollCalls, boards, boardContents, log } = this.#options;
    return {
      engine,
      peers,
      cameras,
      rollCalls,
      boards,
      boardContents,
      decide: (roomId: string, decisions: RoomDecisions) => rooms.decide(roomId, decisions),
      log,
      clock: this.#clock,
      changed: (room: Room) => this.#changed(room),
    };
  }

  /** Tells the list, once for all that happens at the same moment; of a large room a moment is half a second. */
  #changed(room: Room): void {
    if (this.#toTell.has(room)) return;
    this.#toTell.add(room);
    const tell = () => this.#tellList(room);
    if (room.large) this.#clock.after(LIST_MS, tell);
    else queueMicrotask(tell);
  }

  #tellList(room: Room): void {
    this.#toTell.delete(room);
    if (!this.#rooms.has(room.stored.id)) return;
    // The same for all but those who may admit: made, and made into text, once for each of the two.
    const made = new Map<number, { room: RoomSummary }>();
    this.#options.audience.tell('room.updated', (account) => {
      if (!maySee(room.stored, account)) return null;
      const summary = room.summary(account);
      const data = made.get(summary.waiting) ?? { room: summary };
      made.set(summary.waiting, data);
      return data;
    });
  }
}
