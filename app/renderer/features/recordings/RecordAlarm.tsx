import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingLive } from '../../../../sfu-server/protocol/recording-live.ts';
import buttons from '../rooms/controls.module.css';
import styles from './Recordings.module.css';

/** Ends that nobody in the room has asked for. */
const UNWANTED: ReadonlySet<RecordingLive['reason']> = new Set(['storageFull', 'serverStopped', 'recorderFailed']);

/**
 * What a host must not miss while looking at faces: that nothing is kept any more. It stands over the page until the recording
 * goes on or it was read; without a sound, for that would be heard in the room.
 */
export function RecordAlarm({ recording, onAgain }: { recording: RecordingLive; onAgain: () => void }) {
  const { t } = useTranslation('recordings');
  const [read, setRead] = useState<string | null>(null);
  const { id, state, reason } = recording;
  const ended = state === 'stopped' && UNWANTED.has(reason);
  if ((state !== 'failing' && !ended) || read === `${id} ${state}`) return null;
  return (
    <div className={styles.alarm} role="alert" data-testid="record-alarm" data-state={state}>
      <strong>{ended && reason !== null ? t('alarm.ended', { reason: t(`end.${reason}`) }) : t('live.failing')}</strong>
      <span>{t('alarm.text')}</span>
      {ended && (
        <button type="button" className={buttons.button} data-testid="record-again" onClick={onAgain}>
          {t('alarm.again')}
        </button>
      )}
      <button type="button" className={buttons.button} data-testid="record-alarm-read" onClick={() => setRead(`${id} ${state}`)}>
        {t('alarm.read')}
      </button>
    </div>
  );
}
