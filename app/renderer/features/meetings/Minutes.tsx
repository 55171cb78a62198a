import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import { attachmentsOf } from '../attachments/attachment-state.ts';
import { saveBase64 } from '../conference/save-file.ts';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { Decisions } from './Decisions.tsx';
import styles from './Meetings.module.css';
import { MINUTES_FIELDS, MinutesFields } from './MinutesFields.tsx';
import { afterSave, changeOf, disputed, type MinutesDraft } from './minutes-draft.ts';

/** The minutes: written by whoever runs the meeting until they are signed, read by everybody who sees it, printed as they are. */
export function Minutes({ meeting, mayRun }: { meeting: Meeting; mayRun: boolean }) {
  const { t } = useTranslation(['meetings', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { id, minutes, signedAt, state } = meeting;
  const writable = mayRun && signedAt === null && state !== 'cancelled';
  const [draft, setDraft] = useState<MinutesDraft>({});
  const papers = useTable('attachment').byId;
  const change = changeOf(draft, minutes);
  const unsettled = disputed(draft, minutes).length > 0;
  const unwritten = minutes.body.trim() === '';
  const incoming = useMemo(() => attachmentsOf(papers.values(), id).some(({ complete }) => !complete), [papers, id]);
  const noSign = unwritten ? t('minutes.none') : incoming ? t('papers.incoming') : null;
  const save = async () => {
    await mutate(bridge, 'meeting.minutes', { id, change });
    setDraft((typed) => afterSave(typed, change));
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
        <MinutesFields saved={minutes} draft={draft} onDraft={setDraft} />
      ) : (
        MINUTES_FIELDS.filter(([field]) => minutes[field].trim() !== '').map(([field]) => (
          <p key={field} className={styles.body}>
            <b>{t(`minutes.${field}`)}</b> {minutes[field]}
          </p>
        ))
      )}
      {!writable && unwritten && <p className={styles.hint}>{t('minutes.none')}</p>}
      <div className={styles.actions}>
        {writable && (
          <>
            <Button
              size="small"
              type="primary"
              data-testid="minutes-save"
              disabled={Object.keys(change).length === 0 || unsettled || action.busy}
              title={unsettled ? t('minutes.settle') : undefined}
              onClick={() => void action.run(save)}
            >
              {t('forms:save')}
            </Button>
            <Button
              size="small"
              data-testid="minutes-sign"
              disabled={Object.keys(draft).length > 0 || action.busy || noSign !== null}
              title={noSign ?? undefined}
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
