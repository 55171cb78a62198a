import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GovernanceDocument } from '../../../../sfu-server/protocol/entities/document.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { DocumentEdit } from './DocumentEdit.tsx';
import styles from './DocumentReader.module.css';
import { shareChanges } from './document-list.ts';
import { ShareField } from './ShareField.tsx';

/** A document to read, with its papers and whom it is shared with. */
export function DocumentReader({ document }: { document: GovernanceDocument }) {
  const { t } = useTranslation(['documents', 'forms']);
  const bridge = useBridge();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const pending = useTable('document').pendingIds.has(document.id);
  const [editing, setEditing] = useState(false);
  const { id, sharedWith } = document;
  const mayWrite = isAllowed(role, 'document.issue', organisation.path, organisations.get(document.orgId)?.path ?? '');
  if (editing && mayWrite) return <DocumentEdit document={document} onDone={() => setEditing(false)} />;

  const share = async (wanted: ReadonlySet<string>) => {
    const changes = shareChanges(sharedWith, wanted);
    for (const orgId of changes.share) await mutate(bridge, 'document.share', { id, orgId });
    for (const orgId of changes.unshare) await mutate(bridge, 'document.unshare', { id, orgId });
  };
  return (
    <section className={page.detail} aria-label={t('detail.label')} data-testid="document-detail" data-document-id={id}>
      <header className={page.head}>
        <h3>{t(`kind.${document.kind}`)}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        <Button
          size="small"
          data-testid="document-edit"
          disabled={!mayWrite}
          title={mayWrite ? undefined : t('noEdit')}
          onClick={() => setEditing(true)}
        >
          {t('forms:edit')}
        </Button>
      </header>
      <div className={page.scroll}>
        <article className={styles.paper}>
          <h1>{document.title}</h1>
          <p className={styles.number}>{document.number ?? t('number.pending')}</p>
          <p className={styles.body}>{document.body === '' ? t('detail.noBody') : document.body}</p>
          <footer>
            <p>{organisationName(organisations, document.orgId)}</p>
            <p>{t('detail.issued', { name: document.issuedByName, time: momentText(document.issuedAt) })}</p>
          </footer>
        </article>
        <Attachments owner={{ ownerEntity: 'document', ownerId: id }} refusal={mayWrite ? null : t('attachments.noRight')} />
        <h4 className={styles.heading}>{t('share.title')}</h4>
        <ShareField
          sharedWith={sharedWith}
          refusal={mayWrite ? null : t('noShare')}
          onChange={(wanted) => void share(wanted).catch((error: unknown) => void message.error(errorText(error)))}
        />
      </div>
    </section>
  );
}
