import { useTranslation } from 'react-i18next';
import type { StepProps } from './ApplyForm.tsx';
import { isBlank, type PersonDraft } from './apply-draft.ts';
import styles from './Party.module.css';
import { lengthText } from './Speech.tsx';

/** Everything once more before it is sent. */
export function CheckStep({ draft }: StepProps) {
  const { t } = useTranslation(['party', 'cases']);
  const people = (list: readonly PersonDraft[]) =>
    list
      .filter((one) => !isBlank(one))
      .map(({ name, phone }) => [name.trim(), phone.trim()].filter(Boolean).join(' '))
      .join('；');
  const pictures = draft.files.filter(({ kind }) => kind === 'picture').length;
  const speech = draft.files.find(({ kind }) => kind === 'speech');
  const brought = [
    speech === undefined ? null : t('check.speech', { time: lengthText(speech.lastsMs) }),
    pictures === 0 ? null : t('check.pictures', { count: pictures }),
  ].filter(Boolean);
  const facts: readonly (readonly [string, string])[] = [
    [t('check.field'), draft.field === '' ? '' : t(`cases:field.${draft.field}`)],
    [t('check.how'), t(`matter.how.${draft.helped}`)],
    [t('person.applicant'), people(draft.applicants)],
    [t('person.respondent'), people(draft.respondents)],
    [t('facts'), draft.facts],
    [t('request'), draft.request],
    [t('my.materials'), brought.join('，')],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-empty={value.trim() === ''}>{value.trim() === '' ? t('check.none') : value}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.tick}>
        <input type="checkbox" required data-testid="apply-true" />
        {t('check.true')}
      </label>
    </>
  );
}
