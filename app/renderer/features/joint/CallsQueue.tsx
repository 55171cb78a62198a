import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageMedia } from '../../media/use-media.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { CallDialog } from './CallDialog.tsx';
import { callsFor, roomFor, standingOf } from './call-list.ts';
import styles from './Joint.module.css';
import { Standing } from './Standing.tsx';
import { useCallText } from './use-call-text.ts';

/** Calls that name this seat, with its answers. Not there where there are none. */
export function CallsQueue({ onChoose }: { onChoose: (caseId: string) => void }) {
  const { t } = useTranslation('joint');
  const text = useCallText();
  const { id: me } = useAccount();
  const calls = useTable('jointCall').byId;
  const cases = useTable('case').byId;
  const mediations = useTable('mediation').byId;
  const media = usePageMedia();
  const desk = useDeskStore();
  const now = useNow(60_000);
  const [openId, setOpenId] = useState<string | null>(null);
  const mine = callsFor(calls.values(), me);
  const open = mine.find(({ id }) => id === openId);
  if (mine.length === 0) return null;
  return (
    <section className={styles.queue} aria-label={t('queue')} data-testid="joint-queue">
      <strong>{t('queue')}</strong>
      <ol>
        {mine
          .map((call) => ({ call, roomId: roomFor(call, me, mediations.get(call.caseId)?.sessions ?? []) }))
          .map(({ call, roomId }) => (
            <li key={call.id} data-testid="joint-queue-call">
              <Standing standing={standingOf(call, now)} />
              <span>{[call.orgName, text.about(call), text.session(call)].join(' · ')}</span>
              {roomId !== null && (
                <Button
                  size="small"
                  type="primary"
                  data-testid="joint-queue-enter"
                  onClick={() => {
                    media.join({ id: roomId, title: call.caseNumber ?? call.departmentName });
                    desk.open('rooms');
                  }}
                >
                  {t('room.enter')}
                </Button>
              )}
              {cases.has(call.caseId) && (
                <Button size="small" data-testid="joint-queue-case" onClick={() => onChoose(call.caseId)}>
                  {t('case.open')}
                </Button>
              )}
              <Button size="small" type={call.answer === null ? 'primary' : 'default'} onClick={() => setOpenId(call.id)}>
                {t(call.answer === null ? 'answer' : 'answer.change')}
              </Button>
            </li>
          ))}
      </ol>
      {open !== undefined && <CallDialog call={open} onClose={() => setOpenId(null)} />}
    </section>
  );
}
