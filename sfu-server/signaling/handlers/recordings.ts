import type { recordingRequests } from '../../protocol/requests/recordings.ts';
import type { RecordedRoom } from '../../recording/recorded-room.ts';
import type { RecordingService } from '../../recording/recording-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { Handlers } from '../handler.ts';

/** Where a room is found that somebody wants to record. */
export interface RecordableRooms {
  /** @throws Refusal `room.unknown`, `right.missing`, `room.not_joined` where nobody is inside */
  recordable(roomId: string, asker: AccountAsker): RecordedRoom;
}

/** Requests about recordings. @param signInOf the sign-in behind a page */
export function recordingHandlers(
  rooms: RecordableRooms,
  recordings: RecordingService,
  signInOf: (asker: AccountAsker) => string | null,
): Handlers<keyof typeof recordingRequests> {
  return {
    'room.record': async ({ roomId, on }, asker) => {
      const room = rooms.recordable(roomId, asker);
      if (on) await recordings.record(room, asker.identity.account);
      else await recordings.stop(roomId);
      return {};
    },
    'recording.list': (params, asker) => recordings.list(params, asker.identity.account),
    'recording.open': ({ recordingId }, asker) => recordings.open(recordingId, asker.identity.account, signInOf(asker)),
    'recording.compose': async ({ recordingId }, asker) => {
      await recordings.compose(recordingId, asker.identity.account);
      return {};
    },
    'recording.delete': async ({ recordingId }, asker) => {
      await recordings.delete(recordingId, asker.identity.account);
      return {};
    },
  };
}
