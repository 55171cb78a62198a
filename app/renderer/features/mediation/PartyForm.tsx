import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { isMinor, type Party, partySchema, type Side } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { orNull } from '../../ui/text-problem.ts';
import { dayText } from '../../ui/time.ts';
import { changedFields } from './changed-fields.ts';
import styles from './Mediation.module.css';
import type { MediationWork } from './use-mediation.ts';

const LINES = ['name', 'nation', 'idNumber', 'job', 'phone', 'address', 'legalRepresentative'] as const;
type Line = (typeof LINES)[number];
const OF_PERSONS: readonly Line[] = ['nation', 'job'];
type Texts = Record<
  Line | 'birthDate' | 'guardianName' | 'guardianRelation' | 'guardianPhone' | 'repName' | 'repPhone' | 'repRelation',
  string
>;

function textsOf(party: Party | null): Texts {
  const [representative] = party?.representatives ?? [];
  return {
    name: party?.name ?? '',
    nation: party?.nation ?? '',
    idNumber: party?.idNumber ?? '',
    job: party?.job ?? '',
    phone: party?.phone ?? '',
    address: party?.address ?? '',
    legalRepresentative: party?.legalRepresentative ?? '',
    birthDate: party?.birthDate ?? '',
    guardianName: party?.guardian?.name ?? '',
    guardianRelation: party?.guardian?.relation ?? '',
    guardianPhone: party?.guardian?.phone ?? '',
    repName: representative?.name ?? '',
    repPhone: representative?.phone ?? '',
    repRelation: representative?.relation ?? '',
  };
}

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
  const [texts, setTexts] = useState(() => textsOf(before));
  const [kind, setKind] = useState<Party['kind']>(before?.kind ?? 'person');
  const [gender, setGender] = useState(before?.gender ?? null);
  const [special, setSpecial] = useState(before?.representatives[0]?.authority === 'special');
  const [wrong, setWrong] = useState<string | null>(null);
  const set = (name: keyof Texts) => (value: string) => setTexts((before) => ({ ...before, [name]: value }));
  const person = kind === 'person';
  const minor = person && texts.birthDate !== '' && isMinor({ kind, birthDate: texts.birthDate, age: null }, dayText(Date.now()));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const maybe = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, orNull(value)]));
    const [first, ...others] = before?.representatives ?? [];
    const representative = { name: maybe.repName, phone: maybe.repPhone, relation: maybe.repRelation, words: first?.words ?? null };
    const parsed = partySchema.safeParse({
      ...maybe,
      id: before?.id ?? uuidv7(),
      side,
      kind,
      gender: person ? gender : null,
      age: maybe.birthDate === null ? (before?.age ?? null) : null,
      guardian:
        maybe.guardianName === null ? null : { name: maybe.guardianName, relation: maybe.guardianRelation, phone: maybe.guardianPhone },
      representatives: maybe.repName === null ? others : [{ ...representative, authority: special ? 'special' : 'general' }, ...others],
    });
    if (!parsed.success) {
      setWrong(t('party.wrong'));
      return;
    }
    const { id } = work.one;
    if (before === null) {
      if (await work.send('mediation.putParty', { id, party: parsed.data })) onDone();
      return;
    }
    const change = changedFields(before, parsed.data);
    if (change === null || (await work.send('mediation.putParty', { id, partyId: before.id, change }))) onDone();
  };
  const line = (name: keyof Texts, label: string, required = false) => (
    <FormRow key={name} label={label} required={required}>
      {(id) => (
        <Input
          id={id}
          data-testid={`party-${name}`}
          value={texts[name]}
          maxLength={120}
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
          <select id={id} value={kind} onChange={(event) => setKind(event.target.value === 'organisation' ? 'organisation' : 'person')}>
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
                onChange={(event) => setGender(event.target.value === '' ? null : event.target.value === 'male' ? 'male' : 'female')}
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
        </>
      )}
      {(minor || texts.guardianName !== '') && (
        <>
          {line('guardianName', t('party.guardian'), minor)}
          {line('guardianRelation', t('party.guardianRelation'), minor)}
          {line('guardianPhone', t('party.guardianPhone'))}
        </>
      )}
      {line('repName', t('party.representative'))}
      {texts.repName !== '' && (
        <>
          {line('repRelation', t('party.repRelation'))}
          {line('repPhone', t('party.repPhone'))}
          <FormRow label={t('party.authority')}>
            {(id) => (
              <select id={id} value={special ? 'special' : 'general'} onChange={(event) => setSpecial(event.target.value === 'special')}>
                <option value="general">{t('authority.general')}</option>
                <option value="special">{t('authority.special')}</option>
              </select>
            )}
          </FormRow>
        </>
      )}
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
