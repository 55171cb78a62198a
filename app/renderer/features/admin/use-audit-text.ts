import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { useTable } from '../../store/context.tsx';
import { momentSecondText } from '../../ui/time.ts';
import { DETAIL_FIELDS, type DetailField, type DetailValue, detailFields } from './audit-detail.ts';

const UUID_LENGTH = 36;

/** An entry of the trail in the words of the interface. */
export interface AuditText {
  who(entry: AuditEntryView): string;
  /** Name of an organisation by its path, with the township of a village; the path itself where it is not known here. */
  organisation(path: string | null): string;
  action(name: string): string;
  /** What it was done to: its kind and its name, or the end of its id. */
  target(entry: AuditEntryView): string;
  outcome(code: string): string;
  detail(entry: AuditEntryView): string;
}

export function useAuditText(): AuditText {
  const { t, i18n } = useTranslation(['admin', 'errors', 'frame', 'rooms', 'conference', 'events', 'cases']);
  const { byId: organisations } = useTable('organisation');
  const { byId: events } = useTable('event');
  return useMemo(() => {
    /** The first of these keys that has a text; the names are data, which types cannot know. */
    const words = (keys: readonly string[], otherwise: string): string => {
      const key = keys.find((one) => i18n.exists(one));
      return key === undefined ? otherwise : t(key as 'admin:all');
    };
    const byPath = new Map([...organisations.values()].map((one) => [one.path, one]));
    const organisation = (path: string | null): string => {
      const found = byPath.get(path ?? '');
      if (found === undefined) return path ?? '';
      const parent = found.level === 'village' && found.parentId !== null ? organisations.get(found.parentId) : undefined;
      return parent === undefined ? found.name : `${parent.name} ${found.name}`;
    };
    const action = (name: string) => words([`admin:action.${name}`], name);
    const value = (field: DetailField, raw: string | number | boolean): string => {
      const as: DetailValue = DETAIL_FIELDS[field];
      if (typeof raw === 'number' && (as === 'moment' || field === 'to')) return momentSecondText(raw);
      if (typeof raw === 'boolean') return t(raw ? 'admin:value.yes' : 'admin:value.no');
      const text = String(raw);
      if (as === 'organisation') return organisations.get(text)?.name ?? text;
      if (as === 'path') return organisation(text);
      if (as === 'action') return action(text);
      if (as === 'error') return words([`errors:${text}`], text);
      return as === 'text' || as === 'moment'
        ? text
        : words(
            as.map((start) => `${start}${text}`),
            text,
          );
    };
    return {
      who: ({ actorKind, actorName }) => {
        if (actorKind === 'system' || actorKind === 'nobody') return t(`admin:actor.${actorKind}`);
        return actorKind === 'guest' ? t('admin:audit.guest', { name: actorName }) : actorName;
      },
      organisation,
      action,
      target: ({ targetType, targetId, targetLabel }) => {
        if (targetType === null) return '';
        const name = targetLabel ?? events.get(targetId ?? '')?.number;
        // The end of a UUIDv7 tells two apart; its beginning is the time.
        const shortId = targetId?.length === UUID_LENGTH ? targetId.slice(-8) : (targetId ?? '');
        return targetType === 'server'
          ? t('admin:target.server')
          : `${words([`admin:target.${targetType}`], targetType)} ${name ?? shortId}`;
      },
      outcome: (code) => (code === 'done' ? t('admin:audit.done') : words([`errors:${code}`], code)),
      detail: ({ detail }) =>
        detailFields(detail)
          .map(([field, raw]) => `${t(`admin:detail.field.${field}`)} ${value(field, raw)}`)
          .join(' · '),
    };
  }, [t, i18n, organisations, events]);
}
