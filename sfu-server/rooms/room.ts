import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RequestResult } from '../protocol/requests/index.ts';
import type { ChatMessage, LobbyEntry, Participant, RoomProducer, RoomState, RoomSummary } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import type { Asker, Identity } from '../security/identity.ts';
import { pageKey } from '../security/identity.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { mayInRoom, roleIn } from './access.ts';
import { CameraTile } from './camera-tile.ts';
import { KIND_POLICIES } from './kinds/index.ts';
import type { KindPolicy } from './kinds/policy.ts';
import { Seat, type Sitter, sitterOf } from './seat.ts';
import { roomProducerOf, seatRules } from './seat-rules.ts';
import { Stage } from './stage.ts';
import type { TableCameras } from './table-cameras.ts';

/** How long a seat is held for somebody whose line is cut, ms (design: "survives a lost connection for 60 s"). */
export const SEAT_HELD_MS = 60_000;

/** People in a lobby at most. */
const MAX_WAITING = 100;

/** Messages that somebody who comes in is shown. */
export const CHAT_SHOWN = 200;

export interface RoomSurroundings {
  readonly engine: MediaEngine;
  readonly peers: PeerRegistry;
  readonly cameras: TableCameras;
  readonly clock: Clock;
  readonly log: BaseLogger;
  /** The list entry has changed. */
  readonly changed: (room: Room) => void;
}

type JoinResult = RequestResult<'room.join'>;
type JoinedResult = Extract<JoinResult, { state: 'joined' }>;
type Proof = { readonly participantId: string; readonly seatKey: string };

/** One open room: who sits in it, who waits at its door, what is on its table. */
export class Room {
  readonly stored: StoredRoom;
  readonly #policy: KindPolicy;
  readonly #around: RoomSurroundings;
  readonly #seats = new Map<string, Seat>();
  readonly #tiles = new Map<string, CameraTile>();
  /** Pages that are coming in just now: one whose line is cut on the way must not be seated. */
  readonly #arrivals = new Set<{ readonly pageKey: string; lost: boolean }>();
  readonly #chat: ChatMessage[];
  #stage: Promise<Stage> | null = null;
  #openStage: Stage | null = null;
  #ended = false;

  constructor(stored: StoredRoom, chat: ChatMessage[], around: RoomSurroundings) {
    this.stored = stored;
    this.#policy = KIND_POLICIES[stored.kind];
    this.#chat = chat;
    this.#around = around;
  }

  summary(account: Account | null): RoomSummary {
    const { stored } = this;
    const host = account !== null && roleIn(stored, { kind: 'account', account }) === 'host';
    return {
      id: stored.id,
      kind: stored.kind,
      title: stored.title,
      access: stored.access,
      orgId: stored.orgId,
      orgName: stored.orgName,
      createdById: stored.createdById,
      createdByName: stored.createdByName,
      createdAt: stored.createdAt,
      participants: this.#joined().length,
      waiting: host ? this.#waiting().length : 0,
    };
  }

  /** Opens the media side ahead of the first to come in, so that their join does not wait for it. */
  prepare(): void {
    this.#getStage().catch((error: unknown) => this.#around.log.warn({ err: error, room: this.stored.id }, 'room could not be prepared'));
  }

  /** @throws Refusal `room.full`, `room.ended`, `media.unavailable` */
  async join(asker: Asker, identity: Identity, proof: Proof | null, freshTransports: boolean): Promise<JoinResult> {
    const found = this.#seatOf(asker, identity, proof);
    const seat = found ?? this.#newSeat(identity);
    if (seat.stage === 'waiting') {
      this.#sit(seat, sitterOf(asker));
      this.#lobbyChanged();
      return { state: 'waiting', seat: seat.proof, roomTitle: this.stored.title };
    }
    const kept = found !== null && found.stage === 'joined';
    // A page that names no seat has forgotten its ends of the transports.
    const fresh = freshTransports || proof === null;
    return this.#comeIn(seat, asker, kept, fresh);
  }

  leave(asker: Asker): void {
    this.#drop(this.#ownSeat(asker));
  }

  /** A host lets somebody in, who then joins again with the seat they were given at the door. */
  admit(participantId: string): void {
    const seat = this.#waitingSeat(participantId);
    this.#checkSeats();
    seat.stage = 'admitted';
    this.#lobbyChanged();
    seat.sitter?.notify('room.admitted', { roomId: this.stored.id });
  }

  deny(participantId: string): void {
    const seat = this.#waitingSeat(participantId);
    seat.sitter?.notify('room.denied', { roomId: this.stored.id });
    this.#drop(seat);
  }

