import { useTranslation } from 'react-i18next';
import { isUnderAge, type PersonDraft, type PersonWrongs } from './apply-draft.ts';
import { Field } from './Field.tsx';
import styles from './Party.module.css';

interface PersonFieldsProps {
  readonly person: PersonDraft;
  /** Whoever applies: has to be reached. */
  readonly asks: boolean;
  readonly wrongs: PersonWrongs;
  onChange(part: Partial<PersonDraft>): void;
}

type Line = Exclude<keyof PersonDraft, 'id' | 'kind' | 'gender' | 'repSpecial'>;
const INPUT: { readonly [K in Line]?: { readonly type?: string; readonly inputMode?: 'tel'; readonly max?: number } } = {
  phone: { type: 'tel', inputMode: 'tel', max: 25 },
  guardianPhone: { type: 'tel', inputMode: 'tel', max: 25 },
  repPhone: { type: 'tel', inputMode: 'tel', max: 25 },
  birthDate: { type: 'date' },
  idNumber: { max: 30 },
  address: { max: 120 },
  name: { max: 40 },
};

/** Somebody as the application form has them: name and number first, the rest for whoever wants to. */
export function PersonFields({ person, asks, wrongs, onChange }: PersonFieldsProps) {
  const { t } = useTranslation('party');
  const isPerson = person.kind === 'person';
  const minor = isUnderAge(person, Date.now());
  const line = (key: Line, label: string, required = false) => (
    <Field label={label} required={required} problem={wrongs[key] === undefined ? null : t(`wrong.${wrongs[key]}`)}>
      {(id) => (
        <input
          id={id}
          data-testid={`person-${key}`}
          type={INPUT[key]?.type ?? 'text'}
          inputMode={INPUT[key]?.inputMode}
          maxLength={INPUT[key]?.max ?? 40}
          autoComplete="off"
          value={person[key]}
          onChange={(event) => onChange({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className={styles.segments} role="radiogroup" aria-label={t('person.kind')}>
        {(['person', 'organisation'] as const).map((kind) => (
          <label key={kind} data-chosen={person.kind === kind}>
            <input
              type="radio"
              className="visually-hidden"
              name={`kind-${person.id}`}
              checked={person.kind === kind}
              onChange={() => onChange({ kind })}
            />
            {t(`person.kind.${kind}`)}
          </label>
        ))}
      </div>
      {line('name', t(isPerson ? 'person.name' : 'person.orgName'), true)}
      {line('phone', t(asks ? 'person.phone' : 'person.phone.unknown'), asks)}
      {isPerson ? line('birthDate', t('person.birthDate')) : line('legalRepresentative', t('person.legalRepresentative'))}
      {minor && (
        <>
          <p className={styles.hint}>{t('person.guardian.why')}</p>
          {line('guardianName', t('person.guardian'), true)}
          {line('guardianRelation', t('person.guardianRelation'), true)}
          {line('guardianPhone', t('person.guardianPhone'))}
        </>
      )}
      <details className={styles.more} open={wrongs.idNumber !== undefined || wrongs.repPhone !== undefined || undefined}>
        <summary data-testid="person-more">{t('person.more')}</summary>
        {isPerson && (
          <Field label={t('person.gender')}>
            {(id) => (
              <select
                id={id}
                value={person.gender}
                onChange={({ target }) => onChange({ gender: target.value === 'female' || target.value === 'male' ? target.value : '' })}
              >
                <option value="">{t('person.gender.unsaid')}</option>
                <option value="female">{t('person.gender.female')}</option>
                <option value="male">{t('person.gender.male')}</option>
              </select>
            )}
          </Field>
        )}
        {line('idNumber', t('person.idNumber'))}
        {line('address', t('person.address'))}
        {line('repName', t('person.rep'))}
        {person.repName.trim() !== '' && (
          <>
            {line('repRelation', t('person.repRelation'))}
            {line('repPhone', t('person.repPhone'))}
            <label className={styles.tick}>
              <input type="checkbox" checked={person.repSpecial} onChange={({ target }) => onChange({ repSpecial: target.checked })} />
              {t('person.repSpecial')}
            </label>
          </>
        )}
      </details>
    </>
  );
}
