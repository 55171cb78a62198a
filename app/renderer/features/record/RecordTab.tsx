import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { momentText } from '../../ui/time.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import { Replay } from '../recordings/Replay.tsx';
import buttons from '../rooms/controls.module.css';
import styles from './Record.module.css';
import { RecordSheet } from './RecordSheet.tsx';
import { useMarkReplay } from './use-mark-replay.ts';
import { useRecordsOf } from './use-record.ts';

const NOWHERE = () => ({ mark: null, apartWith: null });

/** The records of a case, hearing by hearing; a time mark shows that place of the recording. */
export function RecordTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('record');
  const { one, mediation, mayHandle, action } = work;
  const records = useRecordsOf(one.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const replay = useMarkReplay(one.title);
  const record = records.find(({ id }) => id === chosen) ?? records.at(-1);
  const unwritten = mediation.sessions.filter(({ id, cancelReason }) => cancelReason === null && !records.some((other) => other.id === id));
  const begin = (sessionId: string | null) => {
    const id = sessionId ?? uuidv7();
    setChosen(id);
    void work.send('record.open', { id, caseId: one.id, sessionId, openedAt: Date.now() });
  };
  if (replay.shown !== null) return <Replay opened={replay.shown.opened} startMs={replay.shown.startMs} onBack={replay.close} />;
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
          onMark={replay.open}
          markProblem={replay.problem}
        />
      )}
    </div>
  );
}
