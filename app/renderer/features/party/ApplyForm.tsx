import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import { type ApplyDraft, applicationOf, factsWrongOf, isBlank, STEPS, type Step, wrongsOf } from './apply-draft.ts';
import { CheckStep } from './CheckStep.tsx';
import { FactsStep } from './FactsStep.tsx';
import styles from './Party.module.css';
import { PeopleStep } from './PeopleStep.tsx';
import type { ChangeDraft } from './use-draft.ts';

export interface StepProps {
  readonly draft: ApplyDraft;
  readonly change: ChangeDraft;
  /** Whether somebody has tried to go on: then what is wrong is said. */
  readonly tried: boolean;
}

/** Whether somebody may go on from a step. */
function isWhole(draft: ApplyDraft, step: Step, now: number): boolean {
  const fits = (people: ApplyDraft['applicants'], asks: boolean) =>
    people.every((one) => (!asks && isBlank(one)) || Object.keys(wrongsOf(one, asks, now)).length === 0);
  const whole: { readonly [S in Step]: () => boolean } = {
    matter: () => draft.field !== '',
    applicants: () => fits(draft.applicants, true),
    respondents: () => fits(draft.respondents, false),
    facts: () => factsWrongOf(draft) === null,
    check: () => applicationOf(draft) !== null,
  };
  return whole[step]();
}

/** The application, one matter a page. */
export function ApplyForm({ orgName, draft, change, onClear }: Omit<StepProps, 'tried'> & { orgName: string; onClear: () => void }) {
  const { t } = useTranslation('party');
  const [tried, setTried] = useState(false);
  const index = STEPS.indexOf(draft.step);
  const go = (step: Step | undefined) => {
    setTried(false);
    if (step !== undefined) change({ step });
    window.scrollTo({ top: 0 });
  };
  const next = () => {
    if (!isWhole(draft, draft.step, Date.now())) return setTried(true);
    if (draft.step === 'check') return change({ phase: 'sending' });
    go(STEPS[index + 1]);
  };
  const props: StepProps = { draft, change, tried };
  return (
    <main className={styles.page} data-testid="apply-form" data-step={draft.step}>
      <header className={styles.head}>
        <h1>{t('apply.title')}</h1>
        <p>{t('apply.to', { org: orgName })}</p>
      </header>
      <div className={styles.progress}>
        <p>
          <b>{t(`step.${draft.step}`)}</b>
          <span>{t('apply.step', { at: index + 1, of: STEPS.length })}</span>
        </p>
        <progress max={STEPS.length} value={index + 1} aria-label={t('apply.step', { at: index + 1, of: STEPS.length })} />
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        {draft.step === 'matter' && <MatterStep {...props} />}
        {draft.step === 'applicants' && <PeopleStep {...props} side="applicants" />}
        {draft.step === 'respondents' && <PeopleStep {...props} side="respondents" />}
        {draft.step === 'facts' && <FactsStep {...props} />}
        {draft.step === 'check' && <CheckStep {...props} />}
        <div className={styles.buttons}>
          {index > 0 && (
            <button type="button" className={styles.secondary} data-testid="apply-back" onClick={() => go(STEPS[index - 1])}>
              {t('apply.back')}
            </button>
          )}
          <button type="submit" className={styles.primary} data-testid="apply-next">
            {t(draft.step === 'check' ? 'check.submit' : 'apply.next')}
          </button>
        </div>
      </form>
      <footer className={styles.foot}>
        <p>{t('apply.free')}</p>
        <p>{t('apply.kept')}</p>
        <button type="button" className={styles.plain} onClick={() => window.confirm(t('apply.clear.sure')) && onClear()}>
          {t('apply.clear')}
        </button>
      </footer>
    </main>
  );
}

function MatterStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation(['party', 'cases']);
  return (
    <>
      <fieldset className={styles.choice}>
        <legend>{t('matter.field')}</legend>
        <div className={styles.fields}>
          {CASE_FIELDS.mediation.map((field) => (
            <label key={field} data-chosen={draft.field === field}>
              <input
                type="radio"
                name="field"
                className="visually-hidden"
                data-testid={`apply-field-${field}`}
                checked={draft.field === field}
                onChange={() => change({ field })}
              />
              {t(`cases:field.${field}`)}
            </label>
          ))}
        </div>
        {tried && draft.field === '' && <p className={styles.problem}>{t('matter.missing')}</p>}
      </fieldset>
      <fieldset className={styles.choice}>
        <legend>{t('matter.how')}</legend>
        <div className={styles.ways}>
          {(['none', 'spoken', 'written'] as const).map((helped) => (
            <label key={helped} data-chosen={draft.helped === helped}>
              <input
                type="radio"
                name="helped"
                className="visually-hidden"
                data-testid={`apply-how-${helped}`}
                checked={draft.helped === helped}
                onChange={() => change({ helped })}
              />
              <b>{t(`matter.how.${helped}`)}</b>
              <small>{t(`matter.how.${helped}.hint`)}</small>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
