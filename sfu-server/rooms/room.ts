import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import { MediaPeer } from '../media/media-peer.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RequestResult } from '../protocol/requests/index.ts';
import type { ChatMessage, Participant, RoomState, RoomSummary } from '../protocol/room.ts';
import type { Account } from '../protocol/session.ts';
import { type Asker, type Identity, pageKey } from '../security/identity.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { mayInRoom, roleIn } from './access.ts';
import { KIND_POLICIES } from './kinds/index.ts';
import type { KindPolicy } from './kinds/policy.ts';
import { type Seat, type Sitter, sitterOf } from './seat.ts';
import { roomProducerOf, seatRules } from './seat-rules.ts';
import { type Proof, Seats } from './seats.ts';
import { Stage } from './stage.ts';
import { Table } from './table.ts';
import type { TableCameras } from './table-cameras.ts';

/** How long a seat is held for somebody whose line is cut, ms (design: "survives a lost connection for 60 s"). */
export const SEAT_HELD_MS = 60_000;

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

/** One open room: who sits in it, who waits at its door, what is on its table. */
export class Room {
  readonly stored: StoredRoom;
  readonly #policy: KindPolicy;
  readonly #around: RoomSurroundings;
  readonly #seats: Seats;
  readonly #table: Table;
  readonly #stage: Stage;
  /** Pages that are coming in just now: one whose line is cut on the way must not be seated. */
  readonly #arrivals = new Set<{ readonly pageKey: string; lost: boolean }>();
  readonly #chat: ChatMessage[];
  #ended = false;

