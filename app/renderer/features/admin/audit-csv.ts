import type { TFunction } from 'i18next';
import { BYTE_ORDER_MARK, csvLine } from '../../../../sfu-server/protocol/csv.ts';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { momentSecondText } from '../../ui/time.ts';
import type { AuditText } from './use-audit-text.ts';

/** What the page shows of each entry, and behind it what was recorded to the letter, as CSV that Chinese Excel opens as it is. */
export function auditCsv(entries: readonly AuditEntryView[], text: AuditText, t: TFunction<'admin'>): Blob {
  const columns: readonly (readonly [title: string, value: (entry: AuditEntryView) => string | number | null])[] = [
    [t('audit.number'), ({ seq }) => seq],
    [t('audit.time'), ({ at }) => momentSecondText(at)],
    [t('audit.who'), text.who],
    [t('audit.whoOrg'), ({ actorOrgPath }) => text.organisation(actorOrgPath)],
    [t('audit.address'), ({ remoteAddress }) => remoteAddress],
    [t('audit.action'), ({ action }) => text.action(action)],
    [t('audit.target'), text.target],
    [t('audit.targetOrg'), ({ targetOrgPath }) => text.organisation(targetOrgPath)],
    [t('audit.outcome'), ({ outcome }) => text.outcome(outcome)],
    [t('audit.detail'), text.detail],
    [t('audit.raw.action'), ({ action }) => action],
    [t('audit.raw.outcome'), ({ outcome }) => outcome],
    [t('audit.raw.target'), ({ targetId }) => targetId],
    [t('audit.raw.detail'), ({ detail }) => detail],
    [t('audit.raw.hash'), ({ hash }) => hash],
  ];
  const lines = entries.map((entry) => csvLine(columns.map(([, value]) => value(entry))));
  return new Blob([BYTE_ORDER_MARK, csvLine(columns.map(([title]) => title)), ...lines], { type: 'text/csv;charset=utf-8' });
}
