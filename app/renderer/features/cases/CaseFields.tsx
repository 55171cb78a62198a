import { Input, Select } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_FIELDS, type CaseKind } from '../../../../sfu-server/protocol/entities/case.ts';
import { useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { SourceFields } from '../mediation/SourceFields.tsx';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { CASE_LIMITS, type CaseDraft, type CaseText, problemsOf } from './case-form.ts';

interface CaseFieldsProps {
  readonly kind: CaseKind;
  readonly draft: CaseDraft;
  /** Whether what is missing is complained of: once sending it has been tried. */
  readonly strict: boolean;
  /** Where it belongs is chosen when it is registered, and stays. */
  readonly placed: boolean;
  readonly placeProblem?: string | undefined;
  /** What is named by the parties, not here. */
  readonly hidden?: readonly CaseText[];
  onChange(draft: CaseDraft): void;
}

/** What is written about a case, as a form. */
export function CaseFields({ kind, draft, strict, placed, placeProblem, hidden = [], onChange }: CaseFieldsProps) {
  const { t } = useTranslation(['cases', 'forms']);
  const problems = problemsOf(draft);
  const set = (change: Partial<CaseDraft>) => onChange({ ...draft, ...change });
  const rowOf = (name: CaseText, label: string, required: boolean, control: (id: string) => ReactNode) => {
    const problem = problems[name];
    const shown = problem !== undefined && (strict || problem !== 'problem.missing');
    const text = shown ? t(`forms:${problem}`, { field: label, max: CASE_LIMITS[name] }) : undefined;
    return (
      <FormRow label={label} required={required} problem={text}>
        {control}
      </FormRow>
    );
  };
  const line = (name: Exclude<CaseText, 'facts'>, label: string, required = false, focused = false) =>
    rowOf(name, label, required, (id) => (
      <Input
        id={id}
        autoFocus={focused}
        data-testid={`case-${name}`}
        value={draft[name]}
        maxLength={CASE_LIMITS[name]}
        inputMode={name === 'phone' ? 'tel' : 'text'}
        autoComplete="off"
        onChange={(event) => set({ [name]: event.target.value })}
      />
    ));
  return (
    <div className={page.fields}>
      {line('title', t('form.title'), true, true)}
      <FormRow label={t('detail.field')}>
        {(id) => (
          <select
            id={id}
            data-testid="case-field"
            value={draft.field ?? ''}
            onChange={(event) => set({ field: CASE_FIELDS[kind].find((one) => one === event.target.value) ?? null })}
          >
            <option value="">{t('form.noField')}</option>
            {CASE_FIELDS[kind].map((one) => (
              <option key={one} value={one}>
                {t(`field.${one}`)}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      {!placed && kind === 'mediation' && <SourceFields source={draft.source} onChange={(source) => set({ source })} />}
      {!placed && <CasePlace draft={draft} problem={placeProblem} onChange={set} />}
      {!hidden.includes('applicantName') && line('applicantName', t(`applicant.${kind}`), true)}
      {line('phone', t('detail.phone'))}
      {!hidden.includes('respondentName') && line('respondentName', t(`respondent.${kind}`))}
      {/* Who mediates is assigned. */}
      {kind !== 'mediation' && line('handlerName', t('detail.handler'))}
      {rowOf('facts', t('detail.facts'), false, (id) => (
        <Input.TextArea
          id={id}
          data-testid="case-facts"
          value={draft.facts}
          maxLength={CASE_LIMITS.facts}
          autoSize={{ minRows: 5, maxRows: 14 }}
          onChange={(event) => set({ facts: event.target.value })}
        />
      ))}
    </div>
  );
}

interface CasePlaceProps {
  readonly draft: CaseDraft;
  readonly problem: string | undefined;
  onChange(change: Pick<CaseDraft, 'orgId' | 'gridId'> | Pick<CaseDraft, 'gridId'>): void;
}

/** Who handles it, and the grid that it comes from, which lies below that. */
function CasePlace({ draft, problem, onChange }: CasePlaceProps) {
  const { t } = useTranslation('cases');
  const own = useOwnOrganisations();
  const organisations = useTable('organisation').byId;
  const grids = useTable('grid').byId;
  const path = organisations.get(draft.orgId)?.path;
  const gridOptions = useMemo(() => {
    const below = [...grids.values()].filter(({ orgId }) => path !== undefined && organisations.get(orgId)?.path.startsWith(path));
    return below.map(({ id, name }) => ({ value: id, label: name }));
  }, [grids, organisations, path]);
  return (
    <>
      <FormRow label={t('detail.organisation')} required problem={problem}>
        {(id) => (
          <Select<string>
            id={id}
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            options={[...own]}
            value={draft.orgId}
            onChange={(orgId) => onChange({ orgId, gridId: null })}
          />
        )}
      </FormRow>
      <FormRow label={t('detail.grid')}>
        {(id) => (
          <Select<string>
            id={id}
            allowClear
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('form.noGrid')}
            options={gridOptions}
            value={draft.gridId}
            onChange={(gridId) => onChange({ gridId: gridId ?? null })}
          />
        )}
      </FormRow>
    </>
  );
}
