import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormRow } from '../../ui/FormRow.tsx';
import styles from './Mediation.module.css';
import { MOST_REPRESENTATIVES, newRepresentative, type RepresentativeDraft } from './party-draft.ts';

interface RepresentativesProps {
  readonly drafts: readonly RepresentativeDraft[];
  onChange(drafts: readonly RepresentativeDraft[]): void;
}

/** Everybody who speaks for a party, each with what their authority reaches to. */
export function Representatives({ drafts, onChange }: RepresentativesProps) {
  const { t } = useTranslation('mediation');
  const set = (key: string, change: Partial<RepresentativeDraft>) =>
    onChange(drafts.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <>
      {drafts.map((draft, index) => {
        const line = (name: 'name' | 'relation' | 'phone', label: string, required = false) => (
          <FormRow label={label} required={required}>
            {(id) => (
              <Input
                id={id}
                data-testid={`representative-${name}`}
                value={draft[name]}
                maxLength={name === 'relation' ? 20 : 40}
                autoComplete="off"
                onChange={(event) => set(draft.key, { [name]: event.target.value })}
              />
            )}
          </FormRow>
        );
        return (
          <fieldset key={draft.key} className={styles.person} data-testid="representative">
            <legend>
              {t('party.representativeN', { n: index + 1 })}
              <Button size="small" onClick={() => onChange(drafts.filter(({ key }) => key !== draft.key))}>
                {t('party.drop')}
              </Button>
            </legend>
            {line('name', t('party.representative'), true)}
            {line('relation', t('party.repRelation'))}
            {line('phone', t('party.repPhone'))}
            <FormRow label={t('party.authority')}>
              {(id) => (
                <select
                  id={id}
                  data-testid="representative-authority"
                  value={draft.authority}
                  onChange={(event) => set(draft.key, { authority: event.target.value === 'special' ? 'special' : 'general' })}
                >
                  <option value="general">{t('authority.general')}</option>
                  <option value="special">{t('authority.special')}</option>
                </select>
              )}
            </FormRow>
            <FormRow label={t('party.authorityWords')}>
              {(id) => (
                <Input
                  id={id}
                  data-testid="representative-words"
                  value={draft.words}
                  maxLength={200}
                  placeholder={t(`authority.${draft.authority}.hint`)}
                  onChange={(event) => set(draft.key, { words: event.target.value })}
                />
              )}
            </FormRow>
          </fieldset>
        );
      })}
      {drafts.length < MOST_REPRESENTATIVES && (
        <div className={styles.buttons}>
          <Button size="small" data-testid="representative-add" onClick={() => onChange([...drafts, newRepresentative()])}>
            {t('party.addRepresentative')}
          </Button>
        </div>
      )}
    </>
  );
}
