import { useTranslation } from 'react-i18next';
import type { StepProps } from './ApplyForm.tsx';
import { type ApplyDraft, isBlank, newPerson, type PersonDraft, wrongsOf } from './apply-draft.ts';
import styles from './Party.module.css';
import { PersonFields } from './PersonFields.tsx';

/** More go with the papers: an application is filled in on a phone. */
const MOST = 6;
const SIDE = { applicants: 'applicant', respondents: 'respondent' } as const;

/** Those of one side, one after another. */
export function PeopleStep({ draft, change, tried, side }: StepProps & { side: keyof typeof SIDE }) {
  const { t } = useTranslation('party');
  const people = draft[side];
  const name = SIDE[side];
  const asks = side === 'applicants';
  const put = (list: readonly PersonDraft[]) => {
    const part: Partial<ApplyDraft> = { [side]: list };
    change(part);
  };
  return (
    <>
      {!asks && <p className={styles.hint}>{t('person.nobody')}</p>}
      {people.map((person, index) => (
        <fieldset key={person.id} className={styles.person} data-testid={`apply-${name}`}>
          <legend>
            {people.length === 1 ? t(`person.${name}`) : t(`person.${name}.n`, { n: index + 1 })}
            {people.length > 1 && (
              <button type="button" className={styles.plain} onClick={() => put(people.filter((one) => one !== person))}>
                {t('person.remove')}
              </button>
            )}
          </legend>
          <PersonFields
            person={person}
            asks={asks}
            wrongs={tried && (asks || !isBlank(person)) ? wrongsOf(person, asks, Date.now()) : {}}
            onChange={(part) => put(people.map((one) => (one === person ? { ...one, ...part } : one)))}
          />
        </fieldset>
      ))}
      {people.length < MOST && (
        <button type="button" className={styles.secondary} data-testid={`apply-add-${name}`} onClick={() => put([...people, newPerson()])}>
          {t(`person.add.${name}`)}
        </button>
      )}
    </>
  );
}
