import type { speechRequests } from '../../protocol/requests/speech.ts';
import type { Handlers } from '../handler.ts';
import type { RoomSpeeches } from '../records/room-speeches.ts';

/** Requests about writing down what is said. */
export function speechHandlers(speeches: RoomSpeeches): Handlers<keyof typeof speechRequests> {
  return {
    'speech.get': async ({ roomId }, asker) => ({ speech: speeches.get(roomId, asker) }),
    'speech.listen': async ({ roomId, on }, asker) => {
      await speeches.listen(roomId, on, asker);
      return {};
    },
    'speech.settle': async ({ roomId, proposalId }, asker) => {
      speeches.settle(roomId, proposalId, asker);
      return {};
    },
  };
}
