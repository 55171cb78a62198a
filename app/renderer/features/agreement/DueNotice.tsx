import { BellOutlined, CloseOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../store/desk-context.tsx';
import styles from '../meetings/MeetingNotice.module.css';
import { useDueItems } from './use-due-items.ts';
import { useDueText } from './use-due-text.ts';

/** Reminds the mediator's seat of what is due of agreements, whatever module is open; put away, it comes again the next day. */
export function DueNotice() {
  const { t } = useTranslation('agreement');
  const desk = useDeskStore();
  const items = useDueItems();
  const dueText = useDueText();
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const left = items.filter(({ key }) => !away.has(key));
  const [next] = left;
  if (next === undefined) return null;
  const putAway = (keys: readonly string[]) => setAway(new Set([...away, ...keys]));
  return (
    <div className={styles.notice} role="status" data-testid="due-notice" data-when={next.when}>
      <BellOutlined aria-hidden="true" />
      <button
        type="button"
        className={styles.title}
        title={dueText(next)}
        onClick={() => {
          putAway([next.key]);
          desk.openCase(next.caseId);
        }}
      >
        {t(`due.${next.when}`)} · {dueText(next)}
        {left.length > 1 ? ` · ${t('due.more', { count: left.length - 1 })}` : ''}
      </button>
      <button
        type="button"
        className={styles.close}
        aria-label={t('due.dismiss')}
        data-testid="due-notice-dismiss"
        onClick={() => putAway(left.map(({ key }) => key))}
      >
        <CloseOutlined />
      </button>
    </div>
  );
}
