import { useTranslation } from 'react-i18next';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import { type DisputeField, MEDIATOR_KINDS, type MediatorKind } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { useTable } from '../../store/context.tsx';

export interface TeamFilter {
  readonly field: DisputeField | null;
  readonly kind: MediatorKind | null;
  readonly studioId: string | null;
  readonly dutyNow: boolean;
}
export const NO_FILTER: TeamFilter = { field: null, kind: null, studioId: null, dutyNow: false };

/** What the list of people is narrowed to. */
export function TeamFilters({ value, onChange }: { value: TeamFilter; onChange: (filter: TeamFilter) => void }) {
  const { t } = useTranslation(['team', 'cases']);
  const studios = [...useTable('studio').byId.values()];
  return (
    <>
      <select
        data-testid="team-filter-field"
        aria-label={t('field.fields')}
        value={value.field ?? ''}
        onChange={({ target }) => onChange({ ...value, field: CASE_FIELDS.mediation.find((one) => one === target.value) ?? null })}
      >
        <option value="">{t('filter.fields')}</option>
        {CASE_FIELDS.mediation.map((field) => (
          <option key={field} value={field}>
            {t(`cases:field.${field}`)}
          </option>
        ))}
      </select>
      <select
        data-testid="team-filter-kind"
        aria-label={t('field.kind')}
        value={value.kind ?? ''}
        onChange={({ target }) => onChange({ ...value, kind: MEDIATOR_KINDS.find((one) => one === target.value) ?? null })}
      >
        <option value="">{t('filter.kinds')}</option>
        {MEDIATOR_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        data-testid="team-filter-studio"
        aria-label={t('field.studio')}
        value={value.studioId ?? ''}
        onChange={({ target }) => onChange({ ...value, studioId: target.value === '' ? null : target.value })}
      >
        <option value="">{t('filter.studios')}</option>
        {studios.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          data-testid="team-filter-duty"
          checked={value.dutyNow}
          onChange={({ target }) => onChange({ ...value, dutyNow: target.checked })}
        />{' '}
        {t('filter.dutyNow')}
      </label>
    </>
  );
}
