import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed, RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useComplete, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import page from '../../ui/ListPage.module.css';
import { ListSearch } from '../../ui/ListSearch.tsx';
import { useNumberText } from '../../ui/number-text.ts';
import { OrganisationTree } from '../organisations/OrganisationTree.tsx';
import { ContactDetail } from './ContactDetail.tsx';
import { ContactForm } from './ContactForm.tsx';
import { ContactRows } from './ContactRows.tsx';
import { contactRows, countByPath } from './contact-list.ts';

/** The directory: organisations, their people, and how the chosen one is reached. */
export function ContactsPage() {
  const { t } = useTranslation(['contacts', 'forms']);
  const numberText = useNumberText();
  const { role, organisation: own } = useAccount();
  const mayAdd = RIGHTS[role]['contact.write'] !== undefined;
  const organisations = useTable('organisation').byId;
  const table = useTable('contact');
  const complete = useComplete('contact');
  const [orgId, setOrgId] = useKept('contacts.organisation', own.id);
  const [orgSearch, setOrgSearch] = useKept('contacts.organisation.search', '');
  const [search, setSearch] = useKept('contacts.search', '');
  const [dutyOnly, setDutyOnly] = useKept('contacts.duty', false);
  const [chosenId, setChosenId] = useKept<string | null>('contacts.chosen', null);
  const [adding, setAdding] = useKept('contacts.adding', false);
  const wanted = useDeferredValue(search);
  const path = organisations.get(orgId)?.path ?? null;
  const counts = useMemo(() => countByPath(table.byId.values(), organisations), [table.byId, organisations]);
  const rows = useMemo(
    () => contactRows(table.byId.values(), organisations, { search: wanted, path, dutyOnly }),
    [table.byId, organisations, wanted, path, dutyOnly],
  );
  const found = rows.reduce((sum, row) => sum + (row.type === 'contact' ? 1 : 0), 0);
  const chosen = chosenId === null ? undefined : table.byId.get(chosenId);
  if (RIGHTS[role]['contact.read'] === undefined) return <p className={page.empty}>{t('noRight')}</p>;

  const choose = (id: string) => {
    setAdding(false);
    setChosenId(id);
  };
  /** Where a new one is put at first: what is chosen in the tree, where that is allowed. */
  const startId = path !== null && isAllowed(role, 'contact.write', own.path, path) ? orgId : own.id;
  const searching = wanted.trim() !== '';
  return (
    <div className={page.page} data-testid="contacts-page">
      <header className={page.bar}>
        <h2>{t('title')}</h2>
        <ListSearch label={t('search')} testId="contact-search" value={search} onChange={setSearch} />
        <Checkbox data-testid="contact-duty-only" checked={dutyOnly} onChange={(event) => setDutyOnly(event.target.checked)}>
          {t('duty.only')}
        </Checkbox>
        <span className={page.count} role="status" data-testid="contact-count">
          {complete ? t('count', { count: found }) : t('forms:loading')}
          {searching && ` · ${t('search.everywhere')}`}
        </span>
        <Button
          type="primary"
          icon={<PlusOutlined />}
          data-testid="contact-add"
          disabled={!mayAdd}
          title={mayAdd ? undefined : t('noAdd')}
          onClick={() => setAdding(true)}
        >
          {t('add')}
        </Button>
      </header>
      <div className={page.body} data-tree="true">
        <div className={page.tree}>
          <Input
            allowClear
            type="search"
            variant="borderless"
            aria-label={t('tree.search')}
            placeholder={t('tree.search')}
            value={orgSearch}
            onChange={(event) => setOrgSearch(event.target.value)}
          />
          <OrganisationTree
            label={t('tree')}
            keptAs="contacts.tree"
            testId="contact-tree"
            query={orgSearch}
            chosenId={orgId}
            figureOf={(organisation) => numberText(counts.get(organisation.path) ?? 0)}
            onChoose={(organisation) => {
              setSearch('');
              setOrgId(organisation.id);
            }}
          />
        </div>
        <div className={page.list}>
          <ContactRows rows={rows} chosenId={adding ? null : chosenId} onChoose={choose} />
          {complete && found === 0 && <p className={page.empty}>{t(searching || dutyOnly ? 'empty.filtered' : 'empty.none')}</p>}
        </div>
        {adding ? (
          <ContactForm before={null} orgId={startId} onClose={() => setAdding(false)} onDone={choose} />
        ) : chosen === undefined ? (
          <div className={page.detail}>
            <p className={page.empty}>{t('choose')}</p>
          </div>
        ) : (
          <ContactDetail key={chosen.id} contact={chosen} />
        )}
      </div>
    </div>
  );
}
