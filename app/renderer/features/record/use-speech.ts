import { useEffect, useState } from 'react';
import type { RoomSpeech, SpeechProposal } from '../../../../sfu-server/protocol/speech.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { type Action, useAction } from '../rooms/use-action.ts';

export interface Speech {
  /** Null until the server has said it. */
  readonly now: RoomSpeech | null;
  /** Of beginning and ending. */
  readonly action: Action;
  listen(on: boolean): void;
  /** It was taken over, or is not wanted. */
  settle(proposal: SpeechProposal): void;
}

/** What the server understands of what is said in a mediation room. @param live false while nothing would arrive */
export function useSpeech(roomId: string, live: boolean): Speech {
  const bridge = useBridge();
  const action = useAction();
  const [now, setNow] = useState<RoomSpeech | null>(null);
  useEffect(() => {
    if (!live) return;
    let left = false;
    let told = false;
    const stop = onNotification(bridge, 'speech.changed', (news) => {
      if (news.roomId !== roomId) return;
      told = true;
      setNow(news.speech);
    });
    request(bridge, 'speech.get', { roomId }).then(
      ({ speech }) => !left && !told && setNow(speech),
      // Who has lost the chair meanwhile, or the line, asks again with the next one.
      () => undefined,
    );
    return () => {
      left = true;
      stop();
    };
  }, [bridge, roomId, live]);
  return {
    now,
    action,
    listen: (on) => void action.run(() => request(bridge, 'speech.listen', { roomId, on })),
    settle: ({ id }) => {
      // At once: two quick keys are two proposals.
      setNow((before) => before && { ...before, proposals: before.proposals.filter((one) => one.id !== id) });
      request(bridge, 'speech.settle', { roomId, proposalId: id }).catch(() => undefined);
    },
  };
}
