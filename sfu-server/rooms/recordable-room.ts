import type { Dispose } from '../media/clock.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { RoomKind, RoomState } from '../protocol/room.ts';
import type { StoredRoom } from '../store/rooms.ts';
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
    const { seats, table, stage, media, scene } = this.#parts;
    return {
      participants: [...seats.joined.map((seat) => seat.participant()), ...table.participants],
      producers: [...media.producers, ...table.producers],
      activeSpeakerId: stage.activeSpeakerId,
      layout: scene.layout,
      spotlight: [...scene.spotlight],
    };
  }

  sending(producerId: string): Sending | null {
    return this.#parts.media.sending(producerId);
  }

  observe(listener: RoomListener): Dispose {
    return this.#parts.voice.addListener(listener);
  }

  showRecording(recording: RecordingLive | null): void {
    this.#parts.show(recording);
  }
}
