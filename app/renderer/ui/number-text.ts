import { useTranslation } from 'react-i18next';

/** Writes counts with separators: 3,300. */
export function useNumberText(): (count: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language);
  return (count) => format.format(count);
}
