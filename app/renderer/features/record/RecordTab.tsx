import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { TimeMark } from '../../../../sfu-server/protocol/entities/record.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import { Replay } from '../recordings/Replay.tsx';
import buttons from '../rooms/controls.module.css';
import styles from './Record.module.css';
import { RecordSheet } from './RecordSheet.tsx';
import { useRecordsOf } from './use-record.ts';

const NOWHERE = () => ({ mark: null, apartWith: null });

/** The records of a case, hearing by hearing; a time mark shows that place of the recording. */
export function RecordTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const { one, mediation, mayHandle, action } = work;
  const records = useRecordsOf(one.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [replay, setReplay] = useState<{ readonly opened: RequestResult<'recording.open'>; readonly startMs: number } | null>(null);
  const record = records.find(({ id }) => id === chosen) ?? records.at(-1);
  const unwritten = mediation.sessions.filter(({ id, cancelReason }) => cancelReason === null && !records.some((other) => other.id === id));
  const begin = (sessionId: string | null) => {
    const id = sessionId ?? uuidv7();
    setChosen(id);
    void work.send('record.open', { id, caseId: one.id, sessionId, openedAt: Date.now() });
  };
  const open = ({ recordingId, offsetMs }: TimeMark) =>
    void action.run(async () => {
      const opened = await request(bridge, 'recording.open', { recordingId, reason: t('mark.reason', { title: one.title }) });
      setReplay({ opened, startMs: offsetMs });
    });
  if (replay !== null) return <Replay opened={replay.opened} startMs={replay.startMs} onBack={() => setReplay(null)} />;
  return (
    <div className={styles.tab}>
      <div className={styles.hearings}>
        {records.length > 1 &&
          records.map((other) => (
            <button
              key={other.id}
              type="button"
              className={other === record ? buttons.primary : buttons.button}
              data-testid="record-choice"
              onClick={() => setChosen(other.id)}
            >
              {momentText(other.openedAt)}
            </button>
          ))}
        {work.can('write') &&
          unwritten.map((session) => (
            <button
              key={session.id}
              type="button"
              className={buttons.button}
              data-testid="record-open"
              disabled={action.busy}
              onClick={() => begin(session.id)}
            >
              {t('open.of', { time: momentText(session.startsAt) })}
            </button>
          ))}
        {work.can('write') && (
          <button
            type="button"
            className={buttons.button}
            data-testid="record-open-unplanned"
            disabled={action.busy}
            onClick={() => begin(null)}
          >
            {t('open.unplanned')}
          </button>
        )}
      </div>
      {record === undefined ? (
        <p className={styles.begin}>{t('none')}</p>
      ) : (
        <RecordSheet
          key={record.id}
          record={record}
          parties={mediation.parties}
          mayWrite={mayHandle}
          surroundings={NOWHERE}
          division={null}
          onMark={open}
        />
      )}
    </div>
  );
}
