import type { types } from 'mediasoup';
import type { Dispose } from '../media/clock.ts';
import type { Board, BoardElement } from '../protocol/board.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { RoomKind, RoomState } from '../protocol/room.ts';

/** Hears what everybody in a room hears, in the same order, as if it sat there. */
export interface RoomObserver {
  readonly told: { readonly [T in NotificationType]?: (data: NotificationData<T>) => void };
  /** The room is being divided: what is received of it has stopped when this is fulfilled. Streams are told anew afterwards. */
  restrain?(): Promise<void>;
  /** The room has ended for good. */
  ended(): void;
}

/** What is shown to everybody in a room, and what is drawn on it. */
export interface RecordedBoard {
  readonly head: Board;
  /** Of its document; null: white pages. */
  readonly sha256: string | null;
  readonly elements: readonly BoardElement[];
}

/** What a recording needs of a room; a room is one. */
export interface RecordedRoom {
  readonly id: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly orgId: string;
  /** What somebody would see who came in now. */
  readonly present: Pick<RoomState, 'participants' | 'producers' | 'activeSpeakerId' | 'layout' | 'spotlight'>;
  /** Null where nothing is shown, and where it is kept from somebody: that is in no recording. Told anew with `board.changed`. */
  readonly board: RecordedBoard | null;
  /** A piece of a document that is shown; fewer bytes than asked for are its end. @throws Refusal `attachment.not_there` */
  readContent(sha256: string, offset: number, length: number): Promise<Buffer>;
  /** Whether the room is divided (caucus, break): then nothing of it is recorded. */
  readonly apart?: boolean;
  /** A producer and the router of the room that its sender is on; null where it is gone, or the room is divided. */
  sending(producerId: string): { readonly producer: types.Producer; readonly router: types.Router } | null;
  observe(observer: RoomObserver): Dispose;
  /** Told to all inside, and to whoever comes in. */
  showRecording(live: RecordingLive | null): void;
}
