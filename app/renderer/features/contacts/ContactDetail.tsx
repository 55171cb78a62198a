import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../../sfu-server/protocol/entities/contact.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './ContactDetail.module.css';
import { ContactForm } from './ContactForm.tsx';

/** Somebody of the directory: who they are and how they are reached. */
export function ContactDetail({ contact }: { contact: Contact }) {
  const { t } = useTranslation(['contacts', 'forms']);
  const bridge = useBridge();
  const { message, modal } = App.useApp();
  const errorText = useErrorText();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const pending = useTable('contact').pendingIds.has(contact.id);
  const [editing, setEditing] = useState(false);
  const { id, name, orgId } = contact;
  const mayWrite = isAllowed(role, 'contact.write', organisation.path, organisations.get(orgId)?.path ?? '');
  const why = mayWrite ? undefined : t('noEdit');
  const close = () => setEditing(false);
  if (editing && mayWrite) return <ContactForm before={contact} orgId={orgId} onClose={close} onDone={close} />;

  const remove = () =>
    modal.confirm({
      title: t('remove'),
      content: t('remove.confirm', { name }),
      okText: t('remove'),
      okButtonProps: { danger: true, 'data-testid': 'contact-remove-confirm' },
      onOk: () => mutate(bridge, 'contact.remove', { id }).catch((error: unknown) => void message.error(errorText(error))),
    });
  return (
    <section className={page.detail} aria-label={t('detail.label')} data-testid="contact-detail" data-contact-id={id}>
      <header className={page.head}>
        <h3>{name}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        <Button size="small" data-testid="contact-edit" disabled={!mayWrite} title={why} onClick={() => setEditing(true)}>
          {t('forms:edit')}
        </Button>
        <Button size="small" danger data-testid="contact-remove" disabled={!mayWrite} title={why} onClick={remove}>
          {t('remove')}
        </Button>
      </header>
      <div className={page.scroll}>
        <p className={styles.phone}>{contact.phone}</p>
        <dl className={page.facts}>
          <dt>{t('field.post')}</dt>
          <dd>{contact.post}</dd>
          <dt>{t('field.organisation')}</dt>
          <dd>{organisationName(organisations, orgId)}</dd>
          {contact.role !== null && (
            <>
              <dt>{t('field.role')}</dt>
              <dd>{contact.role}</dd>
            </>
          )}
          {contact.isDuty && (
            <>
              <dt>{t('duty')}</dt>
              <dd>{t('field.isDuty')}</dd>
            </>
          )}
          <dt>{t('field.updated')}</dt>
          <dd>{momentText(contact.updatedAt)}</dd>
        </dl>
      </div>
    </section>
  );
}
