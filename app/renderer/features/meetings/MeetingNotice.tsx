import { BellOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentRoom } from '../../media/use-media.ts';
import { useAccount, useSession, useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './MeetingNotice.module.css';
import { dueReminders } from './reminders.ts';
import { useEnterMeeting } from './use-enter-meeting.ts';

const MINUTE_MS = 60_000;

/** Reminds the seat of the next meeting, whatever module is open, from its own copy: also without a line. */
export function MeetingNotice() {
  const { t } = useTranslation('meetings');
  const account = useAccount();
  const { serverAheadMs = 0 } = useSession();
  const now = useNow() + serverAheadMs;
  const meetings = useTable('meeting').byId;
  const desk = useDeskStore();
  const { wayInto, enter } = useEnterMeeting();
  const action = useAction();
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const second = Math.floor(now / 1000);
  const due = useMemo(
    () => dueReminders(meetings.values(), { accountId: account.id, orgId: account.organisation.id }, second * 1000),
    [meetings, account, second],
  );
  const sitsIn = useCurrentRoom()?.store.getState().roomId;
  const next = due.find(({ key, meeting }) => !away.has(key) && (sitsIn === undefined || meeting.roomId !== sitsIn));
  if (next === undefined) return null;
  const { key, meeting } = next;
  const { state, title, cancelReason } = meeting;
  const left = Math.ceil((meeting.startsAt - now) / MINUTE_MS);
  const way = wayInto(meeting);
  const dismiss = () => setAway(new Set([...away, key]));
  return (
    <div className={styles.notice} role="alert" data-testid="meeting-notice" data-meeting-id={meeting.id}>
      <BellOutlined aria-hidden="true" />
      <button
        type="button"
        className={styles.title}
        title={cancelReason ?? title}
        onClick={() => {
          dismiss();
          desk.open('conference');
        }}
      >
        {action.problem ??
          (state === 'cancelled'
            ? t('notice.cancelled', { title, reason: cancelReason ?? '' })
            : left > 0
              ? t('notice.soon', { count: left, title })
              : t('notice.now', { title }))}
      </button>
      {way !== null && (
        <Button
          size="small"
          type="primary"
          data-testid="meeting-notice-enter"
          disabled={action.busy}
          onClick={() => void action.run(() => enter(meeting)).then((done) => done && dismiss())}
        >
          {t(`way.${way}`)}
        </Button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label={t('notice.dismiss')}
        data-testid="meeting-notice-dismiss"
        onClick={dismiss}
      >
        <CloseOutlined />
      </button>
    </div>
  );
}
