import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MinutesWords } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import styles from './Meetings.module.css';
import { type MinutesDraft, type MinutesField, settled, shownField, withTyped } from './minutes-draft.ts';

export const MINUTES_FIELDS: readonly (readonly [MinutesField, max: number, rows: number])[] = [
  ['chair', 200, 1],
  ['attendees', 4000, 2],
  ['absentees', 2000, 1],
  ['recorder', 200, 1],
  ['body', 20_000, 6],
];

interface MinutesFieldsProps {
  readonly saved: MinutesWords;
  readonly draft: MinutesDraft;
  onDraft(draft: MinutesDraft): void;
}

/** The fields of the minutes; under each what somebody else has made of it while it was typed into, to choose from. */
export function MinutesFields({ saved, draft, onDraft }: MinutesFieldsProps) {
  const { t } = useTranslation('meetings');
  return (
    <div className={styles.fields}>
      {MINUTES_FIELDS.map(([field, max, rows]) => {
        const { words, theirs } = shownField(draft, saved, field);
        return (
          <FormRow key={field} label={t(`minutes.${field}`)}>
            {(inputId) => (
              <>
                <Input.TextArea
                  id={inputId}
                  data-testid={`minutes-${field}`}
                  maxLength={max}
                  autoSize={{ minRows: rows, maxRows: 16 }}
                  {...(theirs === null ? {} : { status: 'warning' as const })}
                  value={words}
                  onChange={(event) => onDraft(withTyped(draft, saved, field, event.target.value))}
                />
                {theirs !== null && (
                  <div className={styles.theirs} role="alert" data-testid={`minutes-theirs-${field}`}>
                    <b>{t('minutes.theirs')}</b>
                    <blockquote>{theirs === '' ? t('minutes.emptied') : theirs}</blockquote>
                    <div className={styles.actions}>
                      {(['theirs', 'own'] as const).map((keep) => (
                        <Button
                          key={keep}
                          size="small"
                          data-testid={`minutes-keep-${keep}`}
                          onClick={() => onDraft(settled(draft, saved, field, keep))}
                        >
                          {t(`minutes.keep.${keep}`)}
                        </Button>
                      ))}
                    </div>
                  </div>
                )}
              </>
            )}
          </FormRow>
        );
      })}
    </div>
  );
}
