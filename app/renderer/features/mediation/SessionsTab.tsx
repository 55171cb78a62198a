import { Button, Input, InputNumber } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { FormRow } from '../../ui/FormRow.tsx';
import { orNull } from '../../ui/text-problem.ts';
import { momentText } from '../../ui/time.ts';
import { fromInput, toInput } from '../meetings/county-input.ts';
import styles from './Mediation.module.css';
import { Reason } from './Reason.tsx';
import { useEnterHearing } from './use-enter-hearing.ts';
import type { MediationWork } from './use-mediation.ts';

const HOUR_MS = 3_600_000;

/** Hearings, planned and called off. */
export function SessionsTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'forms']);
  const { one, mediation, action, can, send } = work;
  const enter = useEnterHearing();
  const [cancelling, setCancelling] = useState<string | null>(null);
  return (
    <>
      {mediation.sessions.length === 0 && <p className={styles.hint}>{t('session.none')}</p>}
      <ul className={styles.list}>
        {mediation.sessions.map((session) => (
          <li key={session.id} data-testid="session" data-off={session.cancelReason !== null}>
            <span>
              {momentText(session.startsAt)} · {t('session.minutes', { count: session.durationMin })} ·{' '}
              {session.place ?? t('session.video')}
              <small>{t('session.by', { name: session.plannedByName })}</small>
              {session.cancelReason !== null && <small>{t('session.off', { reason: session.cancelReason })}</small>}
              {cancelling === session.id && (
                <Reason
                  label={t('session.cancelReason')}
                  name={t('session.cancel')}
                  testId="session-cancel"
                  onSend={async (reason) => {
                    const taken = await send('mediation.cancelSession', { id: one.id, sessionId: session.id, reason });
                    if (taken) setCancelling(null);
                    return taken;
                  }}
                />
              )}
            </span>
            {can('openSession') && session.cancelReason === null && mediation.suspension === null && (
              <Button
                size="small"
                type="primary"
                data-testid="session-enter"
                disabled={action.busy}
                onClick={() => void action.run(() => enter(one.id, session))}
              >
                {t(session.roomId === null ? 'session.open' : 'session.enter')}
              </Button>
            )}
            {can('cancelSession') && session.cancelReason === null && session.roomId === null && cancelling !== session.id && (
              <Button size="small" onClick={() => setCancelling(session.id)}>
                {t('session.cancel')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {can('planSession') && mediation.suspension === null ? (
        <SessionForm work={work} />
      ) : (
        work.mayHandle && <p className={styles.hint}>{t(mediation.suspension === null ? 'session.notYet' : 'session.suspended')}</p>
      )}
    </>
  );
}

function SessionForm({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'forms']);
  const [starts, setStarts] = useState(() => toInput(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS));
  const [durationMin, setDurationMin] = useState(60);
  const [place, setPlace] = useState('');
  const startsAt = fromInput(starts);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (startsAt === null) return;
    await work.send('mediation.planSession', { id: work.one.id, sessionId: uuidv7(), startsAt, durationMin, place: orNull(place) });
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <FormRow label={t('session.starts')} required>
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            data-testid="session-starts"
            value={starts}
            onChange={(event) => setStarts(event.target.value)}
          />
        )}
      </FormRow>
      <FormRow label={t('session.duration')} required>
        {(id) => <InputNumber id={id} min={10} max={600} step={15} value={durationMin} onChange={(value) => setDurationMin(value ?? 60)} />}
      </FormRow>
      <FormRow label={t('session.place')}>
        {(id) => (
          <Input
            id={id}
            maxLength={80}
            data-testid="session-place"
            placeholder={t('session.video')}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        )}
      </FormRow>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" data-testid="session-plan" disabled={work.action.busy || startsAt === null}>
          {t('session.plan')}
        </Button>
      </div>
    </form>
  );
}
