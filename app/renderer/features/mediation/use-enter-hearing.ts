import type { MediationSession } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { usePageMedia } from '../../media/use-media.ts';
import { useDeskStore } from '../../store/desk-context.tsx';

/** Opens the room of a hearing, or finds the open one, and shows it. The function rejects with `Refusal`. */
export function useEnterHearing(): (caseId: string, session: MediationSession) => Promise<void> {
  const bridge = useBridge();
  const media = usePageMedia();
  const desk = useDeskStore();
  return async (caseId, { id: sessionId }) => {
    const { room } = await request(bridge, 'mediation.openSession', { caseId, sessionId });
    media.join(room);
    desk.open('rooms');
  };
}
