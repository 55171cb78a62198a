import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { momentSecondText } from '../../ui/time.ts';
import styles from './Admin.module.css';
import type { AuditText } from './use-audit-text.ts';

/** Entries of the trail, one line each, newest first. */
export function AuditTable({ entries, text }: { entries: readonly AuditEntryView[]; text: AuditText }) {
  const { t } = useTranslation('admin');
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
          <th>{t('audit.targetOrg')}</th>
          <th>{t('audit.outcome')}</th>
          <th>{t('audit.detail')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq} data-testid="audit-row" data-action={entry.action} data-outcome={entry.outcome}>
            <td className={styles.number}>{entry.seq}</td>
            <td className={styles.time}>{momentSecondText(entry.at)}</td>
            <td className={styles.time}>
              {text.who(entry)}
              {entry.actorOrgPath !== null && <span className={styles.aside}>{text.organisation(entry.actorOrgPath)}</span>}
            </td>
            <td>{entry.remoteAddress}</td>
            <td className={styles.time}>{text.action(entry.action)}</td>
            <td className={styles.about} title={text.target(entry)}>
              {text.target(entry)}
            </td>
            <td className={styles.time}>{text.organisation(entry.targetOrgPath)}</td>
            <td className={entry.outcome === 'done' ? undefined : styles.refused}>{text.outcome(entry.outcome)}</td>
            <td className={styles.detail} title={text.detail(entry)}>
              {text.detail(entry)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
