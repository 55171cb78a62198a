import type { BaseLogger } from 'pino';
import type { Clock } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { PeerRegistry } from '../media/peer-registry.ts';
import { Refusal } from '../protocol/errors.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { RequestResult } from '../protocol/requests/index.ts';
import type { RollCall } from '../protocol/roll-call.ts';
import type { ChatMessage, RoomLayout, RoomSettings, RoomState, RoomSummary, SendingLimit } from '../protocol/room.ts';
import type { Reaction, RoomFile } from '../protocol/room-file.ts';
import { mayInRoom, type PersonRole } from '../protocol/room-rights.ts';
import type { Account } from '../protocol/session.ts';
import type { Asker, Identity } from '../security/identity.ts';
import type { RoomDecisions } from '../store/room-decisions.ts';
import type { StoredRoom } from '../store/rooms.ts';
import { mayJoin } from './access.ts';
import type { BoardContents, BoardKeep, BoardWithElements } from './board/board-keep.ts';
import { RoomBoard } from './board/room-board.ts';
import { Chair } from './chair.ts';
import { Chat } from './chat.ts';
import { Conduct } from './conduct.ts';
import { DecisionLog } from './decision-log.ts';
import { Door } from './door.ts';
import { RoomFloor } from './floor/room-floor.ts';
import { KIND_POLICIES } from './kinds/index.ts';
import { Lobby } from './lobby.ts';
import { Crossing } from './mediation/crossing.ts';
import { personKey } from './mediation/person.ts';
import { RoomMediation } from './mediation/room-mediation.ts';
import { TABLE, Wall } from './mediation/wall.ts';
import { Presence } from './presence.ts';
import { Reactions } from './reactions.ts';
import { RecordableRoom } from './recordable-room.ts';
import { Roles } from './roles.ts';
import { type RollCallStore, RoomRollCall } from './roll-call/room-roll-call.ts';
import { Scene } from './scene.ts';
import { type Seat, samePerson, sitterOf } from './seat.ts';
import { SeatMedia } from './seat-media.ts';
import { type Proof, Seats } from './seats.ts';
import { Stage } from './stage.ts';
import { StepQueue } from './step-queue.ts';
import { Table } from './table.ts';
import type { TableCameras } from './table-cameras.ts';
import { UnmuteRights } from './unmute-rights.ts';
import { LARGE_ROOM, RoomVoice } from './voice.ts';

/** As seats make them: no page chooses its own. */
const SEAT_KEY = /^[\w-]{32}$/;

export interface RoomSurroundings {
  readonly engine: MediaEngine;
  readonly peers: PeerRegistry;
  readonly cameras: TableCameras;
  readonly rollCalls: RollCallStore;
  readonly boards: BoardKeep;
  readonly boardContents: BoardContents;
  /** Keeps what the hosts of a room have decided. */
  readonly decide: (roomId: string, decisions: RoomDecisions) => Promise<void>;
  readonly clock: Clock;
  readonly log: BaseLogger;
  /** The list entry has changed. */
  readonly changed: (room: Room) => void;
}

/** What a room has left on the disk. */
export interface KeptRoom {
  readonly chat: readonly ChatMessage[];
  readonly rollCall: RollCall | null;
  readonly board: BoardWithElements | null;
  readonly decisions: RoomDecisions | null;
}

type JoinResult = RequestResult<'room.join'>;

/** One open room: it brings people in and out; what happens inside is done by its parts. */
export class Room {
  readonly stored: StoredRoom;
  readonly conduct: Conduct;
  readonly floor: RoomFloor;
  readonly scene: Scene;
  readonly rollCall: RoomRollCall;
  readonly board: RoomBoard;
  readonly lobby: Lobby;
  readonly #around: RoomSurroundings;
  readonly #seats: Seats;
  readonly #voice: RoomVoice;
  readonly #door: Door;
  readonly #roles: Roles;
  readonly #decisions: DecisionLog;
  readonly #unmuteRights: UnmuteRights;
  readonly #chair: Chair;
  readonly #chat: Chat;
  readonly #reactions: Reactions;
  readonly #wall = new Wall();
  /** Dividing the room and showing boards. */
  readonly #steps = new StepQueue();
  readonly #crossing: Crossing;
  /** Null in rooms of another kind. */
  readonly #mediation: RoomMediation | null;
  readonly #table: Table;
  readonly #stage: Stage;
  readonly #media: SeatMedia;
  readonly #presence: Presence;
  #recording: RecordingLive | null = null;
  #ended = false;

