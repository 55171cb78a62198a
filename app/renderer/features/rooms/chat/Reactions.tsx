import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REACTIONS, type Reaction } from '../../../../../sfu-server/protocol/room-file.ts';
import { request } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import buttons from '../controls.module.css';
import type { Action } from '../use-action.ts';
import styles from './ChatFiles.module.css';

/** The server takes one a second from each seat, ms. */
const PAUSE_MS = 1_000;

/** What can be shown for a moment without interrupting. */
export function Reactions({ room, roomId, run }: { room: RoomSession; roomId: string; run: Action['run'] }) {
  const { t } = useTranslation('conference');
  const bridge = useBridge();
  const [resting, setResting] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (reaction: Reaction) => {
    setResting(true);
    timer.current = setTimeout(() => setResting(false), PAUSE_MS);
    void run(() => request(bridge, 'room.react', { roomId, reaction, apartSince: room.apartSince }));
  };
  return (
    <fieldset aria-label={t('reactions')} className={styles.reactions}>
      {REACTIONS.map((one) => (
        <button key={one} type="button" className={buttons.quiet} data-testid={`react-${one}`} disabled={resting} onClick={() => show(one)}>
          {t(`reaction.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
