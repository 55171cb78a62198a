import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { type Department, isPresentOn, weekdayOf } from '../../../../sfu-server/protocol/entities/department.ts';
import type { MediationSession } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { dayText, momentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import medi from '../mediation/Mediation.module.css';
import type { MediationWork } from '../mediation/use-mediation.ts';
import { fromInput, toInput } from '../meetings/county-input.ts';
import { callableFor } from './call-list.ts';
import styles from './Joint.module.css';
import { useCallText } from './use-call-text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When an answer is asked for at first: within a day, and an hour before the hearing. */
function usualTime(session: MediationSession | undefined, now: number): number {
  const inADay = now + DAY_MS;
  return session === undefined ? inADay : Math.max(now + HOUR_MS / 2, Math.min(inADay, session.startsAt - HOUR_MS));
}

/** Calls departments; those that sit in the centre on the day of the hearing stand first. */
export function CallForm({ work, onDone }: { work: MediationWork; onDone: () => void }) {
  const { t } = useTranslation(['joint', 'forms']);
  const text = useCallText();
  const now = useNow(60_000);
  const organisations = useTable('organisation').byId;
  const departments = useTable('department').byId;
  const { one, mediation } = work;
  const open = mediation.sessions.filter(
    ({ cancelReason, startsAt, durationMin }) => cancelReason === null && startsAt + durationMin * 60_000 > now,
  );
  const [sessionId, setSessionId] = useState(open[0]?.id ?? '');
  const session = open.find(({ id }) => id === sessionId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [words, setWords] = useState(() => t('call.usualWords'));
  const [answerBy, setAnswerBy] = useState(() => toInput(usualTime(open[0], now)));
  const by = fromInput(answerBy);
  const weekday = weekdayOf(dayText(session?.startsAt ?? now));
  const pathOf = (orgId: string) => organisations.get(orgId)?.path;
  const callable = callableFor(departments.values(), pathOf(one.orgId), pathOf, weekday);
  const complete = chosen.length > 0 && words.trim() !== '' && by !== null;
  const factsOf = ({ id, name, people }: Department) => ({
    caseId: one.id,
    departmentId: id,
    orgId: one.orgId,
    orgName: organisations.get(one.orgId)?.name ?? '',
    caseNumber: one.number,
    field: one.field,
    departmentName: name,
    people,
    session: session === undefined ? null : sessionFacts(session),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || by === null) return;
    for (const department of callable.filter(({ id }) => chosen.includes(id))) {
      const call = { id: uuidv7(), ...factsOf(department), words: words.trim(), answerBy: by, calledAt: Date.now() };
      if (!(await work.send('jointCall.make', call))) return;
    }
    onDone();
  };
  return (
    <form className={medi.form} data-testid="joint-call-form" onSubmit={(event) => void submit(event)}>
      <FormRow label={t('call.when')}>
        {(id) => (
          <select
            id={id}
            data-testid="joint-call-session"
            value={sessionId}
            onChange={(event) => {
              setSessionId(event.target.value);
              setAnswerBy(
                toInput(
                  usualTime(
                    open.find((other) => other.id === event.target.value),
                    now,
                  ),
                ),
              );
            }}
          >
            {open.map(({ id: value, startsAt, place }) => (
              <option key={value} value={value}>
                {`${momentText(startsAt)} ${place ?? t('call.byVideo')}`}
              </option>
            ))}
            <option value="">{t('call.anyTime')}</option>
          </select>
        )}
      </FormRow>
      <FormRow label={t('call.departments')} required>
        {(id) =>
          callable.length === 0 ? (
            <span className={medi.hint}>{t('departments.none')}</span>
          ) : (
            <ul className={styles.choices} id={id} aria-label={t('call.departments')}>
              {callable.map((department) => (
                <li key={department.id} data-testid="joint-choice" data-name={department.name}>
                  <Checkbox
                    checked={chosen.includes(department.id)}
                    onChange={(event) =>
                      setChosen(event.target.checked ? [...chosen, department.id] : chosen.filter((other) => other !== department.id))
                    }
                  >
                    {department.name}
                    {isPresentOn(department, weekday) && <span className={styles.here}>{t('present')}</span>}
                  </Checkbox>
                  <small>
                    {[
                      text.presence(department),
                      department.role,
                      department.people.length === 0
                        ? t('noAccount', { phone: department.phone ?? '' })
                        : department.people.map(({ name }) => name).join('、'),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </FormRow>
      <FormRow label={t('call.words')} required>
        {(id) => (
          <Input id={id} maxLength={200} data-testid="joint-call-words" value={words} onChange={(event) => setWords(event.target.value)} />
        )}
      </FormRow>
      <p className={medi.hint}>{t('call.noNames')}</p>
      <FormRow label={t('call.answerBy')} required>
        {(id) => <input id={id} type="datetime-local" value={answerBy} onChange={(event) => setAnswerBy(event.target.value)} />}
      </FormRow>
      <div className={medi.buttons}>
        <Button type="primary" htmlType="submit" data-testid="joint-call-submit" disabled={work.action.busy || !complete}>
          {t('call.send', { count: chosen.length })}
        </Button>
        <Button onClick={onDone}>{t('forms:cancel')}</Button>
      </div>
    </form>
  );
}

function sessionFacts({ id, startsAt, durationMin, place, roomId, cancelReason }: MediationSession) {
  return { id, startsAt, durationMin, place, roomId, cancelReason };
}
