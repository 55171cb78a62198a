import { useEffect, useState } from 'react';
import type { ReadBack } from '../../../../sfu-server/protocol/requests/records.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';

/** The record that is being read to the room, as this seat sees it; null: none, or not for these eyes. */
export function useReadBack(room: RoomSession): ReadBack | null {
  const bridge = useBridge();
  const roomId = useRoom(room, (view) => view.roomId);
  const mediates = useRoom(room, ({ state }) => state?.mediation != null);
  const seated = useRoom(room, ({ phase, connection }) => phase === 'joined' && connection === 'connected');
  // Whoever comes back from outside of a caucus has not been told meanwhile.
  const apart = useRoom(room, ({ state }) => state?.mediation?.apart?.since ?? null);
  const [readBack, setReadBack] = useState<ReadBack | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew after each caucus and break
  useEffect(() => {
    if (!mediates || !seated) return;
    let left = false;
    let told = false;
    const stop = onNotification(bridge, 'record.shown', (news) => {
      if (news.roomId !== roomId) return;
      told = true;
      setReadBack(news.readBack);
    });
    request(bridge, 'record.shown', { roomId }).then(
      (found) => !left && !told && setReadBack(found.readBack),
      // Whoever has lost the seat meanwhile asks again with the next one.
      () => undefined,
    );
    return () => {
      left = true;
      stop();
    };
  }, [bridge, roomId, mediates, seated, apart]);
  return readBack;
}
