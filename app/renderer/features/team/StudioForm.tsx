import { Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { Studio } from '../../../../sfu-server/protocol/entities/studio.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { useAction } from '../rooms/use-action.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { emptyStudio, STUDIO_LIMITS, type StudioDraft, studioAddition, studioChange, studioProblems } from './studio-form.ts';

interface StudioFormProps {
  /** The one to be edited, as it was when the form was opened; null for a new one. */
  readonly before: Studio | null;
  readonly orgId: string;
  onClose(): void;
  onDone(id: string): void;
}

/** A studio, new or to be set right. Who belongs to it is said beside it. */
export function StudioForm({ before: given, orgId, onClose, onDone }: StudioFormProps) {
  const { t } = useTranslation(['team', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const own = useOwnOrganisations();
  const organisations = useTable('organisation').byId;
  const mediators = useTable('mediator').byId;
  const [before] = useState(given);
  const [draft, setDraft] = useState<StudioDraft>(() => before ?? emptyStudio(orgId));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<StudioDraft>) => setDraft({ ...draft, ...change });
  const problems = studioProblems(draft);
  const places = own.filter(({ value }) => isAllowed(role, 'team.write', organisation.path, organisations.get(value)?.path ?? ''));
  const allowed = places.some(({ value }) => value === draft.orgId);

  const save = async (id: string) => {
    if (before === null) {
      const args = studioAddition(draft, id);
      return args !== null && action.run(() => mutate(bridge, 'studio.add', args));
    }
    const args = studioChange(draft, before);
    return args === null || action.run(() => mutate(bridge, 'studio.edit', args));
  };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (!allowed || Object.keys(problems).length > 0) return;
    const id = before?.id ?? uuidv7();
    if (await save(id)) onDone(id);
  };
  const problemOf = (name: 'name' | 'words') => {
    const problem = problems[name];
    if (problem === undefined || (!tried && problem === 'problem.missing')) return undefined;
    return t(`forms:${problem}`, { field: t(name === 'name' ? 'studio.name' : 'field.words'), max: STUDIO_LIMITS[name] });
  };
  const title = t(before === null ? 'studio.add' : 'studio.edit');
  return (
    <section className={page.detail} aria-label={title}>
      <form className={page.form} data-testid="studio-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{title}</h3>
        </header>
        <div className={page.scroll}>
          <div className={page.fields}>
            <FormRow label={t('studio.name')} required problem={problemOf('name')}>
              {(id) => (
                <Input
                  id={id}
                  autoFocus
                  data-testid="studio-name"
                  value={draft.name}
                  maxLength={STUDIO_LIMITS.name}
                  autoComplete="off"
                  onChange={(event) => set({ name: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('field.organisation')} required problem={allowed ? undefined : t('organisationRight')}>
              {(id) => (
                <Select<string>
                  id={id}
                  style={{ width: '100%' }}
                  disabled={before !== null}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={[...places]}
                  value={draft.orgId}
                  onChange={(next) => set({ orgId: next })}
                />
              )}
            </FormRow>
            <FormRow label={t('field.leader')}>
              {(id) => (
                <Select<string>
                  id={id}
                  style={{ width: '100%' }}
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  options={[...mediators.values()]
                    .filter(({ id: one, active }) => active || one === draft.leaderId)
                    .map((one) => ({ value: one.id, label: `${one.name} · ${t(`kind.${one.kind}`)}` }))}
                  value={draft.leaderId}
                  onChange={(next: string | undefined) => set({ leaderId: next ?? null })}
                />
              )}
            </FormRow>
            <FormRow label={t('field.fields')}>
              {() => <FieldChoice label={t('field.fields')} value={draft.fields} onChange={(fields) => set({ fields })} />}
            </FormRow>
            <FormRow label={t('field.words')} problem={problemOf('words')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  data-testid="studio-words"
                  autoSize={{ minRows: 3, maxRows: 8 }}
                  maxLength={STUDIO_LIMITS.words}
                  value={draft.words}
                  onChange={(event) => set({ words: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('studio.active')}>
              {(id) => (
                <Checkbox id={id} checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
                  {t('studio.activeHint')}
                </Checkbox>
              )}
            </FormRow>
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onClose}>{t('forms:cancel')}</Button>
          <Button type="primary" htmlType="submit" data-testid="studio-submit" disabled={action.busy}>
            {t('forms:save')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
