import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DOCUMENT_KINDS } from '../../../../sfu-server/protocol/entities/document.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { DOCUMENT_LIMITS, type DocumentDraft, type DocumentText, problemsOf } from './document-form.ts';

interface DocumentFieldsProps {
  readonly draft: DocumentDraft;
  /** Whether what is missing is complained of: once sending it has been tried. */
  readonly strict: boolean;
  /** Whose paper it is is chosen when it is issued, and stays. */
  readonly placed: boolean;
  readonly placeProblem?: string | undefined;
  onChange(draft: DocumentDraft): void;
}

/** What is written in a document, as lines of a form. */
export function DocumentFields({ draft, strict, placed, placeProblem, onChange }: DocumentFieldsProps) {
  const { t } = useTranslation(['documents', 'forms']);
  const own = useOwnOrganisations();
  const problems = problemsOf(draft);
  const problemText = (name: DocumentText) => {
    const problem = problems[name];
    if (problem === undefined || (!strict && problem === 'problem.missing')) return undefined;
    return t(`forms:${problem}`, { field: t(`field.${name}`), max: DOCUMENT_LIMITS[name] });
  };
  return (
    <>
      <FormRow label={t('field.title')} required problem={problemText('title')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            data-testid="document-title"
            value={draft.title}
            maxLength={DOCUMENT_LIMITS.title}
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
          />
        )}
      </FormRow>
      <FormRow label={t('field.kind')}>
        {(id) => (
          <select
            id={id}
            data-testid="document-kind"
            value={draft.kind}
            onChange={(event) => onChange({ ...draft, kind: DOCUMENT_KINDS.find((one) => one === event.target.value) ?? 'notice' })}
          >
            {DOCUMENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      {!placed && (
        <FormRow label={t('field.organisation')} required problem={placeProblem}>
          {(id) => (
            <Select<string>
              id={id}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              options={[...own]}
              value={draft.orgId}
              onChange={(orgId) => onChange({ ...draft, orgId })}
            />
          )}
        </FormRow>
      )}
      <FormRow label={t('field.body')} problem={problemText('body')}>
        {(id) => (
          <Input.TextArea
            id={id}
            data-testid="document-body"
            value={draft.body}
            maxLength={DOCUMENT_LIMITS.body}
            autoSize={{ minRows: 10, maxRows: 24 }}
            onChange={(event) => onChange({ ...draft, body: event.target.value })}
          />
        )}
      </FormRow>
    </>
  );
}
