import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { KEY_STEPS } from '../../ui/list-keys.ts';
import { momentSecondText } from '../../ui/time.ts';
import styles from './Admin.module.css';
import type { AuditText } from './use-audit-text.ts';

/** Rows that PageUp and PageDown step by. */
const PAGE = 10;

/** Entries of the trail, one line each, newest first. The arrow keys go from line to line; the one that is reached shows all of its words. */
export function AuditTable({ entries, text }: { entries: readonly AuditEntryView[]; text: AuditText }) {
  const { t } = useTranslation('admin');
  const body = useRef<HTMLTableSectionElement>(null);
  const [reached, setReached] = useState(0);
  const at = Math.min(reached, Math.max(0, entries.length - 1));
  const step = (event: KeyboardEvent) => {
    const by = KEY_STEPS[event.key]?.(PAGE);
    if (by === undefined) return;
    event.preventDefault();
    body.current?.rows[Math.max(0, Math.min(entries.length - 1, at + by))]?.focus();
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
          <th>{t('audit.targetOrg')}</th>
          <th>{t('audit.outcome')}</th>
          <th>{t('audit.detail')}</th>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={step}>
        {entries.map((entry, index) => (
          <AuditRow key={entry.seq} entry={entry} text={text} index={index} reachable={index === at} onReach={setReached} />
        ))}
      </tbody>
    </table>
  );
}

interface AuditRowProps {
  readonly entry: AuditEntryView;
  readonly text: AuditText;
  readonly index: number;
  /** By the tabulator; the others by the arrow keys. */
  readonly reachable: boolean;
  onReach(index: number): void;
}

const AuditRow = memo(function AuditRow({ entry, text, index, reachable, onReach }: AuditRowProps) {
  return (
    <tr
      className={styles.entry}
      tabIndex={reachable ? 0 : -1}
      data-testid="audit-row"
      data-action={entry.action}
      data-outcome={entry.outcome}
      onFocus={() => onReach(index)}
    >
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
  );
});
