import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import type { CaseKind } from '../../../../sfu-server/protocol/entities/case.ts';
import { APPLIED } from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { changedFields } from '../mediation/changed-fields.ts';
import { letterOf, writtenSource } from '../mediation/source-steps.ts';
import { useAction } from '../rooms/use-action.ts';
import { CaseFields } from './CaseFields.tsx';
import { type CaseDraft, emptyDraft, problemsOf, registrationOf } from './case-form.ts';

interface CaseRegisterProps {
  readonly kind: CaseKind;
  /** What was filled in before, or null. */
  readonly draft: CaseDraft | null;
  onDraft(draft: CaseDraft | null): void;
  /** Puts the form away and keeps the draft. */
  onClose(): void;
  onDone(id: string): void;
}

/** The form for a new case. What is filled in stays when another module is opened meanwhile. */
export function CaseRegister({ kind, draft: kept, onDraft, onClose, onDone }: CaseRegisterProps) {
  const { t } = useTranslation(['cases', 'forms', 'mediation']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const [tried, setTried] = useState(false);
  const draft = kept ?? emptyDraft(organisation.id);
  const path = organisations.get(draft.orgId)?.path;
  const allowed = path !== undefined && isAllowed(role, `case.handle.${kind}`, organisation.path, path);

  /** The case, and of a mediation where it comes from. */
  const register = async (args: MutationArgs<'case.register'>) => {
    await mutate(bridge, 'case.register', args);
    const source = writtenSource(draft.source);
    if (kind !== 'mediation' || changedFields(APPLIED, source) === null) return;
    await mutate(bridge, 'mediation.write', { id: args.id, change: { source } });
    const letter = letterOf(source, args.id, uuidv7(), source.from === null ? '' : t(`mediation:from.${source.from}`));
    if (letter !== null) await mutate(bridge, 'mediation.handOver', letter);
  };
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    const id = uuidv7();
    const args = allowed && Object.keys(problemsOf(draft)).length === 0 ? registrationOf(draft, kind, id, Date.now()) : null;
    if (args !== null && (await action.run(() => register(args)))) onDone(id);
  };
  return (
    <section className={page.detail} aria-label={t(`${kind}.register`)}>
      <form className={page.form} data-testid="case-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{t(`${kind}.register`)}</h3>
        </header>
        <div className={page.scroll}>
          <CaseFields
            kind={kind}
            draft={draft}
            strict={tried}
            placed={false}
            placeProblem={allowed ? undefined : t('form.organisationRight')}
            onChange={onDraft}
          />
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button
            onClick={() => {
              onDraft(null);
              onClose();
            }}
          >
            {t('forms:cancel')}
          </Button>
          <Button type="primary" htmlType="submit" data-testid="case-submit" disabled={action.busy}>
            {t('form.submit')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
