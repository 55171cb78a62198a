import { App, Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { type Department, PRESENCES } from '../../../../sfu-server/protocol/entities/department.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { changedFields } from '../mediation/changed-fields.ts';
import medi from '../mediation/Mediation.module.css';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import { draftOf, problemsOf, wordsOf } from './department-form.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
type Officers = RequestResult<'department.officers'>['officers'];

interface DepartmentFormProps {
  /** As it was when the form was opened; null for a new one. */
  readonly before: Department | null;
  readonly orgId: string;
  onClose(): void;
  onDone(id: string | null): void;
}

/** A department of a centre: how it is present, how it is reached, and whose seats a call comes to. */
export function DepartmentForm({ before: given, orgId, onClose, onDone }: DepartmentFormProps) {
  const { t } = useTranslation(['joint', 'forms']);
  const bridge = useBridge();
  const { modal } = App.useApp();
  const action = useAction();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const [before] = useState(given);
  const [draft, setDraft] = useState(() => draftOf(given));
  const [tried, setTried] = useState(false);
  const [officers, setOfficers] = useState<Officers | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const mayWrite = isAllowed(role, 'department.write', organisation.path, organisations.get(orgId)?.path ?? '');
  useEffect(() => {
    if (!mayWrite) return;
    let left = false;
    request(bridge, 'department.officers', { orgId }).then(
      (found) => !left && setOfficers(found.officers),
      (error: unknown) => !left && setProblem(error),
    );
    return () => {
      left = true;
    };
  }, [bridge, orgId, mayWrite]);
  const problems = problemsOf(draft);
  const shown = (name: (typeof problems)[number]) => (tried && problems.includes(name) ? t(`problem.${name}`) : undefined);
  const known = new Map([...draft.people, ...(officers ?? [])].map((one) => [one.accountId, one]));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!mayWrite || problems.length > 0) return;
    const words = wordsOf(draft);
    const id = before?.id ?? uuidv7();
    const change = before === null ? null : changedFields(wordsOf(draftOf(before)), words);
    const done =
      before === null
        ? await action.run(() => mutate(bridge, 'department.add', { id, orgId, ...words }))
        : change === null || (await action.run(() => mutate(bridge, 'department.edit', { id, change })));
    if (done) onDone(id);
  };
  const remove = () =>
    modal.confirm({
      title: t('department.remove'),
      content: t('department.removeConfirm', { name: draft.name }),
      okText: t('department.remove'),
      okButtonProps: { danger: true },
      onOk: () => {
        if (before === null) return;
        void action.run(() => mutate(bridge, 'department.remove', { id: before.id })).then((done) => done && onDone(null));
      },
    });
  return (
    <section className={page.detail} aria-label={t('department')}>
      <form className={page.form} data-testid="department-form" onSubmit={(event) => void submit(event)}>
        <header className={page.head}>
          <h3>{before === null ? t('department.add') : before.name}</h3>
          {before !== null && mayWrite && (
            <Button size="small" danger data-testid="department-remove" onClick={remove}>
              {t('department.remove')}
            </Button>
          )}
        </header>
        <div className={page.scroll}>
          {!mayWrite && <p className={medi.hint}>{t('department.readOnly', { name: organisationName(organisations, orgId) ?? '' })}</p>}
          <fieldset disabled={!mayWrite} className={page.fields} style={{ border: 0, padding: 0, margin: 0 }}>
            <FormRow label={t('department.name')} required problem={shown('name')}>
              {(id) => (
                <Input
                  id={id}
                  autoFocus={mayWrite}
                  maxLength={60}
                  data-testid="department-name"
                  value={draft.name}
                  onChange={(event) => setDraft({ ...draft, name: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('department.presence')} required>
              {(id) => (
                <Select<(typeof PRESENCES)[number]>
                  id={id}
                  style={{ width: '100%' }}
                  disabled={!mayWrite}
                  options={PRESENCES.map((value) => ({ value, label: t(`presence.${value}.long`) }))}
                  value={draft.presence}
                  onChange={(presence) => setDraft({ ...draft, presence })}
                />
              )}
            </FormRow>
            {draft.presence === 'rotating' && (
              <FormRow label={t('department.weekdays')} required problem={shown('weekdays')}>
                {(id) => (
                  <Checkbox.Group
                    aria-labelledby={id}
                    disabled={!mayWrite}
                    options={WEEKDAYS.map((value) => ({ value, label: t(`weekday.${value}`) }))}
                    value={[...draft.weekdays]}
                    onChange={(weekdays: number[]) => setDraft({ ...draft, weekdays })}
                  />
                )}
              </FormRow>
            )}
            <FormRow label={t('department.role')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={60}
                  placeholder={t('department.roleHint')}
                  value={draft.role}
                  onChange={(event) => setDraft({ ...draft, role: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('department.phone')} problem={shown('phone')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={30}
                  inputMode="tel"
                  autoComplete="off"
                  value={draft.phone}
                  onChange={(event) => setDraft({ ...draft, phone: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('department.people')} problem={problem === null ? undefined : errorText(problem)}>
              {(id) => (
                <Select<string[]>
                  id={id}
                  mode="multiple"
                  style={{ width: '100%' }}
                  maxCount={20}
                  data-testid="department-people"
                  disabled={!mayWrite || (officers === null && problem === null)}
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('department.peopleHint')}
                  options={[...known.values()].map(({ accountId, name }) => ({ value: accountId, label: name }))}
                  value={draft.people.map(({ accountId }) => accountId)}
                  onChange={(ids) =>
                    setDraft({
                      ...draft,
                      people: ids.flatMap((accountId) => {
                        const name = known.get(accountId)?.name;
                        return name === undefined ? [] : [{ accountId, name }];
                      }),
                    })
                  }
                />
              )}
            </FormRow>
            <p className={medi.hint}>{t('department.peopleWhy')}</p>
          </fieldset>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onClose}>{t(mayWrite ? 'forms:cancel' : 'close')}</Button>
          {mayWrite && (
            <Button type="primary" htmlType="submit" data-testid="department-submit" disabled={action.busy}>
              {t('forms:save')}
            </Button>
          )}
        </footer>
      </form>
    </section>
  );
}
