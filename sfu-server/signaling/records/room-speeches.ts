import type { BaseLogger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { LONGEST_LINE, type TimeMark } from '../../protocol/entities/record.ts';
import { mayInRoom } from '../../protocol/room-rights.ts';
import { MOST_PROPOSALS, type RoomSpeech, type SpeechProposal } from '../../protocol/speech.ts';
import type { Room } from '../../rooms/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { HeardSpeech, SpeechService } from '../../speech/speech-service.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { speakerOf } from './speaker-of.ts';

export interface RoomSpeechesOptions {
  readonly db: Db;
  readonly rooms: RoomService;
  readonly speech: SpeechService;
  readonly log: BaseLogger;
  /** Where in a recording of the room that moment is (UTC ms); null where none runs. */
  markAt(roomId: string, at: number): TimeMark | null;
}

interface Heard {
  state: RoomSpeech['state'];
  proposals: SpeechProposal[];
  lost: number;
}

/** What the engine has understood in each mediation room, until a recorder has taken it over or thrown it away. It is kept nowhere else. */
export class RoomSpeeches implements Disposable {
  readonly #options: RoomSpeechesOptions;
  readonly #heard = new Map<string, Heard>();
  readonly #forget: () => void;

  constructor(options: RoomSpeechesOptions) {
    this.#options = options;
    this.#forget = options.rooms.onEnded((roomId) => this.#heard.delete(roomId));
  }

  [Symbol.dispose](): void {
    this.#forget();
    this.#heard.clear();
  }

  /** @throws Refusal as `RoomService.roomFor`; `state.conflict` in a room of another kind */
  get(roomId: string, asker: AccountAsker): RoomSpeech {
    this.#mediationRoom(roomId, asker);
    return this.#state(roomId);
  }

  /** @throws Refusal as `get`; `room.not_joined`; `speech.unavailable` */
  async listen(roomId: string, on: boolean, asker: AccountAsker): Promise<void> {
    const { rooms, speech, log } = this.#options;
    this.#mediationRoom(roomId, asker);
    const recordable = rooms.recordable(roomId, asker);
    if (!on) return speech.ignore(roomId);
    if (this.#of(roomId).state !== 'off') return;
    this.#become(roomId, 'starting');
    try {
      await speech.listen(recordable, {
        heard: (said) => {
          this.#hear(roomId, said).catch((error: unknown) =>
            log.error({ err: error, room: roomId }, 'what was heard could not be proposed'),
          );
        },
        lost: () => this.#change(roomId, (heard) => ({ lost: heard.lost + 1 })),
        ended: () => this.#become(roomId, 'off'),
      });
    } catch (error) {
      this.#become(roomId, 'off');
      throw error;
    }
    this.#become(roomId, 'on');
  }

  /** @throws Refusal as `get` */
  settle(roomId: string, proposalId: string, asker: AccountAsker): void {
    this.#mediationRoom(roomId, asker);
    this.#change(roomId, ({ proposals }) => ({ proposals: proposals.filter(({ id }) => id !== proposalId) }));
  }

  #mediationRoom(roomId: string, asker: AccountAsker): Room {
    const room = this.#options.rooms.roomFor(roomId, asker, 'mediate');
    void room.mediation;
    return room;
  }

  async #hear(roomId: string, { participantId, at, text }: HeardSpeech): Promise<void> {
    const { db, rooms, markAt } = this.#options;
    const room = rooms.opened(roomId);
    if (room === null) return;
    const { seats, caseId } = room.mediation.state;
    const name = room.nameOf(participantId);
    const [mediation] = caseId === null ? [] : await readMediations(db, [caseId]);
    const seat = seats.find((one) => one.participantId === participantId) ?? null;
    const speaker = speakerOf(seat, name, mediation?.parties ?? []);
    const proposal = { id: uuidv7(), speaker, name, text: text.slice(0, LONGEST_LINE), at, mark: markAt(roomId, at) };
    this.#change(roomId, ({ proposals }) => ({
      proposals: [...proposals, proposal].sort((a, b) => a.at - b.at).slice(-MOST_PROPOSALS),
    }));
  }

  #of(roomId: string): Heard {
    const known = this.#heard.get(roomId) ?? { state: 'off', proposals: [], lost: 0 };
    this.#heard.set(roomId, known);
    return known;
  }

  #state(roomId: string): RoomSpeech {
    const { state, proposals, lost } = this.#heard.get(roomId) ?? { state: 'off', proposals: [], lost: 0 };
    return { availability: this.#options.speech.availability, state, proposals, lost };
  }

  #become(roomId: string, state: RoomSpeech['state']): void {
    this.#change(roomId, () => ({ state }));
    this.#options.rooms.opened(roomId)?.mediation.transcribe(state === 'on');
  }

  #change(roomId: string, change: (heard: Heard) => Partial<Heard>): void {
    const room = this.#options.rooms.opened(roomId);
    if (room === null) return;
    const known = this.#of(roomId);
    Object.assign(known, change(known));
    const speech = this.#state(roomId);
    room.tellEach('speech.changed', (seat) => (mayInRoom(seat.role, 'mediate') ? { roomId, speech } : null));
  }
}
