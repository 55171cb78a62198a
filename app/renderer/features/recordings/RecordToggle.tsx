import { useTranslation } from 'react-i18next';
import { mayInRoom } from '../../../../sfu-server/protocol/room-rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { bytesText } from './amounts.ts';
import { RecordAlarm } from './RecordAlarm.tsx';
import styles from './Recordings.module.css';

/** Says to everybody inside whether the room is being recorded and that bytes reach the disk, and whether speech is written down; hosts switch it. */
export function RecordToggle({ room, run }: { room: RoomSession; run: (what: () => Promise<unknown>) => Promise<boolean> }) {
  const { t } = useTranslation('recordings');
  const bridge = useBridge();
  const roomId = useRoom(room, (view) => view.roomId);
  const recording = useRoom(room, ({ state }) => state?.recording ?? null);
  const transcribing = useRoom(room, ({ state }) => state?.mediation?.transcribing === true);
  const role = useRoom(room, ({ state, selfId }) => state?.participants.find(({ id }) => id === selfId)?.role);
  const runs = recording !== null && recording.state !== 'stopped';
  const may = role !== undefined && mayInRoom(role, 'record');
  const record = (on: boolean) => void run(() => request(bridge, 'room.record', { roomId, on }));
  return (
    <>
      {may && recording !== null && <RecordAlarm recording={recording} onAgain={() => record(true)} />}
      {recording !== null && (
        <span className={styles.live} data-testid="record-state" data-state={recording.state} data-bytes={recording.bytes} role="status">
          {t(`live.${recording.state}`)} {runs && <span className={styles.number}>{bytesText(recording.bytes)}</span>}
          {recording.reason !== null && recording.reason !== 'stopped' && t(`end.${recording.reason}`)}
        </span>
      )}
      {transcribing && (
        <span className={styles.live} data-testid="transcribing" role="status">
          {t('live.transcribing')}
        </span>
      )}
      {may && (
        <button type="button" className={buttons.button} data-testid="record-toggle" aria-pressed={runs} onClick={() => record(!runs)}>
          {t(runs ? 'record.stop' : 'record.start')}
        </button>
      )}
    </>
  );
}
