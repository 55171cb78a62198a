import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../bridge-context.tsx';
import zhAdmin from '../../i18n/zh-CN/admin.ts';
import { useTable } from '../../store/context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { useOwnOrganisations } from '../organisations/use-own-organisations.ts';
import styles from './Admin.module.css';
import { AuditTable } from './AuditTable.tsx';
import { auditCsv } from './audit-csv.ts';
import { type AuditQuery, daysBetween, readAll, saveFile } from './audit-query.ts';
import { ChainState } from './ChainState.tsx';
import { useAudit } from './use-audit.ts';
import { useAuditText } from './use-audit-text.ts';

const DAY = 'YYYY-MM-DD';
/** Every action that has a name on the screen. */
const ACTIONS = Object.keys(zhAdmin).flatMap((key) => (key.startsWith('action.') ? [key.slice('action.'.length)] : []));

/** The audit trail: who did what, from where, when, and how it ended. */
export function AuditTab() {
  const { t } = useTranslation('admin');
  const bridge = useBridge();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [days, setDays] = useState<readonly [Dayjs, Dayjs]>(() => [dayjs().subtract(6, 'day'), dayjs()]);
  const [person, setPerson] = useState('');
  const [action, setAction] = useState('');
  const [targetOrgId, setTargetOrgId] = useState('');
  const organisations = useOwnOrganisations();
  const { byId } = useTable('organisation');
  const text = useAuditText();
  const asQuery = (): AuditQuery => ({
    ...daysBetween(days[0].format(DAY), days[1].format(DAY)),
    person: person.trim(),
    action,
    targetPath: byId.get(targetOrgId)?.path ?? '',
  });
  const [query, setQuery] = useState(asQuery);
  const [exported, setExported] = useState<number | null>(null);
  const audit = useAudit(query);

  const search = (event: FormEvent) => {
    event.preventDefault();
    setQuery(asQuery());
  };
  const exportAll = async () => {
    setExported(0);
    try {
      const entries = await readAll(bridge, query, setExported);
      saveFile(auditCsv(entries, text, t), `shilian-audit-${days[0].format(DAY)}-${days[1].format(DAY)}.csv`);
      void message.success(t('audit.exported', { count: entries.length }));
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setExported(null);
    }
  };
  const presets = (['day', 'week', 'month'] as const).map((key) => ({
    label: t(`audit.period.${key}`),
    value: [dayjs().subtract({ day: 0, week: 6, month: 29 }[key], 'day'), dayjs()] as [Dayjs, Dayjs],
  }));
  return (
    <div className={styles.tab}>
      <form className={styles.bar} onSubmit={search}>
        <DatePicker.RangePicker
          allowClear={false}
          aria-label={t('audit.period')}
          placeholder={[t('audit.from'), t('audit.to')]}
          presets={presets}
          value={[days[0], days[1]]}
          onChange={(chosen) => {
            const [first, last] = chosen ?? [];
            if (first && last) setDays([first, last]);
          }}
        />
        <Input
          allowClear
          style={{ width: 200 }}
          maxLength={60}
          data-testid="audit-person"
          aria-label={t('audit.person')}
          placeholder={t('audit.person')}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 180 }}
          aria-label={t('audit.action')}
          placeholder={t('audit.action')}
          options={ACTIONS.map((value) => ({ value, label: text.action(value) }))}
          value={action === '' ? null : action}
          onChange={(value) => setAction(value ?? '')}
        />
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 220 }}
          data-testid="audit-target-org"
          aria-label={t('audit.targetOrg')}
          placeholder={t('audit.targetOrg')}
          options={[...organisations]}
          value={targetOrgId === '' ? null : targetOrgId}
          onChange={(value) => setTargetOrgId(value ?? '')}
        />
        <Button type="primary" htmlType="submit" data-testid="audit-search" loading={audit.busy}>
          {t('audit.search')}
        </Button>
        <span className={styles.grow} />
        <Button icon={<DownloadOutlined />} data-testid="audit-export" loading={exported !== null} onClick={() => void exportAll()}>
          {exported === null ? t('audit.export') : t('audit.exporting', { count: exported })}
        </Button>
      </form>
      {audit.error !== null && (
        <p className={styles.problem} role="alert">
          {errorText(audit.error)}
        </p>
      )}
      <div className={styles.body}>
        <AuditTable entries={audit.entries} text={text} />
        {!audit.busy && audit.entries.length === 0 && <p className={styles.empty}>{t('audit.empty')}</p>}
        {audit.next !== null && (
          <div className={styles.more}>
            <Button data-testid="audit-more" loading={audit.busy} onClick={audit.more}>
              {t(audit.entries.length === 0 ? 'audit.earlier' : 'more')}
            </Button>
          </div>
        )}
      </div>
      <div className={styles.bar}>
        <span className={`${styles.hint} ${styles.grow}`}>{t('audit.noted')}</span>
        <ChainState />
      </div>
    </div>
  );
}
