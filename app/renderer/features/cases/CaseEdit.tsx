import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { CaseFields } from './CaseFields.tsx';
import { changeOf, draftOf, namedByParties, problemsOf } from './case-form.ts';

/** The fields of a case, to be set right. Only what was changed here is sent: others may work on the other fields meanwhile. */
export function CaseEdit({ one, onDone }: { one: Case; onDone: () => void }) {
  const { t } = useTranslation(['cases', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const parties = useTable('mediation').byId.get(one.id)?.parties ?? [];
  /** As it was when this form was opened. */
  const [before] = useState(one);
  const [draft, setDraft] = useState(() => draftOf(one));
  const [tried, setTried] = useState(false);

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    if (Object.keys(problemsOf(draft)).length > 0) return;
    const args = changeOf(draft, before);
    if (args === null || (await action.run(() => mutate(bridge, 'case.edit', args)))) onDone();
  };
  return (
    <section className={page.detail} aria-label={t('form.edit')}>
      <form className={page.form} data-testid="case-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{t('form.edit')}</h3>
        </header>
        <div className={page.scroll}>
          <CaseFields kind={one.kind} draft={draft} strict={tried} placed hidden={namedByParties(parties)} onChange={setDraft} />
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onDone}>{t('forms:cancel')}</Button>
          <Button type="primary" htmlType="submit" data-testid="case-submit" disabled={action.busy}>
            {t('forms:save')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
