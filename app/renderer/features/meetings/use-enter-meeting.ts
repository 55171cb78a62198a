import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { usePageMedia } from '../../media/use-media.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';

/** What a seat can do to get into a meeting: `open` its room and enter, `enter` the room that is open, or nothing yet. */
export type WayIn = 'open' | 'enter' | null;

export interface EnterMeeting {
  wayInto(meeting: Meeting): WayIn;
  /** Takes it, and shows the room. Rejects with `Refusal`. */
  enter(meeting: Meeting): Promise<void>;
}

export function useEnterMeeting(): EnterMeeting {
  const bridge = useBridge();
  const media = usePageMedia();
  const desk = useDeskStore();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const wayInto = ({ state, orgId }: Meeting): WayIn => {
    if (state === 'open') return 'enter';
    const mayRun = isAllowed(role, 'meeting.run', organisation.path, organisations.get(orgId)?.path ?? '');
    return mayRun && (state === 'planned' || state === 'ended') ? 'open' : null;
  };
  return {
    wayInto,
    async enter(meeting) {
      const { id, title, roomId } = meeting;
      const way = wayInto(meeting);
      const room = way === 'open' || roomId === null ? (await request(bridge, 'meeting.open', { id })).room : { id: roomId, title };
      media.join(room);
      desk.open('rooms');
    },
  };
}
