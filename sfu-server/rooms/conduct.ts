import type { OwnSource } from '../media/media-peer.ts';
import { Refusal } from '../protocol/errors.ts';
import { MAX_SPEAKERS, type RoomSettings } from '../protocol/room.ts';
import { maySend, runsRoom } from '../protocol/room-rights.ts';
import { type Seat, samePerson } from './seat.ts';
import type { Seats } from './seats.ts';
import type { UnmuteRights } from './unmute-rights.ts';
import type { RoomVoice } from './voice.ts';

/** What becomes of a source that may no longer be sent: a microphone waits to be opened again, a screen is taken down. */
const WITHDRAWN: { readonly [S in OwnSource]: 'paused' | 'closed' } = {
  microphone: 'paused',
  camera: 'paused',
  screen: 'closed',
  screenAudio: 'closed',
};

export interface ConductSurroundings {
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly unmuteRights: UnmuteRights;
  readonly hasFloor: (seat: Seat) => boolean;
  /** Told of each change of the settings. */
  readonly decided: () => void;
}

/** Who may send what in one room, and the host's hand on it. The rule itself is `maySend` of the protocol. */
export class Conduct {
  readonly #seats: Seats;
  readonly #voice: RoomVoice;
  readonly #unmuteRights: UnmuteRights;
  readonly #hasFloor: (seat: Seat) => boolean;
  readonly #decided: () => void;
  #settings: RoomSettings;

  constructor(settings: RoomSettings, { seats, voice, unmuteRights, hasFloor, decided }: ConductSurroundings) {
    this.#settings = settings;
    this.#seats = seats;
    this.#voice = voice;
    this.#unmuteRights = unmuteRights;
    this.#hasFloor = hasFloor;
    this.#decided = decided;
  }

  get settings(): RoomSettings {
    return this.#settings;
  }

  /** Changes the settings; what may no longer be sent is withdrawn. */
  async change(changes: { readonly [K in keyof RoomSettings]?: RoomSettings[K] | undefined }): Promise<void> {
    const known = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    this.#settings = { ...this.#settings, ...known };
    this.#decided();
    this.#voice.tell('room.settings', { roomId: this.#voice.roomId, settings: this.#settings });
    await Promise.all(this.#seats.joined.map((seat) => this.enforce(seat)));
  }

  /**
   * Asked before a seat begins to send a source, and again once it does.
   * @returns `paused` where it may be there but has to be opened by a deliberate step of its owner
   * @throws Refusal `room.may_not_send`
   */
  admitProducing(seat: Seat, source: OwnSource): 'open' | 'paused' {
    if (this.#may(seat, source)) return seat.held.has(source) ? 'paused' : 'open';
    // A closed microphone may lie ready; a listener's may not.
    if (source === 'microphone' && this.#may(seat, 'camera')) return 'paused';
    throw new Refusal('room.may_not_send', 'The host has not opened this for you.');
  }

  /** The owner opens a paused source. @throws Refusal `room.may_not_send` */
  admitResuming(seat: Seat, source: OwnSource): void {
    if (!this.#may(seat, source)) throw new Refusal('room.may_not_send', 'The host has not opened this for you.');
    if (seat.held.delete(source) && source === 'microphone') this.#voice.participant(seat.participant());
  }

  /** Whether a source that is open now may stay so: the host may have muted it while it was being opened. */
  mayStayOpen(seat: Seat, source: OwnSource): boolean {
    return this.#may(seat, source) && !seat.held.has(source);
  }

  /** The host closes a source of a seat; its owner may open it again where the room lets them. */
  async hold(seat: Seat, source: 'microphone' | 'camera'): Promise<void> {
    // Somebody whose line is cut, or whose transports are made anew, comes back with it closed; one who is here and sends nothing has
    // nothing to be closed.
    const comesBack = seat.sitter === null || seat.peer === null || seat.returning.has(source);
    if (!comesBack && !seat.peer?.sends(source)) return;
    const news = !seat.held.has(source);
    seat.held.add(source);
    await this.#pause(seat, source, news);
    if (news && source === 'microphone') this.#voice.participant(seat.participant());
  }

  /** Everybody but those who run the room. */
  async muteAll(mayUnmute: boolean): Promise<void> {
    if (this.#settings.mayUnmute !== mayUnmute) await this.change({ mayUnmute });
    await Promise.all(this.#seats.joined.filter(({ role }) => !runsRoom(role)).map((seat) => this.hold(seat, 'microphone')));
  }

  /** @throws Refusal `room.role_refused` for somebody who needs no such right, `room.too_many_speakers` */
  async setSpeaker(seat: Seat, speaker: boolean): Promise<void> {
    if (seat.speaker === speaker) return;
    if (speaker && runsRoom(seat.role)) throw new Refusal('room.role_refused', 'Whoever runs the room may speak anyway.');
    if (speaker && this.#seats.joined.filter((one) => one.speaker).length >= MAX_SPEAKERS) {
      throw new Refusal('room.too_many_speakers', `There are ${MAX_SPEAKERS} speakers at most.`);
    }
    seat.speaker = speaker;
    this.#voice.participant(seat.participant());
    await this.enforce(seat);
  }

  /**
   * Lets somebody open their own microphone whatever the room says, or not, on each of their pages; null: as the room says.
   * @throws Refusal `room.role_refused` for somebody who needs no such right
   */
  async setMayUnmute(seat: Seat, mayUnmute: boolean | null): Promise<void> {
    if (mayUnmute !== null && runsRoom(seat.role)) throw new Refusal('room.role_refused', 'Whoever runs the room may speak anyway.');
    this.#unmuteRights.set(seat.identity, mayUnmute);
    const changed = this.#seats.all.filter((one) => samePerson(one.identity, seat.identity) && one.mayUnmute !== mayUnmute);
    for (const one of changed) {
      one.mayUnmute = mayUnmute;
      if (one.stage === 'joined') this.#voice.participant(one.participant());
    }
    await Promise.all(changed.map((one) => this.enforce(one)));
  }

  /** Withdraws what a seat sends and may not any more. */
  async enforce(seat: Seat): Promise<void> {
    for (const { producer, source } of seat.peer?.sent ?? []) {
      if (this.#may(seat, source)) continue;
      if (WITHDRAWN[source] === 'paused') {
        await this.#pause(seat, source);
        continue;
      }
      producer.close();
      seat.sitter?.notify('room.stopped', { roomId: this.#voice.roomId, producerId: producer.id, source });
    }
  }

  /** @param tell the owner even of what was paused already: it must not open by itself, as when an unplugged device is back */
  async #pause(seat: Seat, source: OwnSource, tell = false): Promise<void> {
    const { peer } = seat;
    if (peer === null) return;
    for (const sent of peer.sent) {
      if (sent.source !== source || !((await peer.pauseProducer(sent.producer.id)) || tell)) continue;
      seat.sitter?.notify('room.muted', { roomId: this.#voice.roomId, producerId: sent.producer.id, source });
    }
  }

  #may(seat: Seat, source: OwnSource): boolean {
    const { role, speaker, mayUnmute } = seat;
    return maySend(source, { role, speaker, mayUnmute, hasFloor: this.#hasFloor(seat) }, this.#settings);
  }
}
