import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediationRecord, RecordStep } from '../../../../sfu-server/protocol/entities/record.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import buttons from '../rooms/controls.module.css';
import type { Action } from '../rooms/use-action.ts';
import { OutlineChoice } from './OutlineChoice.tsx';
import styles from './Record.module.css';

export interface RecordStepsProps {
  readonly record: MediationRecord;
  may(step: RecordStep): boolean;
  /** Whether a party has not confirmed what stands there now: then it is closed only with a reason. */
  readonly silent: boolean;
  readonly action: Action;
  onInsert(lines: readonly string[]): void;
  readonly onShow?: (() => Promise<unknown>) | undefined;
}

/** What can be done with a record as it is now. */
export function RecordSteps({ record, may, silent, action, onInsert, onShow }: RecordStepsProps) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const [printed, setPrinted] = useState(false);
  const [note, setNote] = useState('');
  const { id } = record;
  // The server prints and shows what it has: the last step has to be there.
  const unsent = useTable('record').pendingIds.has(id);
  return (
    <footer className={styles.steps}>
      {may('line') && <OutlineChoice onInsert={onInsert} />}
      {may('readBack') && (
        <button
          type="button"
          className={buttons.primary}
          data-testid="record-read-back"
          disabled={action.busy || record.lines.length === 0}
          onClick={() => void action.run(() => mutate(bridge, 'record.readBack', { id }))}
        >
          {t('readBack')}
        </button>
      )}
      {may('confirmParty') && onShow !== undefined && (
        <button
          type="button"
          className={buttons.primary}
          data-testid="record-show"
          disabled={action.busy || unsent}
          onClick={() => void action.run(onShow)}
        >
          {t('readBack.show')}
        </button>
      )}
      {record.state === 'confirmed' && (
        <button
          type="button"
          className={buttons.button}
          data-testid="record-print"
          disabled={action.busy || printed || unsent}
          onClick={() => void action.run(() => request(bridge, 'record.print', { recordId: id })).then((done) => done && setPrinted(true))}
        >
          {t(printed ? 'printed' : 'print')}
        </button>
      )}
      {may('resume') && (
        <button
          type="button"
          className={buttons.button}
          data-testid="record-resume"
          disabled={action.busy}
          onClick={() => void action.run(() => mutate(bridge, 'record.resume', { id }))}
        >
          {t('resume')}
        </button>
      )}
      {may('confirm') && silent && (
        <input
          className={buttons.input}
          aria-label={t('unconfirmed.note')}
          placeholder={t('unconfirmed.note')}
          data-testid="record-unconfirmed-note"
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {may('confirm') && (
        <button
          type="button"
          className={buttons.primary}
          data-testid="record-confirm"
          disabled={action.busy || (silent && note.trim() === '')}
          onClick={() => void action.run(() => mutate(bridge, 'record.confirm', silent ? { id, note: note.trim() } : { id }))}
        >
          {t('confirm')}
        </button>
      )}
    </footer>
  );
}
