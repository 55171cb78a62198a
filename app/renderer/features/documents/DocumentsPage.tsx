import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DOCUMENT_KINDS, type DocumentKind } from '../../../../sfu-server/protocol/entities/document.ts';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { DocumentIssue } from './DocumentIssue.tsx';
import { DocumentReader } from './DocumentReader.tsx';
import { DocumentRows } from './DocumentRows.tsx';
import type { DocumentDraft } from './document-form.ts';
import { listDocuments } from './document-list.ts';

/** The papers of this centre and those that were shared with it: the list, and beside it the chosen one to read. */
export function DocumentsPage() {
  const { t } = useTranslation(['documents', 'forms']);
  const { role } = useAccount();
  const mayIssue = RIGHTS[role]['document.issue'] !== undefined;
  const table = useTable('document');
  const complete = useComplete('document');
  const [kind, setKind] = useKept<DocumentKind | null>('documents.kind', null);
  const [search, setSearch] = useKept('documents.search', '');
  const [chosenId, setChosenId] = useKept<string | null>('documents.chosen', null);
  const [issuing, setIssuing] = useKept('documents.issuing', false);
  const [draft, setDraft] = useKept<DocumentDraft | null>('documents.draft', null);
  const wanted = useDeferredValue(search);
  const rows = useMemo(() => listDocuments(table.byId.values(), { kind, search: wanted }), [table.byId, kind, wanted]);
  const chosen = chosenId === null ? undefined : table.byId.get(chosenId);
  if (RIGHTS[role]['data.read'] === undefined) return <p className={page.empty}>{t('noRight')}</p>;

  const choose = (id: string) => {
    setIssuing(false);
    setChosenId(id);
  };
  return (
    <div className={page.page} data-testid="documents-page">
      <header className={page.bar}>
        <h2>{t('title')}</h2>
        <ListSearch label={t('search')} testId="document-search" value={search} onChange={setSearch} />
        <select
          data-testid="document-filter"
          aria-label={t('kind.label')}
          value={kind ?? ''}
          onChange={(event) => setKind(DOCUMENT_KINDS.find((one) => one === event.target.value) ?? null)}
        >
          <option value="">{t('kind.all')}</option>
          {DOCUMENT_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`kind.${one}`)}
            </option>
          ))}
        </select>
        <span className={page.count} role="status">
          {complete ? t('count', { count: rows.length }) : t('forms:loading')}
        </span>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="document-issue"
          disabled={!mayIssue}
          title={mayIssue ? undefined : t('noIssue')}
          onClick={() => setIssuing(true)}
        >
          {t('issue')}
        </Button>
      </header>
      <div className={page.body} data-wide="true">
        <div className={page.list}>
          <DocumentRows rows={rows} chosenId={issuing ? null : chosenId} onChoose={choose} />
          {complete && rows.length === 0 && <p className={page.empty}>{t(table.byId.size === 0 ? 'empty.none' : 'empty.filtered')}</p>}
        </div>
        {issuing ? (
          <DocumentIssue
            draft={draft}
            onDraft={setDraft}
            onClose={() => setIssuing(false)}
            onDone={(id) => {
              setDraft(null);
              choose(id);
            }}
          />
        ) : chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('choose')}</p>
          </div>
        ) : (
          <DocumentReader key={chosen.id} document={chosen} />
        )}
      </div>
    </div>
  );
}