  constructor(stored: StoredRoom, chat: ChatMessage[], around: RoomSurroundings) {
    const { id: roomId } = stored;
    this.stored = stored;
    this.#policy = KIND_POLICIES[stored.kind];
    this.#chat = chat;
    this.#around = around;
    this.#seats = new Seats(this.#policy.maxSeats);
    this.#table = new Table(around.engine, around.cameras, this.#policy.maxCameras, {
      participantChanged: (tile) => this.#tellParticipant(tile.participant()),
      producerChanged: (producer) => this.#tell('room.producer', { roomId, producer }),
      producerClosed: (producerId) => this.#tell('room.producerClosed', { roomId, producerId }),
      failed: (error) => around.log.warn({ err: error, room: roomId }, 'camera could not be brought into the room'),
    });
    this.#stage = new Stage(around.engine, {
      speakerChanged: (participantId) => this.#tell('room.activeSpeaker', { roomId, participantId }),
      opened: ({ router }) => this.#table.moveTo(router),
      lost: () => this.#stageLost(),
    });
  }

  summary(account: Account | null): RoomSummary {
    const { id, kind, title, access, orgId, orgName, createdById, createdByName, createdAt } = this.stored;
    const host = account !== null && roleIn(this.stored, { kind: 'account', account }) === 'host';
    return {
      ...{ id, kind, title, access, orgId, orgName, createdById, createdByName, createdAt },
      participants: this.#seats.joined.length,
      waiting: host ? this.#seats.waiting.length : 0,
    };
  }

  /** Opens the media side ahead of the first to come in, so that their join does not wait for it. */
  prepare(): void {
    this.#stage.open().catch((error: unknown) => this.#around.log.warn({ err: error, room: this.stored.id }, 'room could not be prepared'));
  }

  /** @throws Refusal `room.full`, `room.ended`, `media.unavailable` */
  async join(asker: Asker, identity: Identity, proof: Proof | null, freshTransports: boolean): Promise<JoinResult> {
    if (this.#ended) throw new Refusal('room.ended', 'This room has ended.');
    const found = this.#seats.returning(asker, identity, proof);
    const role = roleIn(this.stored, identity);
    const seat = found ?? this.#seats.add(identity, role, this.#policy.waits.includes(role), this.#around.clock.now());
    if (seat.stage === 'waiting') {
      this.#sit(seat, sitterOf(asker));
      this.#lobbyChanged();
      return { state: 'waiting', seat: seat.proof, roomTitle: this.stored.title };
    }
    // A page that names no seat has forgotten its ends of the transports.
    return this.#comeIn(seat, asker, freshTransports || proof === null);
  }

  leave(asker: Asker): void {
    this.#drop(this.#seats.own(asker));
  }

  /** A host lets somebody in, who then joins again with the seat they were given at the door. */
  admit(participantId: string): void {
    const seat = this.#seats.at('waiting', participantId);
    this.#seats.checkFree();
    seat.stage = 'admitted';
    this.#lobbyChanged();
    seat.sitter?.notify('room.admitted', { roomId: this.stored.id });
  }

  deny(participantId: string): void {
    const seat = this.#seats.at('waiting', participantId);
    seat.sitter?.notify('room.denied', { roomId: this.stored.id });
    this.#drop(seat);
  }

  async mute(participantId: string): Promise<void> {
    const seat = this.#seats.at('joined', participantId);
    const { peer } = seat;
    if (peer === null) return;
    for (const { producer, source } of peer.sent) {
      if (source !== 'microphone' || !(await peer.pauseProducer(producer.id))) continue;
      seat.sitter?.notify('room.muted', { roomId: this.stored.id, producerId: producer.id });
    }
  }

  /** Everybody but the one who asks. */
  async muteAll(asker: Asker): Promise<void> {
    const others = this.#seats.joined.filter(({ sitter }) => sitter?.pageKey !== pageKey(asker));
    await Promise.all(others.map(({ id }) => this.mute(id)));
  }

  remove(participantId: string): void {
    if (this.#table.has(participantId)) {
      this.removeCamera(participantId);
      return;
    }
    const seat = this.#seats.at('joined', participantId);
    seat.sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'removed' });
    this.#drop(seat);
  }

  hand(asker: Asker, raised: boolean): void {
    const seat = this.#seats.ownJoined(asker);
    if (raised === (seat.handRaisedAt !== null)) return;
    seat.handRaisedAt = raised ? this.#around.clock.now() : null;
    this.#tellParticipant(seat.participant());
  }

  /** Writes a message as the asker; the caller keeps it. */
  chat(asker: Asker, text: string): ChatMessage {
    const seat = this.#seats.ownJoined(asker);
    const message = { id: uuidv7(), participantId: seat.id, name: seat.name, text, at: this.#around.clock.now() };
    this.#chat.push(message);
    if (this.#chat.length > CHAT_SHOWN) this.#chat.shift();
    this.#tell('room.chat', { roomId: this.stored.id, message }, seat);
    return message;
  }

  /** Puts a camera on the table. @throws Refusal `room.not_joined` where nobody sits there, `room.full` */
  async addCamera(cameraId: string, name: string): Promise<string> {
    if (this.#seats.joined.length === 0) throw new Refusal('room.not_joined', 'Nobody is in this room.');
    const { router } = await this.#stage.open();
    return this.#table.add({ id: cameraId, name, now: this.#around.clock.now() }, router);
  }

  removeCamera(participantId: string): void {
    const producer = this.#table.remove(participantId);
    if (producer !== null) this.#tell('room.producerClosed', { roomId: this.stored.id, producerId: producer.id });
    this.#tell('room.participantLeft', { roomId: this.stored.id, participantId });
  }

  /** The line of a page is cut; with `gone` the page itself is closed and its ends of the transports with it. */
  pageLost(key: string, gone: boolean): void {
    for (const arrival of this.#arrivals) if (arrival.pageKey === key) arrival.lost = true;
    for (const seat of this.#seats.all) {
      if (seat.sitter?.pageKey !== key) continue;
      seat.sitter = null;
      if (gone) seat.closePeer();
      this.#hold(seat);
      if (seat.stage === 'joined') this.#tellParticipant(seat.participant());
      else this.#lobbyChanged();
    }
  }

  /** The account is no longer what it was when it came in: its seats are not held for its return. */
  accountGone(accountId: string): void {
    for (const seat of this.#seats.all) {
      if (seat.identity.kind === 'account' && seat.identity.account.id === accountId) this.#drop(seat);
    }
  }

  /** Everybody is out, for good. */
  end(): void {
    this.#ended = true;
    for (const { sitter } of this.#seats.all) sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'ended' });
    this.close();
  }

  /** Lets go of everything without a word: the server stops, or the room has ended. */
  close(): void {
    this.#table.clear();
    for (const seat of this.#seats.all) seat.dispose();
    this.#seats.clear();
    this.#stage.close();
  }

  async #comeIn(seat: Seat, asker: Asker, fresh: boolean): Promise<JoinedResult> {
    const resumed = seat.stage === 'joined';
    const arrival = { pageKey: pageKey(asker), lost: false };
    this.#arrivals.add(arrival);
    let transports: JoinedResult['transports'] = null;
    try {
      if (fresh || seat.peer === null || !seat.peer.usable) transports = await this.#givePeer(seat, asker);
      if (arrival.lost) throw new Refusal('request.cancelled', 'The page was closed meanwhile.');
      if (!this.#seats.has(seat)) throw new Refusal('room.not_joined', 'The seat was given up meanwhile.');
      if (seat.peer?.usable !== true) throw new Refusal('media.unavailable', 'The media worker has gone; join again.', { retryAfterMs: 0 });
      this.#arrivals.delete(arrival);
    } catch (error) {
      this.#arrivals.delete(arrival);
      // A newcomer who does not get in leaves no empty seat behind; one who had a seat has it held.
      if (seat.stage !== 'joined') this.#drop(seat);
      else if (seat.sitter === null && this.#seats.has(seat)) this.#hold(seat);
      throw error;
    }
    if (!resumed) seat.since = this.#around.clock.now();
    seat.stage = 'joined';
    this.#sit(seat, sitterOf(asker));
    this.#tellParticipant(seat.participant(), seat);
    this.#around.changed(this);
    return { state: 'joined', seat: seat.proof, resumed, snapshot: this.#snapshot(seat), transports };
  }

  async #givePeer(seat: Seat, asker: Asker): Promise<JoinedResult['transports']> {
    const { router, speaker } = await this.#stage.open();
    seat.closePeer();
    const { id: roomId } = this.stored;
    const rules = seatRules(seat, {
      receivable: (producerId) => this.#receivable(producerId),
      // It fails only where the microphone is closed again already.
      microphone: (producer) => void speaker.add(producer, seat.id).catch(() => undefined),
      producerChanged: (producer) => this.#tell('room.producer', { roomId, producer }, seat),
      producerClosed: (producerId) => this.#tell('room.producerClosed', { roomId, producerId }, seat),
    });
    const peer = new MediaPeer(this.#around.engine, router, rules, asker.notify);
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
    if (!this.#seats.delete(seat)) return;
    const { stage } = seat;
    seat.dispose();
    if (stage === 'joined') {
      this.#tell('room.participantLeft', { roomId: this.stored.id, participantId: seat.id });
      this.#around.changed(this);
    } else {
      this.#lobbyChanged();
    }
    // The last one has gone, and nobody is on the way in: what only costs is put away.
    if (this.#seats.joined.length > 0 || this.#arrivals.size > 0) return;
    this.#table.clear();
    this.#stage.close();
  }

  /** The worker died: all who sit here join again by themselves, within the time that a seat is held. */
  #stageLost(): void {
    for (const seat of this.#seats.joined) {
      seat.closePeer();
      seat.sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'rebuilt' });
      this.#hold(seat);
    }
  }

  #receivable(producerId: string) {
    for (const { peer } of this.#seats.joined) {
      const found = peer?.sent.find(({ producer }) => producer.id === producerId);
      if (found !== undefined) return found.producer;
    }
    return this.#table.receivable(producerId);
  }

  #snapshot(seat: Seat): RoomState {
    const { joined, lobby } = this.#seats;
    const sent = joined.flatMap((one) => (one.peer?.sent ?? []).map(({ producer, source }) => roomProducerOf(one, producer, source)));
    return {
      room: this.summary(seat.identity.kind === 'account' ? seat.identity.account : null),
      participants: [...joined.map((one) => one.participant()), ...this.#table.participants],
      producers: [...sent, ...this.#table.producers],
      lobby: mayInRoom(seat.role, 'admit') ? lobby : [],
      chat: [...this.#chat],
      activeSpeakerId: this.#stage.activeSpeakerId,
    };
  }

  #lobbyChanged(): void {
    const { joined, lobby } = this.#seats;
    for (const { role, sitter } of joined) {
      if (mayInRoom(role, 'admit')) sitter?.notify('room.lobby', { roomId: this.stored.id, lobby });
    }
    this.#around.changed(this);
  }

  #tellParticipant(participant: Participant, except?: Seat): void {
    this.#tell('room.participant', { roomId: this.stored.id, participant }, except);
  }

  #tell<T extends NotificationType>(type: T, data: NotificationData<T>, except?: Seat): void {
    for (const seat of this.#seats.joined) if (seat !== except) seat.sitter?.notify(type, data);
  }
}
