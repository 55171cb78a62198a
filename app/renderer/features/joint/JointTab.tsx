import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import { useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import medi from '../mediation/Mediation.module.css';
import { Reason } from '../mediation/Reason.tsx';
import type { MediationWork } from '../mediation/use-mediation.ts';
import { CallAnswerForm } from './CallAnswerForm.tsx';
import { CallForm } from './CallForm.tsx';
import { callsOfCase, standingOf } from './call-list.ts';
import styles from './Joint.module.css';
import { Standing } from './Standing.tsx';
import { useCallText } from './use-call-text.ts';

/** Departments that were called to this case, what they have answered, and calling more of them. */
export function JointTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation('joint');
  const { byId, pendingIds } = useTable('jointCall');
  const calls = callsOfCase(byId.values(), work.one.id);
  const [calling, setCalling] = useState(false);
  const mayCall = work.can('call') && work.mediation.suspension === null;
  return (
    <>
      {calls.length === 0 && !calling && <p className={medi.hint}>{t('none')}</p>}
      <ul className={styles.calls}>
        {calls.map((call) => (
          <CallLine key={call.id} call={call} pending={pendingIds.has(call.id)} work={work} />
        ))}
      </ul>
      {mayCall && calling && <CallForm work={work} onDone={() => setCalling(false)} />}
      {mayCall && !calling && (
        <div className={medi.buttons}>
          <Button type="primary" size="small" data-testid="joint-call" onClick={() => setCalling(true)}>
            {t('call')}
          </Button>
        </div>
      )}
      {work.mayHandle && !mayCall && <p className={medi.hint}>{t(work.mediation.suspension === null ? 'notNow' : 'suspended')}</p>}
    </>
  );
}

function CallLine({ call, pending, work }: { call: JointCall; pending: boolean; work: MediationWork }) {
  const { t } = useTranslation(['joint', 'forms']);
  const text = useCallText();
  const now = useNow(60_000);
  const [open, setOpen] = useState<'note' | 'end' | null>(null);
  const { answer, ended } = call;
  const said = text.answer(call);
  return (
    <li data-testid="call" data-standing={standingOf(call, now)} data-department={call.departmentName}>
      <div className={styles.line}>
        <b>{call.departmentName}</b>
        <Standing standing={standingOf(call, now)} />
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        {work.mayHandle && ended === null && (
          <span className={styles.actions}>
            <Button size="small" data-testid="call-note" onClick={() => setOpen(open === 'note' ? null : 'note')}>
              {t('answer.byPhone')}
            </Button>
            <Button size="small" data-testid="call-end-open" onClick={() => setOpen(open === 'end' ? null : 'end')}>
              {t('end')}
            </Button>
          </span>
        )}
      </div>
      <p className={styles.words}>{call.words}</p>
      <p className={styles.small}>{text.session(call)}</p>
      <p className={styles.small}>
        {t('called', { name: call.calledByName, at: momentText(call.calledAt), by: momentText(call.answerBy) })}
      </p>
      {said !== null && (
        <p className={styles.words} data-testid="call-answer">
          {t(answer?.result === 'declined' ? 'declinedWords' : 'comesWords', { words: said })}
        </p>
      )}
      {answer !== null && (
        <p className={styles.small}>
          {t(answer.byPhone ? 'answeredByPhone' : 'answered', { name: answer.byName, at: momentText(answer.at) })}
        </p>
      )}
      {ended !== null && (
        <p className={styles.small}>{t('endedWords', { name: ended.byName, at: momentText(ended.at), reason: ended.reason })}</p>
      )}
      {open === 'note' && ended === null && <CallAnswerForm call={call} onDone={() => setOpen(null)} />}
      {open === 'end' && ended === null && (
        <Reason
          label={t('end.reason')}
          name={t('end')}
          testId="call-end"
          onSend={async (reason) => {
            const taken = await work.send('jointCall.end', { id: call.id, reason });
            if (taken) setOpen(null);
            return taken;
          }}
        />
      )}
    </li>
  );
}
