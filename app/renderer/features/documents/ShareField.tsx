import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_SHARES } from '../../../../sfu-server/protocol/entities/document.ts';
import { useTable } from '../../store/context.tsx';
import { OrganisationTree } from '../organisations/OrganisationTree.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import styles from './ShareField.module.css';

interface ShareFieldProps {
  readonly sharedWith: readonly string[];
  /** Why this seat cannot change it; null where it can. */
  readonly refusal: string | null;
  onChange(sharedWith: ReadonlySet<string>): void;
}

/** The organisations that a document is shared with, and how others are chosen. */
export function ShareField({ sharedWith, refusal, onChange }: ShareFieldProps) {
  const { t } = useTranslation('documents');
  const organisations = useTable('organisation').byId;
  const [choosing, setChoosing] = useState(false);
  const names = sharedWith.flatMap((id) => {
    const organisation = organisations.get(id);
    return organisation === undefined ? [] : [{ id, path: organisation.path, name: organisationName(organisations, id) ?? '' }];
  });
  names.sort((a, b) => (a.path < b.path ? -1 : 1));
  const hidden = sharedWith.length - names.length;
  return (
    <div className={styles.share} data-testid="document-shares">
      {sharedWith.length === 0 && <p>{t('share.none')}</p>}
      <ul>
        {names.map(({ id, name }) => (
          <li key={id} data-testid="document-share-item" data-organisation-id={id}>
            {name}
            {refusal === null && (
              <button
                type="button"
                aria-label={t('share.remove', { name })}
                title={t('share.remove', { name })}
                onClick={() => onChange(new Set(sharedWith.filter((one) => one !== id)))}
              >
                <CloseOutlined />
              </button>
            )}
          </li>
        ))}
        {hidden > 0 && <li>{t('share.hidden', { count: hidden })}</li>}
      </ul>
      <Button
        size="small"
        data-testid="document-share"
        disabled={refusal !== null}
        title={refusal ?? undefined}
        onClick={() => setChoosing(true)}
      >
        {t('share.choose')}
      </Button>
      {choosing && (
        <SharePicker
          sharedWith={sharedWith}
          onClose={() => setChoosing(false)}
          onDone={(chosen) => {
            setChoosing(false);
            onChange(chosen);
          }}
        />
      )}
    </div>
  );
}

interface SharePickerProps {
  readonly sharedWith: readonly string[];
  onClose(): void;
  onDone(chosen: ReadonlySet<string>): void;
}

function SharePicker({ sharedWith, onClose, onDone }: SharePickerProps) {
  const { t } = useTranslation(['documents', 'forms']);
  const [marked, setMarked] = useState<ReadonlySet<string>>(() => new Set(sharedWith));
  const [at, setAt] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const toggle = (id: string) => {
    const next = new Set(marked);
    if (!next.delete(id) && next.size < MOST_SHARES) next.add(id);
    setMarked(next);
  };
  return (
    <Modal
      open
      title={t('share.choose')}
      onCancel={onClose}
      okText={t('share.apply')}
      cancelText={t('forms:cancel')}
      okButtonProps={{ 'data-testid': 'document-share-apply' }}
      onOk={() => onDone(marked)}
    >
      <p className={styles.hint}>{t('share.hint')}</p>
      <Input
        allowClear
        type="search"
        data-testid="document-share-search"
        aria-label={t('share.search')}
        placeholder={t('share.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className={styles.picker}>
        <OrganisationTree
          label={t('share.choose')}
          keptAs="documents.share.tree"
          testId="document-share-tree"
          query={query}
          chosenId={at}
          markedIds={marked}
          onChoose={({ id }) => setAt(id)}
          onPress={({ id }) => toggle(id)}
        />
      </div>
    </Modal>
  );
}
