import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Party, Side } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { dayText } from '../../ui/time.ts';
import { changedFields } from './changed-fields.ts';
import styles from './Mediation.module.css';
import { isMinorDraft, LINES, type Line, type PartyDraft, partyDraftOf, partyOf, type Texts } from './party-draft.ts';
import { Representatives } from './Representatives.tsx';
import type { MediationWork } from './use-mediation.ts';

const OF_PERSONS: readonly Line[] = ['nation', 'job'];

interface PartyFormProps {
  readonly side: Side;
  /** Null for a new one. */
  readonly party: Party | null;
  readonly work: MediationWork;
  onDone(): void;
}

/** A party as the application form has it. Of one that is there only what was changed here is sent. */
export function PartyForm({ side, party, work, onDone }: PartyFormProps) {
  const { t } = useTranslation(['mediation', 'forms']);
  /** As it was when this form was opened. */
  const [before] = useState(party);
  const [draft, setDraft] = useState<PartyDraft>(() => partyDraftOf(before));
  const [wrong, setWrong] = useState<string | null>(null);
  const { kind, gender, texts } = draft;
  const change = (part: Partial<PartyDraft>) => setDraft((now) => ({ ...now, ...part }));
  const set = (name: keyof Texts) => (value: string) => setDraft((now) => ({ ...now, texts: { ...now.texts, [name]: value } }));
  const person = kind === 'person';
  const minor = isMinorDraft(draft, dayText(Date.now()));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = partyOf(draft, before?.id ?? uuidv7(), side);
    if (typed === null) {
      setWrong(t('party.wrong'));
      return;
    }
    const { id } = work.one;
    if (before === null) {
      if (await work.send('mediation.putParty', { id, party: typed })) onDone();
      return;
    }
    const changed = changedFields(before, typed);
    if (changed === null || (await work.send('mediation.putParty', { id, partyId: before.id, change: changed }))) onDone();
  };
  const line = (name: keyof Texts, label: string, required = false) => (
    <FormRow key={name} label={label} required={required}>
      {(id) => (
        <Input
          id={id}
          data-testid={`party-${name}`}
          value={texts[name]}
          maxLength={120}
          inputMode={name === 'age' ? 'numeric' : undefined}
          autoComplete="off"
          onChange={(event) => set(name)(event.target.value)}
        />
      )}
    </FormRow>
  );
  return (
    <form className={styles.form} data-testid="party-form" onSubmit={(event) => void submit(event)}>
      <FormRow label={t('party.kind')}>
        {(id) => (
          <select
            id={id}
            value={kind}
            onChange={(event) => change({ kind: event.target.value === 'organisation' ? 'organisation' : 'person' })}
          >
            <option value="person">{t('party.person')}</option>
            <option value="organisation">{t('party.organisation')}</option>
          </select>
        )}
      </FormRow>
      {LINES.filter((name) => (person ? name !== 'legalRepresentative' : !OF_PERSONS.includes(name))).map((name) =>
        line(name, t(`party.${name}`), name === 'name'),
      )}
      {person && (
        <>
          <FormRow label={t('party.gender')}>
            {(id) => (
              <select
                id={id}
                value={gender ?? ''}
                onChange={({ target }) => change({ gender: target.value === 'female' || target.value === 'male' ? target.value : null })}
              >
                <option value="">{t('unsaid')}</option>
                <option value="female">{t('gender.female')}</option>
                <option value="male">{t('gender.male')}</option>
              </select>
            )}
          </FormRow>
          <FormRow label={t('party.birthDate')}>
            {(id) => (
              <input
                id={id}
                type="date"
                data-testid="party-birthDate"
                value={texts.birthDate}
                onChange={(event) => set('birthDate')(event.target.value)}
              />
            )}
          </FormRow>
          {texts.birthDate === '' && line('age', t('party.age'))}
        </>
      )}
      {person && (minor || texts.guardianName !== '') && (
        <>
          {line('guardianName', t('party.guardian'), minor)}
          {line('guardianRelation', t('party.guardianRelation'), minor)}
          {line('guardianPhone', t('party.guardianPhone'))}
        </>
      )}
      <Representatives drafts={draft.representatives} onChange={(representatives) => change({ representatives })} />
      {wrong !== null && (
        <p className={styles.problem} role="alert">
          {wrong}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" data-testid="party-submit" disabled={work.action.busy}>
          {t('forms:save')}
        </Button>
        <Button onClick={onDone}>{t('forms:cancel')}</Button>
      </div>
    </form>
  );
}
