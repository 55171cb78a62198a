import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/use-now.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** `00:42:17`; @param ms a length of time */
export function lengthText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** How long ago, running. @param since UTC ms */
export function Elapsed({ since }: { since: number }) {
  const { t } = useTranslation('rooms');
  const now = useNow();
  return <time title={t('elapsed')}>{lengthText(now - since)}</time>;
}