  /** @param kept what was said and decided in it, a roll call under way and what was shown, from before a restart */
  constructor(stored: StoredRoom, kept: KeptRoom, around: RoomSurroundings) {
    const { id: roomId } = stored;
    const policy = KIND_POLICIES[stored.kind];
    this.stored = stored;
    this.#around = around;
    const seats = new Seats(policy.maxSeats);
    const voice = new RoomVoice(roomId, seats, around.clock, this.#wall);
    this.#seats = seats;
    this.#voice = voice;
    this.#decisions = new DecisionLog(
      () =>
        around.decide(roomId, {
          ...{ settings: this.conduct.settings, removed: this.#door.shutOut },
          ...{ roles: this.#roles.given, mayUnmute: this.#unmuteRights.given, mediation: this.#mediation?.kept ?? null },
        }),
      (error) => around.log.error({ err: error, room: roomId }, 'what was decided in a room could not be written'),
    );
    this.#crossing = new Crossing(this.#wall, seats);
    const decided = () => this.#decisions.changed();
    const mustBeTogether = () => this.#crossing.mustBeTogether();
    this.#door = new Door(policy, kept.decisions?.removed ?? []);
    this.#chat = new Chat(voice, kept.chat);
    this.#reactions = new Reactions(voice);
    this.scene = new Scene(voice);
    this.floor = new RoomFloor({ seats, voice, scene: this.scene, clock: around.clock, conduct: () => this.conduct, mustBeTogether });
    this.#unmuteRights = new UnmuteRights(kept.decisions?.mayUnmute ?? {}, decided);
    this.conduct = new Conduct(kept.decisions?.settings ?? policy.settings, {
      ...{ seats, voice, decided },
      unmuteRights: this.#unmuteRights,
      hasFloor: (seat) => this.floor.isOf(seat),
    });
    this.rollCall = new RoomRollCall({ room: stored, seats, voice, clock: around.clock, store: around.rollCalls }, kept.rollCall);
    this.board = new RoomBoard(
      {
        seats,
        voice,
        clock: around.clock,
        keep: around.boards,
        contents: around.boardContents,
        log: around.log,
        hasFloor: (seat) => this.floor.isOf(seat),
        wall: this.#wall,
        steps: this.#steps,
        crossing: this.#crossing,
        apart: {
          opened: async (boardId) => this.#mediation?.openedApart(boardId),
          was: (boardId) => this.#mediation?.wasApart(boardId) === true,
        },
      },
      shownAfterRestart(kept),
    );
    this.#chair = new Chair(stored, () => seats.joined, {
      chairChanged: (hostId, changed) => this.#chairChanged(hostId, changed),
      admits: (seat) => this.#wall.admits(seat.id),
    });
    this.#roles = new Roles(stored, seats, this.#chair, kept.decisions?.roles ?? {}, {
      roleChanged: (changed) => this.#roleChanged(changed),
      decided,
    });
    this.#table = new Table(around.engine, around.cameras, policy.maxCameras, {
      participantChanged: (tile) => voice.participant(tile.participant()),
      producerChanged: (producer) => this.#media.tell(producer, TABLE),
      producerClosed: (producerId) => this.#media.tellClosed(producerId, TABLE),
      failed: (error) => around.log.warn({ err: error, room: roomId }, 'camera could not be brought into the room'),
    });
    this.#stage = new Stage(around.engine, {
      speakerChanged: (participantId) => this.#speakerChanged(participantId),
      mainOpened: (router) => this.#table.moveTo(router),
      lost: (router) => this.#presence.routerLost(router),
      // Of those who hear nobody and are heard by nobody, none leads.
      heard: (participantId) => this.#wall.admits(participantId),
    });
    this.#media = new SeatMedia({
      ...around,
      seats,
      voice,
      table: this.#table,
      stage: this.#stage,
      conduct: this.conduct,
      wall: this.#wall,
    });
    this.lobby = new Lobby({
      ...{ roomId, seats, decided, door: this.#door },
      settings: () => this.conduct.settings,
      changed: () => around.changed(this),
      drop: (seat) => this.#presence.drop(seat),
    });
    this.#presence = new Presence({
      ...{ roomId, seats, media: this.#media, peers: around.peers, clock: around.clock },
      arriving: (seat) => this.#arriving(seat),
      came: (seat, resumed) => this.#came(seat, resumed),
      changed: (seat) => (seat.stage === 'joined' ? voice.participant(seat.participant()) : this.lobby.changed()),
      gone: (seat, joined) => (joined ? this.#gone(seat) : this.lobby.changed()),
      emptied: () => this.#emptied(),
    });
    this.#mediation = policy.mediates === true ? this.#mediates(kept.decisions?.mediation ?? null) : null;
  }

  /** Whether what happens in it is told in portions. */
  get large(): boolean {
    return this.#seats.joined.length >= LARGE_ROOM;
  }

  summary(account: Account | null): RoomSummary {
    const { id, kind, title, access, orgId, orgName, createdById, createdByName, createdAt } = this.stored;
    const admits = account !== null && mayInRoom(this.#roles.of({ kind: 'account', account }), 'admit');
    return {
      ...{ id, kind, title, access, orgId, orgName, createdById, createdByName, createdAt },
      participants: this.#seats.joined.length,
      waiting: admits ? this.#seats.waiting.length : 0,
    };
  }

  /** What somebody may do here goes by it, whether they sit inside or not. */
  roleOf(identity: Identity): PersonRole {
    return this.#roles.of(identity);
  }

  /** The rank with which somebody acts on a seat. @throws Refusal `participant.unknown`, `right.missing` */
  seatBelow(participantId: string, actor: Identity): Seat {
    return this.#roles.seatBelow(participantId, actor);
  }

  /** Opens the media side ahead of the first to come in, so that their join does not wait for it. */
  prepare(): void {
    this.#stage.open().catch((error: unknown) => this.#around.log.warn({ err: error, room: this.stored.id }, 'room could not be prepared'));
  }

  /** @throws Refusal `room.full`, `room.locked`, `room.ended`, `media.unavailable` */
  async join(asker: Asker, identity: Identity, proof: Proof | null, freshTransports: boolean): Promise<JoinResult> {
    if (this.#ended) throw new Refusal('room.ended', 'This room has ended.');
    const seat = this.#seats.returning(asker, identity, proof) ?? this.#newSeat(identity, proof);
    if (seat.stage === 'waiting') {
      this.#presence.sit(seat, sitterOf(asker));
      this.lobby.changed();
      return { state: 'waiting', seat: seat.proof, roomTitle: this.stored.title };
    }
    // A page that names no seat has forgotten its ends of the transports.
    const { resumed, transports } = await this.#presence.comeIn(seat, asker, freshTransports || proof === null);
    return { state: 'joined', seat: seat.proof, resumed, snapshot: this.#snapshot(seat), transports };
  }

  /** @throws Refusal `room.not_joined`, `room.waiting` */
  mustSit(asker: Asker): Seat {
    return this.#seats.ownJoined(asker);
  }

  /** Tells each seat that is here what is for its eyes; null leaves it out. */
  tellEach<T extends NotificationType>(type: T, dataOf: (seat: Seat) => NotificationData<T> | null): void {
    for (const seat of this.#seats.joined) {
      const data = dataOf(seat);
      if (data !== null) this.#voice.tellTo([seat], type, data);
    }
  }

  /** Everybody who is here, by the name that others see. */
  get people(): { readonly name: string; readonly person: string }[] {
    return this.#seats.joined.map((seat) => ({ name: seat.name, person: personKey(seat) }));
  }

  /** What somebody who is here is called; empty for whoever has left. */
  nameOf(participantId: string): string {
    return this.#seats.joined.find(({ id }) => id === participantId)?.name ?? '';
  }

  /** Whoever sits on a seat that is named by its id. @throws Refusal `participant.unknown` */
  personAt(participantId: string): string {
    return personKey(this.#seats.at('joined', participantId));
  }

  leave(asker: Asker): void {
    this.#presence.drop(this.#seats.own(asker));
  }

  /** Puts settings into force; without a lobby, whoever waited only for it is let in. */
  async setSettings(changes: { readonly [K in keyof RoomSettings]?: RoomSettings[K] | undefined }): Promise<void> {
    const hadLobby = this.conduct.settings.lobby;
    await this.conduct.change(changes);
    if (hadLobby && !this.conduct.settings.lobby) this.lobby.opened();
  }

  /** @throws Refusal `participant.unknown`, `right.missing`, `room.role_refused` */
  async setRole(participantId: string, role: 'host' | 'cohost' | 'member', actor: Identity): Promise<void> {
    await Promise.all(this.#roles.set(participantId, role, actor).map((seat) => this.conduct.enforce(seat)));
  }

  /**
   * Takes away a camera, or somebody with all their seats, who then waits at the door and runs the room no more. Of one's own seats
   * only the one that is named goes.
   * @throws Refusal `participant.unknown`, `right.missing`
   */
  remove(participantId: string, actor: Identity): void {
    if (this.#table.has(participantId)) {
      this.removeCamera(participantId);
      return;
    }
    const seat = this.#roles.removable(participantId, actor);
    if (samePerson(seat.identity, actor)) {
      this.#presence.putOut(seat);
      return;
    }
    this.#door.removed(seat);
    this.#roles.removed(seat);
    const others = this.#seats.all.filter((other) => {
      // An invitation may be shared by a family: of guests only who has not come in yet.
      const inside = other.stage === 'joined' && other.account !== null;
      return other !== seat && (inside || other.stage === 'admitted') && samePerson(other.identity, seat.identity);
    });
    for (const one of [seat, ...others]) this.#mediation?.removed(one);
    this.#decisions.changed();
    for (const one of [seat, ...others]) this.#presence.putOut(one);
  }

  /** Fulfilled when what was decided until now is on the disk; a disk that does not take it is in the log. */
  decisionsKept(): Promise<void> {
    return this.#decisions.settled();
  }

  /** The asker's page says how well it can send; all inside are told. */
  sending(asker: Asker, limitedBy: SendingLimit | null): void {
    const seat = this.#seats.ownJoined(asker);
    if (seat.limitedBy === limitedBy) return;
    seat.limitedBy = limitedBy;
    this.#voice.participant(seat.participant());
  }

  hand(asker: Asker, raised: boolean): void {
    if (raised) this.#crossing.mustBeTogether();
    this.floor.hand(this.#seats.ownJoined(asker), raised);
  }

  /**
   * Writes a message as the asker; the caller keeps it where `kept` says so.
   * @param apartSince of the division that the writer saw; null: of none
   * @throws Refusal `room.may_not_chat`, `room.apart`
   */
  chat(asker: Asker, text: string, apartSince: number | null): { message: ChatMessage; kept: boolean } {
    const seat = this.#seats.ownJoined(asker);
    const hearers = this.#crossing.hearersOf(seat, apartSince);
    return { message: this.#chat.say(seat, text, this.conduct.settings, this.#around.clock.now(), hearers), kept: hearers === null };
  }

  /**
   * Whether the asker may send a file just now. @param apartSince as of `chat`
   * @throws Refusal `room.not_joined`, `room.may_not_chat`, `room.apart`
   */
  checkChat(asker: Asker, apartSince: number | null = null): void {
    this.#crossing.mustBeTogether();
    this.#crossing.mustBeAsSeen(apartSince);
    this.#chat.check(this.#seats.ownJoined(asker), this.conduct.settings);
  }

  /** Tells a file that the asker has sent, once `keep` has kept its message. @throws Refusal `room.not_joined`, `room.may_not_chat` */
  async postFile(asker: Asker, file: RoomFile, keep: (message: ChatMessage) => Promise<void>): Promise<void> {
    this.checkChat(asker);
    const message = this.#chat.fileMessage(this.#seats.ownJoined(asker), file, this.#around.clock.now());
    await keep(message);
    this.#chat.post(message);
  }

  /** @throws Refusal `room.not_joined`, `request.too_many`, `room.apart` */
  react(asker: Asker, reaction: Reaction, apartSince: number | null = null): void {
    const seat = this.#seats.ownJoined(asker);
    this.#reactions.show(seat, reaction, this.#around.clock.now(), this.#crossing.hearersOf(seat, apartSince));
  }

  /** @throws Refusal `participant.unknown`, `room.apart` */
  spotlight(participantIds: readonly string[]): void {
    this.#crossing.mustBeTogether();
    for (const id of participantIds) this.#mustBeHere(id);
    this.scene.show(participantIds);
  }

  /** @throws Refusal `participant.unknown`, `room.apart` */
  arrange(layout: RoomLayout): void {
    this.#crossing.mustBeTogether();
    for (const id of layout.places) this.#mustBeHere(id);
    this.scene.arrange(layout);
  }

  /** Puts a camera on the table. @throws Refusal `room.not_joined` where nobody sits there, `room.full` */
  async addCamera(cameraId: string, name: string): Promise<string> {
    this.#crossing.mustBeTogether();
    if (this.#seats.joined.length === 0) throw new Refusal('room.not_joined', 'Nobody is in this room.');
    const router = await this.#stage.open();
    return this.#table.add({ id: cameraId, name, now: this.#around.clock.now() }, router);
  }

  removeCamera(participantId: string): void {
    const producer = this.#table.remove(participantId);
    if (producer !== null) this.#media.tellClosed(producer.id, TABLE);
    this.scene.gone(participantId);
    this.#voice.left(participantId);
  }

  /** The line of a page is cut; with `gone` the page itself is closed and its ends of the transports with it. */
  pageLost(key: string, gone: boolean): void {
    this.#presence.pageLost(key, gone);
  }

  /** The account is no longer what it was when it came in: its seats are not held for its return. */
  accountGone(accountId: string): void {
    for (const seat of this.#seats.all) if (seat.account?.id === accountId) this.#presence.drop(seat);
    this.#roles.forget(accountId);
  }

  /** An account is let in by name no longer: whoever came by that alone goes. */
  uncalled(accountId: string): void {
    for (const seat of this.#seats.all) {
      if (seat.account?.id === accountId && !mayJoin(this.stored, seat.identity)) this.#presence.putOut(seat);
    }
  }

  /** Everybody is out, for good. */
  end(): void {
    this.#ended = true;
    this.#voice.flush();
    this.#voice.ended();
    for (const { sitter } of this.#seats.all) sitter?.notify('room.closed', { roomId: this.stored.id, reason: 'ended' });
    this.close();
  }

  /** Lets go of everything without a word: the server stops, or the room has ended. */
  close(): void {
    this.board.dispose();
    this.#voice.close();
    this.#table.clear();
    this.#chair.clear();
    for (const seat of this.#seats.all) seat.dispose();
    this.#seats.clear();
    this.#stage.close();
  }

  /** The room as somebody sees it who records it. @throws Refusal `room.not_joined` where nobody is inside */
  recordable(): RecordableRoom {
    if (this.#seats.joined.length === 0) throw new Refusal('room.not_joined', 'Nobody is in this room.');
    return new RecordableRoom(this.stored, {
      seats: this.#seats,
      voice: this.#voice,
      table: this.#table,
      stage: this.#stage,
      media: this.#media,
      scene: this.scene,
      wall: this.#wall,
      board: this.board,
      show: (recording) => this.#showRecording(recording),
    });
  }

  /** What only a mediation room has. @throws Refusal `state.conflict` in rooms of another kind */
  get mediation(): RoomMediation {
    if (this.#mediation === null) throw new Refusal('state.conflict', 'This room is not for mediation.');
    return this.#mediation;
  }

  #mediates(kept: RoomDecisions['mediation']): RoomMediation {
    const around = { seats: this.#seats, voice: this.#voice, clock: this.#around.clock, wall: this.#wall, steps: this.#steps };
    const divided = {
      restrain: async () => {
        await Promise.all([this.#media.restrain(), this.#voice.restrainListeners()]);
        this.#voice.tell('room.activeSpeaker', { roomId: this.stored.id, participantId: null });
      },
      narrowed: () =>
        void this.#media
          .restrain()
          .catch((error: unknown) => this.#around.log.error({ err: error, room: this.stored.id }, 'not restrained')),
      release: () => {
        this.board.viewersChanged();
        this.#voice.retell(this.#seats.joined.map((seat) => seat.participant()));
        this.#speakerChanged(this.#stage.activeSpeakerId);
        return this.#media.release();
      },
      putBoardAway: () => this.board.putAway(),
      bringBoardBack: (boardId: string | null) => this.board.bringBack(boardId),
      keep: () => {
        this.#decisions.changed();
        return this.#decisions.settled();
      },
    };
    return new RoomMediation({ ...around, caseId: this.stored.caseId, divided, decided: () => this.#decisions.changed() }, kept);
  }

  /** In a divided room only who is inside hears who speaks, and of those inside only. */
  #speakerChanged(participantId: string | null): void {
    const { id: roomId } = this.stored;
    if (!this.#wall.stands) this.#voice.tell('room.activeSpeaker', { roomId, participantId });
    else {
      const inside = this.#seats.joined.filter(({ id }) => this.#wall.admits(id));
      const heard = participantId !== null && this.#wall.admits(participantId) ? participantId : null;
      this.#voice.tellTo(inside, 'room.activeSpeaker', { roomId, participantId: heard });
    }
  }

  #speakerFor(seat: Seat): string | null {
    const { activeSpeakerId } = this.#stage;
    return activeSpeakerId !== null && this.#wall.lets(seat.id, activeSpeakerId) ? activeSpeakerId : null;
  }

  #showRecording(recording: RecordingLive | null): void {
    this.#recording = recording;
    this.#voice.tell('room.recording', { roomId: this.stored.id, recording });
  }

  #newSeat(identity: Identity, proof: Proof | null): Seat {
    const role = this.#roles.arriving(identity);
    const waits = this.#door.waits(identity, role, this.conduct.settings);
    const seat = this.#seats.add(identity, role, waits, this.#around.clock.now(), this.#keyAgain(identity, proof));
    seat.mayUnmute = this.#unmuteRights.of(identity);
    return seat;
  }

  /** In a hearing a guest who shows the key of a seat that is gone keeps it: by it they are known as who they were. */
  #keyAgain(identity: Identity, proof: Proof | null): string | undefined {
    const known = this.#mediation !== null && identity.kind === 'guest' && proof !== null && SEAT_KEY.test(proof.seatKey);
    return known ? proof.seatKey : undefined;
  }

  #arriving(seat: Seat): void {
    seat.since = this.#around.clock.now();
    seat.role = this.#roles.arriving(seat.identity);
  }

  #came(seat: Seat, resumed: boolean): void {
    this.#voice.participant(seat.participant(), seat);
    if (this.#chair.hostId !== seat.id) this.#chair.came(seat);
    this.rollCall.came(seat);
    this.board.came(seat);
    this.#mediation?.came(seat, !resumed);
    this.#around.changed(this);
  }

  #gone(seat: Seat): void {
    this.floor.gone(seat);
    this.scene.gone(seat.id);
    this.#voice.left(seat.id);
    this.board.gone(seat);
    this.#mediation?.gone(seat);
    this.#roles.gone(seat);
    this.#around.changed(this);
  }

  /** What only costs is put away. */
  #emptied(): void {
    this.#table.clear();
    this.#stage.close();
  }

  #chairChanged(hostId: string | null, changed: readonly Seat[]): void {
    this.#voice.tell('room.host', { roomId: this.stored.id, hostId });
    this.#roleChanged(changed);
  }

  /** What comes with a role is shown to whoever has it now. */
  #roleChanged(changed: readonly Seat[]): void {
    const { id: roomId } = this.stored;
    for (const seat of changed) {
      this.#voice.participant(seat.participant());
      seat.sitter?.notify('room.lobby', { roomId, lobby: mayInRoom(seat.role, 'admit') ? this.#seats.lobby : [] });
      const rollCall = this.rollCall.state(seat);
      if (rollCall !== null) seat.sitter?.notify('room.rollCall', { roomId, rollCall });
      this.board.roleChanged(seat);
    }
    this.#around.changed(this);
  }

  #mustBeHere(participantId: string): void {
    if (!this.#table.has(participantId)) this.#seats.at('joined', participantId);
  }

  #snapshot(seat: Seat): RoomState {
    const { joined, lobby } = this.#seats;
    return {
      room: this.summary(seat.account),
      participants: [...joined.map((one) => this.#voice.rowFor(seat, one.participant())), ...this.#table.participants],
      producers: this.#media.producersFor(seat),
      lobby: mayInRoom(seat.role, 'admit') ? lobby : [],
      chat: this.#chat.messages,
      activeSpeakerId: this.#speakerFor(seat),
      hostId: this.#chair.hostId,
      settings: this.conduct.settings,
      spotlight: [...this.scene.spotlight],
      layout: this.scene.layout,
      floor: this.floor.state,
      board: this.board.state(seat),
      rollCall: this.rollCall.state(seat),
      recording: this.#recording,
      mediation: this.#mediation?.state ?? null,
    };
  }
}

/** What was shown before a restart; not what was shown in a caucus that is over. */
function shownAfterRestart({ board, decisions }: KeptRoom): BoardWithElements | null {
  const mediation = decisions?.mediation ?? null;
  const over = board !== null && mediation !== null && mediation.apart === null && mediation.boardsApart.includes(board.board.id);
  return over ? null : board;
}
