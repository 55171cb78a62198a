import { useEffect, useState } from 'react';
import type { SharedAgreement } from '../../../../sfu-server/protocol/requests/agreements.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';

/**
 * The draft that lies on the table of a room, as this seat sees it; null: none.
 * @param since of the division of the room: who may see it depends on it
 * @param live whether this seat is in the room just now: who comes back has not been told meanwhile
 */
export function useSharedAgreement(roomId: string, since: number | null, live: boolean): SharedAgreement | null {
  const bridge = useBridge();
  const [agreement, setAgreement] = useState<SharedAgreement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies(since): who may see it depends on how the room is divided
  useEffect(() => {
    if (!live) return;
    let gone = false;
    const forget = onNotification(bridge, 'agreement.shared', (told) => {
      if (told.roomId === roomId) setAgreement(told.agreement);
    });
    request(bridge, 'agreement.shared', { roomId }).then(
      (answer) => !gone && setAgreement(answer.agreement),
      // Asked again with the next change: a room that is being left has nothing to show.
      () => !gone && setAgreement(null),
    );
    return () => {
      gone = true;
      forget();
    };
  }, [bridge, roomId, since, live]);
  return agreement;
}
