import { useEffect, useState } from 'react';
import type { RoomSigning } from '../../../../sfu-server/protocol/case-paper.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';

/** What the room is signing, as this seat sees it; null: nothing, or not for these eyes. */
export function useRoomSigning(room: RoomSession): RoomSigning | null {
  const bridge = useBridge();
  const roomId = useRoom(room, (view) => view.roomId);
  const mediates = useRoom(room, ({ state }) => state?.mediation != null);
  const seated = useRoom(room, ({ phase, connection }) => phase === 'joined' && connection === 'connected');
  // Whoever comes back from outside of a caucus has not been told meanwhile.
  const apart = useRoom(room, ({ state }) => state?.mediation?.apart?.since ?? null);
  const [signing, setSigning] = useState<RoomSigning | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew after each caucus and break
  useEffect(() => {
    if (!mediates || !seated) return;
    let left = false;
    let told = false;
    const stop = onNotification(bridge, 'room.signing', (news) => {
      if (news.roomId !== roomId) return;
      told = true;
      setSigning(news.signing);
    });
    request(bridge, 'casePaper.inRoom', { roomId }).then(
      (found) => !left && !told && setSigning(found.signing),
      // Whoever has lost the seat meanwhile asks again with the next one.
      () => undefined,
    );
    return () => {
      left = true;
      stop();
    };
  }, [bridge, roomId, mediates, seated, apart]);
  return signing;
}
