import { Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Contact } from '../../../../sfu-server/protocol/entities/contact.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { useAction } from '../rooms/use-action.ts';
import { additionOf, CONTACT_LIMITS, type ContactText, changeOf, draftOf, emptyDraft, problemsOf } from './contact-form.ts';

interface ContactFormProps {
  /** The one to be edited, as it was when the form was opened; null for a new one. */
  readonly before: Contact | null;
  /** Where a new one is put at first. */
  readonly orgId: string;
  onClose(): void;
  onDone(id: string): void;
}

/** A person of the directory, new or to be set right. */
export function ContactForm({ before: given, orgId, onClose, onDone }: ContactFormProps) {
  const { t } = useTranslation(['contacts', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const own = useOwnOrganisations();
  const organisations = useTable('organisation').byId;
  const [before] = useState(given);
  const [draft, setDraft] = useState(() => (before === null ? emptyDraft(orgId) : draftOf(before)));
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const path = organisations.get(draft.orgId)?.path;
  const allowed = path !== undefined && isAllowed(role, 'contact.write', organisation.path, path);

  const save = async (id: string) => {
    if (before === null) {
      const args = additionOf(draft, id);
      return args !== null && action.run(() => mutate(bridge, 'contact.add', args));
    }
    const args = changeOf(draft, before);
    return args === null || action.run(() => mutate(bridge, 'contact.edit', args));
  };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (!allowed || Object.keys(problems).length > 0) return;
    const id = before?.id ?? uuidv7();
    if (await save(id)) onDone(id);
  };
  const line = (name: ContactText, required: boolean, focused = false) => {
    const problem = problems[name];
    const label = t(`field.${name}`);
    const shown = problem !== undefined && (tried || problem !== 'problem.missing');
    return (
      <FormRow
        label={label}
        required={required}
        problem={shown ? t(`forms:${problem}`, { field: label, max: CONTACT_LIMITS[name] }) : undefined}
      >
        {(id) => (
          <Input
            id={id}
            autoFocus={focused}
            data-testid={`contact-${name}`}
            value={draft[name]}
            maxLength={CONTACT_LIMITS[name]}
            inputMode={name === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        )}
      </FormRow>
    );
  };
  const title = t(before === null ? 'form.add' : 'form.edit');
  return (
    <section className={page.detail} aria-label={title}>
      <form className={page.form} data-testid="contact-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{title}</h3>
        </header>
        <div className={page.scroll}>
          <div className={page.fields}>
            {line('name', true, true)}
            <FormRow label={t('field.organisation')} required problem={allowed ? undefined : t('form.organisationRight')}>
              {(id) => (
                <Select<string>
                  id={id}
                  style={{ width: '100%' }}
                  disabled={before !== null}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={[...own]}
                  value={draft.orgId}
                  onChange={(next) => setDraft({ ...draft, orgId: next })}
                />
              )}
            </FormRow>
            {line('post', true)}
            {line('phone', true)}
            {line('role', false)}
            <FormRow label={t('duty')}>
              {(id) => (
                <Checkbox
                  id={id}
                  data-testid="contact-duty"
                  checked={draft.isDuty}
                  onChange={(event) => setDraft({ ...draft, isDuty: event.target.checked })}
                >
                  {t('field.isDuty')}
                </Checkbox>
              )}
            </FormRow>
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onClose}>{t('forms:cancel')}</Button>
          <Button type="primary" htmlType="submit" data-testid="contact-submit" disabled={action.busy}>
            {t('forms:save')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
