import type { Dispose } from '../media/clock.ts';
import type { Board, BoardElement } from '../protocol/board.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { RoomKind, RoomState } from '../protocol/room.ts';
import type { StoredRoom } from '../store/rooms.ts';
import type { RoomBoard } from './board/room-board.ts';
import type { Wall } from './mediation/wall.ts';
import type { Scene } from './scene.ts';
import type { SeatMedia } from './seat-media.ts';
import type { Seats } from './seats.ts';
import type { Sending, Stage } from './stage.ts';
import type { Table } from './table.ts';
import type { RoomListener, RoomVoice } from './voice.ts';

interface Parts {
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly table: Table;
  readonly stage: Stage;
  readonly media: SeatMedia;
  readonly scene: Scene;
  readonly wall: Wall;
  readonly board: RoomBoard;
  readonly show: (recording: RecordingLive | null) => void;
}

/** A room as a recording sees it: who is there, what they send, and all that they are told; it changes nothing. */
export class RecordableRoom {
  readonly id: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly orgId: string;
  readonly #parts: Parts;

  constructor({ id, kind, title, orgId }: StoredRoom, parts: Parts) {
    this.id = id;
    this.kind = kind;
    this.title = title;
    this.orgId = orgId;
    this.#parts = parts;
  }

  get present(): Pick<RoomState, 'participants' | 'producers' | 'activeSpeakerId' | 'layout' | 'spotlight'> {
    const { seats, table, stage, media, scene, wall } = this.#parts;
    return {
      participants: [...seats.joined.map((seat) => seat.participant()), ...table.participants],
      producers: wall.stands ? [] : [...media.producers, ...table.producers],
      activeSpeakerId: wall.stands ? null : stage.activeSpeakerId,
      layout: scene.layout,
      spotlight: [...scene.spotlight],
    };
  }

  /** Whether the room is divided: then nothing of it is recorded. */
  get apart(): boolean {
    return this.#parts.wall.stands;
  }

  /** Null also where what is shown is kept from somebody, and while the room is divided. */
  get board(): { readonly head: Board; readonly sha256: string | null; readonly elements: readonly BoardElement[] } | null {
    const shown = this.apart ? null : this.#parts.board.openToAll;
    return shown === null ? null : { head: shown.head, sha256: shown.board.document?.sha256 ?? null, elements: shown.elements };
  }

  /** A piece of a document that is shown. @throws Refusal `attachment.not_there` */
  readContent(sha256: string, offset: number, length: number): Promise<Buffer> {
    return this.#parts.board.readContent(sha256, offset, length);
  }

  /** Null where it is gone, and while the room is divided. */
  sending(producerId: string): Sending | null {
    return this.apart ? null : this.#parts.media.sending(producerId);
  }

  observe(listener: RoomListener): Dispose {
    return this.#parts.voice.addListener(listener);
  }

  showRecording(recording: RecordingLive | null): void {
    this.#parts.show(recording);
  }
}
