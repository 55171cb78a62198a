import { useTranslation } from 'react-i18next';
import { maySend } from '../../../../sfu-server/protocol/room-rights.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import type { RoomView } from '../../media/room-view.ts';
import { useRoom } from '../../media/use-media.ts';

type Source = 'microphone' | 'camera' | 'screen';
type Closed = 'self.listener' | 'self.micClosed' | 'self.screenClosed';

/** Why a seat may not send a source just now, by the room's own rule; null where it may, or where nothing is known yet. */
export function closedFor(source: Source, { state, selfId }: Pick<RoomView, 'state' | 'selfId'>): Closed | null {
  const self = state?.participants.find(({ id }) => id === selfId);
  if (state == null || self === undefined) return null;
  const seat = { ...self, hasFloor: state.floor.speaking?.participantId === self.id };
  if (maySend(source, seat, state.settings)) return null;
  if (state.settings.audience && !self.speaker) return 'self.listener';
  return source === 'screen' ? 'self.screenClosed' : 'self.micClosed';
}

/** Gives the sentence that says why a source cannot be turned on. */
export function useWhyNot(room: RoomSession): (source: Source) => string | null {
  const { t } = useTranslation('conference');
  const closed = {
    microphone: useRoom(room, (view) => closedFor('microphone', view)),
    camera: useRoom(room, (view) => closedFor('camera', view)),
    screen: useRoom(room, (view) => closedFor('screen', view)),
  };
  return (source) => {
    const why = closed[source];
    return why === null ? null : t(why);
  };
}
