import { useTranslation } from 'react-i18next';
import { useMoneyText } from '../mediation/use-mediation.ts';
import type { DueItem } from './due-reminders.ts';

/** Says in a line what is due: who does what, or that the case is followed up. */
export function useDueText(): (item: DueItem) => string {
  const { t } = useTranslation('agreement');
  const money = useMoneyText();
  return ({ duty }) => (duty === null ? t('due.followUp') : `${duty.who}：${duty.what}${duty.fen === null ? '' : ` ${money(duty.fen)}`}`);
}
