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
  /** Where its media are just now; null while nobody is in it, or its worker is being replaced. */
  readonly router: types.Router | null;
  producer(producerId: string): types.Producer | null;
  observe(observer: RoomObserver): Dispose;
  /** Told to all inside, and to whoever comes in. */
  showRecording(live: RecordingLive | null): void;
}
