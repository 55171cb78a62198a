import type { types } from 'mediasoup';
import type { Dispose } from '../media/clock.ts';
import type { NotificationData, NotificationType } from '../protocol/notifications.ts';
import type { RecordingLive } from '../protocol/recording-live.ts';
import type { RoomKind, RoomState } from '../protocol/room.ts';

/** Hears what everybody in a room hears, in the same order, as if it sat there. */
export interface RoomObserver {
  readonly told: { readonly [T in NotificationType]?: (data: NotificationData<T>) => void };
  /** The room has ended for good. */
  ended(): void;
}

/** What a recording needs of a room; a room is one. */
export interface RecordedRoom {
  readonly id: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly orgId: string;
  /** What somebody would see who came in now. */
  readonly present: Pick<RoomState, 'participants' | 'producers' | 'activeSpeakerId' | 'layout' | 'spotlight'>;
  /** A producer and the router of the room that its sender is on; null where it is gone. */
  sending(producerId: string): { readonly producer: types.Producer; readonly router: types.Router } | null;
  observe(observer: RoomObserver): Dispose;
  /** Told to all inside, and to whoever comes in. */
  showRecording(live: RecordingLive | null): void;
}
