import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { useBridge } from '../../bridge-context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Meetings.module.css';

/** Asks why a meeting is called off, before it is: everybody invited reads it. */
export function CancelMeeting({ meeting: { id, seriesId }, onDone }: { meeting: Meeting; onDone(): void }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const [words, setWords] = useState('');
  const reason = words.trim();
  const cancel = (scope: 'this' | 'following') =>
    action.run(() => mutate(bridge, 'meeting.cancel', { id, scope, reason })).then((done) => done && onDone());
  const disabled = action.busy || reason === '';
  return (
    <form
      className={styles.cancel}
      data-testid="meeting-cancel-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        // Of a series Enter alone must not decide which of its meetings go.
        if (!disabled && seriesId === null) void cancel('this');
      }}
    >
      <FormRow label={t('cancel.reason')} required problem={action.problem ?? undefined}>
        {(inputId) => (
          <Input
            id={inputId}
            // Whoever pressed "cancel the meeting" is to write here next
            autoFocus
            maxLength={200}
            data-testid="meeting-cancel-reason"
            placeholder={t('cancel.hint')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </FormRow>
      <div className={styles.actions}>
        <Button size="small" onClick={onDone}>
          {t('cancel.not')}
        </Button>
        <Button size="small" danger data-testid="meeting-cancel-this" disabled={disabled} onClick={() => void cancel('this')}>
          {t('scope.cancel.this')}
        </Button>
        {seriesId !== null && (
          <Button size="small" danger data-testid="meeting-cancel-following" disabled={disabled} onClick={() => void cancel('following')}>
            {t('scope.cancel.following')}
          </Button>
        )}
      </div>
    </form>
  );
}
