import { CloseOutlined, TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useTable } from '../../store/context.tsx';
import { momentText } from '../../ui/time.ts';
import styles from '../meetings/MeetingNotice.module.css';
import { CallDialog } from './CallDialog.tsx';
import { callsFor } from './call-list.ts';

/** A call to mediate that waits for this seat's answer, whatever module is open. */
export function JointNotice() {
  const { t } = useTranslation('joint');
  const { id: me } = useAccount();
  const calls = useTable('jointCall').byId;
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const [openId, setOpenId] = useState<string | null>(null);
  const open = openId === null ? undefined : calls.get(openId);
  const next = callsFor(calls.values(), me).find(({ id, answer }) => answer === null && !away.has(id));
  return (
    <>
      {next !== undefined && (
        <div className={styles.notice} role="alert" data-testid="joint-notice" data-call-id={next.id}>
          <TeamOutlined aria-hidden="true" />
          <button type="button" className={styles.title} title={next.words} onClick={() => setOpenId(next.id)}>
            {t('notice', { centre: next.orgName, number: next.caseNumber ?? '', by: momentText(next.answerBy) })}
          </button>
          <Button size="small" type="primary" data-testid="joint-notice-answer" onClick={() => setOpenId(next.id)}>
            {t('answer')}
          </Button>
          <button
            type="button"
            className={styles.close}
            aria-label={t('notice.dismiss')}
            onClick={() => setAway(new Set([...away, next.id]))}
          >
            <CloseOutlined />
          </button>
        </div>
      )}
      {open !== undefined && open.ended === null && <CallDialog call={open} onClose={() => setOpenId(null)} />}
    </>
  );
}
