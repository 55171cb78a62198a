import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';
import { useBridge } from '../../bridge-context.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { DocumentFields } from './DocumentFields.tsx';
import { changeOf, draftOf, problemsOf } from './document-form.ts';

/** The words of a document, to be set right. Only what was changed here is sent. */
export function DocumentEdit({ document, onDone }: { document: GovernanceDocument; onDone: () => void }) {
  const { t } = useTranslation(['documents', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  /** As it was when this form was opened. */
  const [before] = useState(document);
  const [draft, setDraft] = useState(() => draftOf(document));
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (Object.keys(problemsOf(draft)).length > 0) return;
    const args = changeOf(draft, before);
    if (args === null || (await action.run(() => mutate(bridge, 'document.edit', args)))) onDone();
  };
  return (
    <section className={page.detail} aria-label={t('form.edit')}>
      <form className={page.form} data-testid="document-form" onSubmit={(submitted) => void submit(submitted)}>
        <header className={page.head}>
          <h3>{t('form.edit')}</h3>
        </header>
        <div className={page.scroll}>
          <div className={page.fields}>
            <DocumentFields draft={draft} strict placed onChange={setDraft} />
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button onClick={onDone}>{t('forms:cancel')}</Button>
          <Button type="primary" htmlType="submit" data-testid="document-submit" disabled={action.busy}>
            {t('forms:save')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