  async mute(participantId: string): Promise<void> {
    const seat = this.#joinedSeat(participantId);
    const { peer } = seat;
    if (peer === null) return;
    for (const { producer, source } of peer.sent) {
      if (source !== 'microphone' || !(await peer.pauseProducer(producer.id))) continue;
      seat.sitter?.notify('room.muted', { roomId: this.stored.id, producerId: producer.id });
    }
  }

  /** Everybody but the one who asks. */
  async muteAll(asker: Asker): Promise<void> {
    const others = this.#joined().filter((seat) => seat.sitter?.pageKey !== pageKey(asker));
    await Promise.all(others.map((seat) => this.mute(seat.id)));
  }

  remove(participantId: string): void {
    if (this.#tiles.has(participantId)) {
      this.removeCamera(participantId);
      return;
    }
    const seat = this.#joinedSeat(participantId);
    seat.sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'removed' });
    this.#drop(seat);
  }

  hand(asker: Asker, raised: boolean): void {
    const seat = this.#ownJoinedSeat(asker);
    if (raised === (seat.handRaisedAt !== null)) return;
    seat.handRaisedAt = raised ? this.#around.clock.now() : null;
    this.#tellParticipant(seat.participant());
  }

  /** Writes a message as the asker; the caller keeps it. */
  chat(asker: Asker, text: string): ChatMessage {
    const seat = this.#ownJoinedSeat(asker);
    const message = { id: uuidv7(), participantId: seat.id, name: seat.name, text, at: this.#around.clock.now() };
    this.#chat.push(message);
    if (this.#chat.length > CHAT_SHOWN) this.#chat.shift();
    this.#tell('room.chat', { roomId: this.stored.id, message }, seat);
    return message;
  }

  /** Puts a camera on the table; one that is there already is not put twice. */
  async addCamera(cameraId: string, name: string): Promise<string> {
    const stage = await this.#getStage();
    const present = [...this.#tiles.values()].find((tile) => tile.cameraId === cameraId);
    if (present !== undefined) return present.id;
    if (this.#joined().length === 0) throw new Refusal('room.not_joined', 'Nobody is in this room.');
    if (this.#tiles.size >= this.#policy.maxCameras) throw new Refusal('room.full', 'There are as many cameras on the table as it takes.');
    const tile = new CameraTile(
      this.#around.engine,
      stage.router,
      { id: cameraId, name, now: this.#around.clock.now() },
      this.#tileListener,
    );
    this.#tiles.set(tile.id, tile);
    tile.open(this.#around.cameras);
    return tile.id;
  }

  removeCamera(participantId: string): void {
    const tile = this.#tiles.get(participantId);
    if (tile === undefined) throw new Refusal('participant.unknown', 'There is no such camera in this room.');
    const producer = tile.producer();
    this.#tiles.delete(participantId);
    tile.close();
    if (producer !== null) this.#tell('room.producerClosed', { roomId: this.stored.id, producerId: producer.id });
    this.#tell('room.participantLeft', { roomId: this.stored.id, participantId });
  }

  /** The line of a page is cut; with `gone` the page itself is closed and its ends of the transports with it. */
  pageLost(key: string, gone: boolean): void {
    for (const arrival of this.#arrivals) if (arrival.pageKey === key) arrival.lost = true;
    for (const seat of [...this.#seats.values()]) {
      if (seat.sitter?.pageKey !== key) continue;
      seat.sitter = null;
      if (gone) seat.closePeer();
      this.#hold(seat);
      if (seat.stage === 'joined') this.#tellParticipant(seat.participant());
      else this.#lobbyChanged();
    }
  }

  /** Everybody is out, for good. */
  end(): void {
    this.#ended = true;
    for (const { sitter } of this.#seats.values()) sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'ended' });
    this.close();
  }

  /** Lets go of everything without a word: the server stops, or the room has ended. */
  close(): void {
    for (const tile of this.#tiles.values()) tile.close();
    this.#tiles.clear();
    for (const seat of this.#seats.values()) seat.dispose();
    this.#seats.clear();
    this.#closeStage();
  }

  // ── coming in ──────────────────────────────────────────────────────────────

  #seatOf(asker: Asker, identity: Identity, proof: Proof | null): Seat | null {
    if (proof === null) return this.#seatOfPage(pageKey(asker));
    const seat = this.#seats.get(proof.participantId);
    // A seat given up meanwhile, or one from before a restart, is as good as none: one comes in anew.
    return seat?.belongsTo(identity, proof.seatKey) ? seat : null;
  }

  #newSeat(identity: Identity): Seat {
    if (this.#ended) throw new Refusal('room.ended', 'This room has ended.');
    const role = roleIn(this.stored, identity);
    const stage = this.#policy.waits.includes(role) ? 'waiting' : 'admitted';
    // Whoever waits takes no seat: a link opened many times must not keep the host out.
    if (stage === 'admitted') this.#checkSeats();
    else if (this.#waiting().length >= MAX_WAITING) throw new Refusal('room.full', 'Too many people wait at this door.');
    const seat = new Seat(identity, role, stage, this.#around.clock.now());
    this.#seats.set(seat.id, seat);
    return seat;
  }

  #checkSeats(): void {
    const taken = this.#seats.size - this.#waiting().length;
    if (taken >= this.#policy.maxSeats) throw new Refusal('room.full', 'Every seat of this room is taken.');
  }

  async #comeIn(seat: Seat, asker: Asker, kept: boolean, fresh: boolean): Promise<JoinedResult> {
    let transports: JoinedResult['transports'] = null;
    const arrival = { pageKey: pageKey(asker), lost: false };
    this.#arrivals.add(arrival);
    try {
      if (fresh || seat.peer === null || !seat.peer.usable) transports = await this.#givePeer(seat, asker);
      if (arrival.lost) throw new Refusal('request.cancelled', 'The page was closed meanwhile.');
    } catch (error) {
      // A newcomer who does not get in leaves no empty seat behind; one who had a seat has it held.
      if (seat.stage !== 'joined') this.#drop(seat);
      else if (seat.sitter === null && this.#seats.has(seat.id)) this.#hold(seat);
      throw error;
    } finally {
      this.#arrivals.delete(arrival);
    }
    if (!this.#seats.has(seat.id)) throw new Refusal('room.not_joined', 'The seat was given up meanwhile.');
    if (seat.stage !== 'joined') seat.since = this.#around.clock.now();
    seat.stage = 'joined';
    this.#sit(seat, sitterOf(asker));
    this.#tellParticipant(seat.participant(), seat);
    this.#around.changed(this);
    return { state: 'joined', seat: seat.proof, resumed: kept, snapshot: this.#snapshot(seat), transports };
  }

  async #givePeer(seat: Seat, asker: Asker): Promise<JoinedResult['transports']> {
    const stage = await this.#getStage();
    seat.closePeer();
    const rules = seatRules(seat, {
      receivable: (producerId) => this.#receivable(producerId),
      microphone: (producer) => stage.speaker.add(producer, seat.id).catch(() => undefined),
      producerChanged: (producer) => this.#tell('room.producer', { roomId: this.stored.id, producer }, seat),
      producerClosed: (producerId) => this.#tell('room.producerClosed', { roomId: this.stored.id, producerId }, seat),
    });
    const peer = new MediaPeer(this.#around.engine, stage.router, rules, asker.notify);
    seat.peer = peer;
    const [send, recv] = await Promise.all([peer.addTransport(true), peer.addTransport(false)]);
    return { send, recv };
  }

  /** Gives the seat to a page; whichever page had it before is told. */
  #sit(seat: Seat, sitter: Sitter): void {
    const before = seat.sitter;
    if (before !== null && before.pageKey !== sitter.pageKey) {
      before.notify('room.closed', { roomId: this.stored.id, reason: 'moved' });
    }
    seat.sitter = sitter;
    seat.stopHolding?.();
    seat.stopHolding = null;
    seat.releasePeer?.();
    seat.peer?.tell(sitter.notify);
    seat.releasePeer = seat.peer === null ? null : this.#around.peers.add(sitter.pageKey, seat.peer);
  }

  #hold(seat: Seat): void {
    seat.stopHolding?.();
    seat.stopHolding = this.#around.clock.after(SEAT_HELD_MS, () => this.#drop(seat));
  }

  #drop(seat: Seat): void {
    if (!this.#seats.delete(seat.id)) return;
    const { stage } = seat;
    seat.dispose();
    if (stage === 'joined') {
      this.#tell('room.participantLeft', { roomId: this.stored.id, participantId: seat.id });
      this.#around.changed(this);
      if (this.#joined().length === 0) this.#clear();
    } else {
      this.#lobbyChanged();
    }
  }

  /** The last one has gone: what only costs is put away. */
  #clear(): void {
    for (const tile of this.#tiles.values()) tile.close();
    this.#tiles.clear();
    this.#closeStage();
  }

  // ── the media side ─────────────────────────────────────────────────────────

  #getStage(): Promise<Stage> {
    if (this.#stage !== null) return this.#stage;
    const opening: Promise<Stage> = Stage.open(
      this.#around.engine,
      (participantId) => this.#tell('room.activeSpeaker', { roomId: this.stored.id, participantId }),
      () => this.#stageLost(opening),
    ).then(
      (stage) => {
        if (this.#stage !== opening) {
          stage.close();
          throw new Refusal('media.unavailable', 'The room was closed meanwhile.');
        }
        this.#openStage = stage;
        for (const tile of this.#tiles.values()) tile.moveTo(stage.router);
        return stage;
      },
      (error: unknown) => {
        if (this.#stage === opening) this.#stage = null;
        throw error;
      },
    );
    this.#stage = opening;
    return opening;
  }

  /** The worker died: all who sit here join again by themselves, within the time that a seat is held. */
  #stageLost(lost: Promise<Stage>): void {
    if (this.#stage !== lost) return;
    this.#stage = null;
    this.#openStage = null;
    for (const seat of this.#joined()) {
      seat.closePeer();
      seat.sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'rebuilt' });
      this.#hold(seat);
    }
  }

  #closeStage(): void {
    const closing = this.#openStage;
    this.#stage = null;
    this.#openStage = null;
    closing?.close();
  }

  #receivable(producerId: string) {
    for (const seat of this.#joined()) {
      const found = seat.peer?.sent.find(({ producer }) => producer.id === producerId);
      if (found !== undefined) return found.producer;
    }
    for (const tile of this.#tiles.values()) {
      const found = tile.receivable(producerId);
      if (found !== null) return found;
    }
    return null;
  }

  readonly #tileListener = {
    participantChanged: (tile: CameraTile) => this.#tellParticipant(tile.participant()),
    producerChanged: (producer: RoomProducer) => this.#tell('room.producer', { roomId: this.stored.id, producer }),
    producerClosed: (producerId: string) => this.#tell('room.producerClosed', { roomId: this.stored.id, producerId }),
    failed: (error: unknown) => this.#around.log.warn({ err: error, room: this.stored.id }, 'camera could not be brought into the room'),
  };

  // ── who is where, and telling them ─────────────────────────────────────────

  #snapshot(seat: Seat): RoomState {
    const account = seat.identity.kind === 'account' ? seat.identity.account : null;
    const tiles = [...this.#tiles.values()];
    return {
      room: this.summary(account),
      participants: [...this.#joined().map((one) => one.participant()), ...tiles.map((tile) => tile.participant())],
      producers: [
        ...this.#joined().flatMap((one) => (one.peer?.sent ?? []).map(({ producer, source }) => roomProducerOf(one, producer, source))),
        ...tiles.flatMap((tile) => tile.producer() ?? []),
      ],
      lobby: mayInRoom(seat.role, 'admit') ? this.#lobby() : [],
      chat: [...this.#chat],
      activeSpeakerId: this.#openStage?.speaker.participantId ?? null,
    };
  }

  #joined(): Seat[] {
    return [...this.#seats.values()].filter((seat) => seat.stage === 'joined');
  }

  #waiting(): Seat[] {
    return [...this.#seats.values()].filter((seat) => seat.stage === 'waiting');
  }

  #lobby(): LobbyEntry[] {
    return this.#waiting().map((seat) => seat.lobbyEntry());
  }

  #lobbyChanged(): void {
    const lobby = this.#lobby();
    for (const seat of this.#joined()) {
      if (mayInRoom(seat.role, 'admit')) seat.sitter?.notify('room.lobby', { roomId: this.stored.id, lobby });
    }
    this.#around.changed(this);
  }

  #tellParticipant(participant: Participant, except?: Seat): void {
    this.#tell('room.participant', { roomId: this.stored.id, participant }, except);
  }

  #tell<T extends NotificationType>(type: T, data: NotificationData<T>, except?: Seat): void {
    for (const seat of this.#joined()) if (seat !== except) seat.sitter?.notify(type, data);
  }

  #seatOfPage(key: string): Seat | null {
    return [...this.#seats.values()].find((seat) => seat.sitter?.pageKey === key) ?? null;
  }

  #ownSeat(asker: Asker): Seat {
    const seat = this.#seatOfPage(pageKey(asker));
    if (seat === null) throw new Refusal('room.not_joined', 'You are not in this room.');
    return seat;
  }

  #ownJoinedSeat(asker: Asker): Seat {
    const seat = this.#ownSeat(asker);
    if (seat.stage !== 'joined') throw new Refusal('room.waiting', 'You have not been let in yet.');
    return seat;
  }

  #waitingSeat(participantId: string): Seat {
    const seat = this.#seats.get(participantId);
    if (seat?.stage !== 'waiting') throw new Refusal('participant.unknown', 'Nobody of this id is waiting.');
    return seat;
  }

  #joinedSeat(participantId: string): Seat {
    const seat = this.#seats.get(participantId);
    if (seat?.stage !== 'joined') throw new Refusal('participant.unknown', 'There is no such person in this room.');
    return seat;
  }
}
