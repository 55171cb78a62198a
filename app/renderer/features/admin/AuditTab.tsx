import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { useBridge } from '../../bridge-context.tsx';
import zhAdmin from '../../i18n/zh-CN/admin.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { momentSecondText } from '../../ui/time.ts';
import styles from './Admin.module.css';
import { type AuditQuery, daysBetween, readCsv, saveFile } from './audit-query.ts';
import { ChainState } from './ChainState.tsx';
import { useAudit } from './use-audit.ts';

const DAY = 'YYYY-MM-DD';
const UUID_LENGTH = 36;
/** Every action that has a name on the screen. */
const ACTIONS = Object.keys(zhAdmin).flatMap((key) => (key.startsWith('action.') ? [key.slice('action.'.length)] : []));

/** The audit trail: who did what, from where, when, and how it ended. */
export function AuditTab() {
  const { t, i18n } = useTranslation(['admin', 'errors']);
  const bridge = useBridge();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [days, setDays] = useState<readonly [Dayjs, Dayjs]>(() => [dayjs().subtract(6, 'day'), dayjs()]);
  const [person, setPerson] = useState('');
  const [action, setAction] = useState('');
  const asQuery = (): AuditQuery => ({
    ...daysBetween(days[0].format(DAY), days[1].format(DAY)),
    person: person.trim(),
    action,
    targetPath: '',
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
      const { csv, count } = await readCsv(bridge, query, setExported);
      saveFile(csv, `shilian-audit-${days[0].format(DAY)}-${days[1].format(DAY)}.csv`);
      void message.success(t('audit.exported', { count }));
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
  const actionName = (name: string) => (i18n.exists(`admin:action.${name}`) ? t(`action.${name}` as 'action.auth.signIn') : name);
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
          options={ACTIONS.map((value) => ({ value, label: actionName(value) }))}
          value={action === '' ? null : action}
          onChange={(value) => setAction(value ?? '')}
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
        <AuditTable entries={audit.entries} actionName={actionName} />
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

function AuditTable({ entries, actionName }: { entries: readonly AuditEntryView[]; actionName: (name: string) => string }) {
  const { t, i18n } = useTranslation(['admin', 'errors']);
  const outcome = (code: string) =>
    code === 'done' ? t('audit.done') : i18n.exists(`errors:${code}`) ? t(`errors:${code}` as 'errors:right.missing') : code;
  const who = ({ actorKind, actorName }: AuditEntryView) => {
    if (actorKind === 'system' || actorKind === 'nobody') return t(`actor.${actorKind}`);
    return actorKind === 'guest' ? `${actorName} (${t('actor.guest')})` : actorName;
  };
  const about = ({ targetType, targetId }: AuditEntryView) => {
    if (targetType === null) return '';
    const type = i18n.exists(`admin:target.${targetType}`) ? t(`target.${targetType}` as 'target.account') : targetType;
    // The end of a UUIDv7 tells two apart; its beginning is the time.
    return `${type} ${targetId?.length === UUID_LENGTH ? targetId.slice(-8) : (targetId ?? '')}`;
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={styles.number}>{t('audit.number')}</th>
          <th>{t('audit.time')}</th>
          <th>{t('audit.who')}</th>
          <th>{t('audit.address')}</th>
          <th>{t('audit.action')}</th>
          <th>{t('audit.target')}</th>
          <th>{t('audit.outcome')}</th>
          <th>{t('audit.detail')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq} data-testid="audit-row" data-action={entry.action} data-outcome={entry.outcome}>
            <td className={styles.number}>{entry.seq}</td>
            <td className={styles.time}>{momentSecondText(entry.at)}</td>
            <td className={styles.time}>{who(entry)}</td>
            <td>{entry.remoteAddress}</td>
            <td className={styles.time}>{actionName(entry.action)}</td>
            <td className={styles.time} title={entry.targetId ?? undefined}>
              {about(entry)}
            </td>
            <td className={entry.outcome === 'done' ? undefined : styles.refused}>{outcome(entry.outcome)}</td>
            <td className={styles.detail} title={entry.detail}>
              {detailText(entry.detail)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `kind: conference, title: …` out of JSON; as it is where it is none. */
function detailText(json: string): string {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return json;
    return Object.entries(parsed)
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([key, value]) =>
          `${key}: ${(key === 'from' || key === 'to') && typeof value === 'number' ? momentSecondText(value) : String(value)}`,
      )
      .join(', ');
  } catch {
    return json;
  }
}
