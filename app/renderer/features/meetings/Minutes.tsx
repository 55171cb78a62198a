import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting, MinutesWords } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { momentText } from '../../ui/time.ts';
import { saveBase64 } from '../conference/save-file.ts';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { Decisions } from './Decisions.tsx';
import styles from './Meetings.module.css';

const FIELDS: readonly (readonly [keyof MinutesWords, max: number, rows: number])[] = [
  ['chair', 200, 1],
  ['attendees', 4000, 2],
  ['absentees', 2000, 1],
  ['recorder', 200, 1],
  ['body', 20_000, 6],
];

/** The minutes: written by whoever runs the meeting until they are signed, read by everybody who sees it, printed as they are. */
export function Minutes({ meeting, mayRun }: { meeting: Meeting; mayRun: boolean }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { id, minutes, signedAt, state } = meeting;
  const writable = mayRun && signedAt === null && state !== 'cancelled';
  const [draft, setDraft] = useState<MinutesWords | null>(null);
  const words = draft ?? minutes;
  const save = async () => {
    const changed = Object.entries(words).filter(([field, value]) => value !== minutes[field as keyof MinutesWords]);
    if (changed.length > 0) await mutate(bridge, 'meeting.minutes', { id, change: Object.fromEntries(changed) });
    setDraft(null);
  };
  return (
    <>
      <h4 className={styles.section}>
        {t('minutes.title')} {meeting.minutesNumber ?? ''}
      </h4>
      {signedAt !== null && (
        <p className={styles.hint}>{t('minutes.signed', { name: meeting.signedByName ?? '', time: momentText(signedAt) })}</p>
      )}
      {writable ? (
        <div className={styles.fields}>
          {FIELDS.map(([field, max, rows]) => (
            <FormRow key={field} label={t(`minutes.${field}`)}>
              {(inputId) => (
                <Input.TextArea
                  id={inputId}
                  data-testid={`minutes-${field}`}
                  maxLength={max}
                  autoSize={{ minRows: rows, maxRows: 16 }}
                  value={words[field]}
                  onChange={(event) => setDraft({ ...words, [field]: event.target.value })}
                />
              )}
            </FormRow>
          ))}
        </div>
      ) : (
        FIELDS.filter(([field]) => minutes[field].trim() !== '').map(([field]) => (
          <p key={field} className={styles.body}>
            <b>{t(`minutes.${field}`)}</b> {minutes[field]}
          </p>
        ))
      )}
      {!writable && minutes.body.trim() === '' && <p className={styles.hint}>{t('minutes.none')}</p>}
      <div className={styles.actions}>
        {writable && (
          <>
            <Button
              size="small"
              type="primary"
              data-testid="minutes-save"
              disabled={draft === null || action.busy}
              onClick={() => void action.run(save)}
            >
              {t('forms:save')}
            </Button>
            <Button
              size="small"
              data-testid="minutes-sign"
              disabled={draft !== null || action.busy || minutes.body.trim() === ''}
              title={minutes.body.trim() === '' ? t('minutes.none') : undefined}
              onClick={() => void action.run(() => mutate(bridge, 'meeting.signMinutes', { id }))}
            >
              {t('minutes.sign')}
            </Button>
          </>
        )}
        <Button
          size="small"
          data-testid="minutes-export"
          disabled={action.busy}
          onClick={() => void action.run(async () => saveBase64(await request(bridge, 'meeting.export', { id })))}
        >
          {t('minutes.export')}
        </Button>
      </div>
      {action.problem !== null && (
        <p className={styles.problem} role="alert">
          {action.problem}
        </p>
      )}
      <Decisions meeting={meeting} writable={writable} />
    </>
  );
}
