import { Button, Checkbox, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { MEDIATOR_KINDS, type MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import { useAction } from '../rooms/use-action.ts';
import { AccountChoice } from './AccountChoice.tsx';
import { DutyEditor } from './DutyEditor.tsx';
import { FieldChoice } from './FieldChoice.tsx';
import {
  emptyMediator,
  MEDIATOR_LIMITS,
  type MediatorDraft,
  type MediatorText,
  mediatorAddition,
  mediatorChange,
  mediatorDraftOf,
  mediatorProblems,
} from './mediator-form.ts';

interface MediatorFormProps {
  /** The one to be edited, as it was when the form was opened; null for a new one. */
  readonly before: MediatorProfile | null;
  /** Where a new one is put at first. */
  readonly orgId: string;
  onClose(): void;
  onDone(id: string): void;
}

/** A profile, new or to be set right. */
export function MediatorForm({ before: given, orgId, onClose, onDone }: MediatorFormProps) {
  const { t } = useTranslation(['team', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const own = useOwnOrganisations();
  const organisations = useTable('organisation').byId;
  const studios = useTable('studio').byId;
  const [before] = useState(given);
  const [draft, setDraft] = useState(() => (before === null ? emptyMediator(orgId) : mediatorDraftOf(before)));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<MediatorDraft>) => setDraft({ ...draft, ...change });
  const problems = mediatorProblems(draft);
  const path = organisations.get(draft.orgId)?.path;
  const keeps = (at: string) => isAllowed(role, 'team.write', organisation.path, organisations.get(at)?.path ?? '');
  const allowed = path !== undefined && keeps(draft.orgId);
  const places = own.filter(({ value }) => keeps(value));

  const save = async (id: string) => {
    if (before === null) {
      const args = mediatorAddition(draft, id);
      return args !== null && action.run(() => mutate(bridge, 'mediator.add', args));
    }
    const args = mediatorChange(draft, before);
    return args === null || action.run(() => mutate(bridge, 'mediator.edit', args));
  };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (!allowed || Object.keys(problems).length > 0) return;
    const id = before?.id ?? uuidv7();
    if (await save(id)) onDone(id);
  };
  const problemOf = (name: MediatorText) => {
    const problem = problems[name];
    if (problem === undefined || (!tried && problem === 'problem.missing')) return undefined;
    return t(`forms:${problem}`, { field: t(`field.${name}`), max: MEDIATOR_LIMITS[name] });
  };
  const line = (name: Exclude<MediatorText, 'words'>, { required = false, focused = false } = {}) => (
    <FormRow label={t(`field.${name}`)} required={required} problem={problemOf(name)}>
      {(id) => (
        <Input
          id={id}
          autoFocus={focused}
          data-testid={`mediator-${name}`}
          value={draft[name]}
          maxLength={MEDIATOR_LIMITS[name]}
          inputMode={name === 'phone' ? 'tel' : 'text'}
          autoComplete="off"
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </FormRow>
  );
  const title = t(before === null ? 'people.add' : 'people.edit');
  return (
    <section className={page.detail} aria-label={title}>
      <form className={page.form} data-testid="mediator-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{title}</h3>
        </header>
        <div className={page.scroll}>
          <div className={page.fields}>
            {line('name', { required: true, focused: true })}
            <FormRow label={t('field.kind')} required>
              {(id) => (
                <select
                  id={id}
                  data-testid="mediator-kind"
                  value={draft.kind}
                  onChange={({ target }) => set({ kind: MEDIATOR_KINDS.find((one) => one === target.value) ?? draft.kind })}
                >
                  {MEDIATOR_KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`kind.${kind}`)}
                    </option>
                  ))}
                </select>
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
                  onChange={(next) => set({ orgId: next, accountId: null })}
                />
              )}
            </FormRow>
            {allowed && (
              <AccountChoice
                orgId={draft.orgId}
                mediatorId={before?.id ?? null}
                value={draft.accountId}
                onChange={(accountId) => set({ accountId })}
              />
            )}
            {line('committee')}
            <FormRow label={t('field.studio')}>
              {(id) => (
                <select
                  id={id}
                  data-testid="mediator-studio"
                  value={draft.studioId ?? ''}
                  onChange={({ target }) => set({ studioId: target.value === '' ? null : target.value })}
                >
                  <option value="">{t('studio.without')}</option>
                  {[...studios.values()]
                    .filter((studio) => studio.id === before?.studioId || (studio.active && keeps(studio.orgId)))
                    .map((studio) => (
                      <option key={studio.id} value={studio.id}>
                        {studio.name}
                      </option>
                    ))}
                </select>
              )}
            </FormRow>
            <FormRow label={t('field.fields')}>
              {() => <FieldChoice label={t('field.fields')} value={draft.fields} onChange={(fields) => set({ fields })} />}
            </FormRow>
            <FormRow label={t('duty.week')} problem={problems.duty === undefined ? undefined : t(problems.duty)}>
              {() => <DutyEditor value={draft.duty} onChange={(duty) => set({ duty })} />}
            </FormRow>
            {line('certificate')}
            <FormRow label={t('field.languages')}>
              {(id) => (
                <Select<string[]>
                  id={id}
                  mode="tags"
                  maxCount={8}
                  style={{ width: '100%' }}
                  placeholder={t('field.languagesHint')}
                  tokenSeparators={['、', '，', ',']}
                  options={(['mandarin', 'dialect', 'sign'] as const).map((one) => ({ value: t(`language.${one}`) }))}
                  value={[...draft.languages]}
                  onChange={(languages) => set({ languages: languages.map((one) => one.trim()).filter((one) => one !== '') })}
                />
              )}
            </FormRow>
            {line('phone')}
            <FormRow label={t('field.words')} problem={problemOf('words')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  data-testid="mediator-words"
                  autoSize={{ minRows: 3, maxRows: 8 }}
                  maxLength={MEDIATOR_LIMITS.words}
                  value={draft.words}
                  onChange={(event) => set({ words: event.target.value })}
                />
              )}
            </FormRow>
            <FormRow label={t('field.active')}>
              {(id) => (
                <Checkbox
                  id={id}
                  data-testid="mediator-active"
                  checked={draft.active}
                  onChange={(event) => set({ active: event.target.checked })}
                >
                  {t('active.hint')}
                </Checkbox>
              )}
            </FormRow>
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onClose}>{t('forms:cancel')}</Button>
          <Button type="primary" htmlType="submit" data-testid="mediator-submit" disabled={action.busy}>
            {t('forms:save')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
