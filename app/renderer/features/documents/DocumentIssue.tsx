import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { ChosenFiles } from '../attachments/ChosenFiles.tsx';
import { handIn } from '../attachments/hand-in.ts';
import { mutate } from '../events/mutate.ts';
import { useAction } from '../rooms/use-action.ts';
import { DocumentFields } from './DocumentFields.tsx';
import { type DocumentDraft, emptyDraft, issueOf, problemsOf } from './document-form.ts';
import { ShareField } from './ShareField.tsx';

interface DocumentIssueProps {
  /** What was filled in before, or null. */
  readonly draft: DocumentDraft | null;
  onDraft(draft: DocumentDraft | null): void;
  /** Puts the form away. */
  onClose(): void;
  onDone(id: string): void;
}

/** The form for a new document. What is written stays when another module is opened meanwhile; chosen files have to be chosen again. */
export function DocumentIssue({ draft: kept, onDraft, onClose, onDone }: DocumentIssueProps) {
  const { t } = useTranslation(['documents', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const [files, setFiles] = useState<readonly File[]>([]);
  /** Once issued: a file that failed does not issue it twice. */
  const [issuedId, setIssuedId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const draft = kept ?? emptyDraft(organisation.id);
  const path = organisations.get(draft.orgId)?.path;
  const allowed = path !== undefined && isAllowed(role, 'document.issue', organisation.path, path);

  const send = async (args: NonNullable<ReturnType<typeof issueOf>>) => {
    if (issuedId === null) await mutate(bridge, 'document.issue', args);
    const id = issuedId ?? args.id;
    setIssuedId(id);
    for (const file of files) {
      await handIn(bridge, { ownerEntity: 'document', ownerId: id }, file);
      setFiles((left) => left.filter((one) => one !== file));
    }
    onDone(id);
  };
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setTried(true);
    const args = allowed && Object.keys(problemsOf(draft)).length === 0 ? issueOf(draft, uuidv7(), Date.now()) : null;
    if (args !== null) void action.run(() => send(args));
  };
  return (
    <section className={page.detail} aria-label={t('issue')}>
      <form className={page.form} data-testid="document-form" onSubmit={submit}>
        <header className={page.head}>
          <h3>{t('issue')}</h3>
        </header>
        <div className={page.scroll}>
          <div className={page.fields}>
            <DocumentFields
              draft={draft}
              strict={tried}
              placed={false}
              placeProblem={allowed ? undefined : t('form.organisationRight')}
              onChange={onDraft}
            />
            <FormRow label={t('share.title')}>
              {() => (
                <ShareField
                  sharedWith={draft.sharedWith}
                  refusal={null}
                  onChange={(shared) => onDraft({ ...draft, sharedWith: [...shared] })}
                />
              )}
            </FormRow>
            <FormRow label={t('files.title')}>{() => <ChosenFiles files={files} camera={false} onChange={setFiles} />}</FormRow>
          </div>
        </div>
        <footer className={page.foot}>
          {action.problem !== null && <p role="alert">{action.problem}</p>}
          <Button
            onClick={() => {
              onDraft(null);
              if (issuedId === null) onClose();
              else onDone(issuedId);
            }}
          >
            {t('forms:cancel')}
          </Button>
          <Button type="primary" htmlType="submit" data-testid="document-submit" disabled={action.busy}>
            {t('form.submit')}
          </Button>
        </footer>
      </form>
    </section>
  );
}
