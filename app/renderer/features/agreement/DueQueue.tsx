import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import styles from './Agreement.module.css';
import { useDueItems } from './use-due-items.ts';
import { useDueText } from './use-due-text.ts';

/** What is due of the agreements of this mediator, above the list of cases. Not there where there is nothing. */
export function DueQueue({ onChoose }: { onChoose: (caseId: string) => void }) {
  const { t } = useTranslation('agreement');
  const cases = useTable('case').byId;
  const items = useDueItems();
  const dueText = useDueText();
  if (items.length === 0) return null;
  return (
    <section className={styles.due} aria-label={t('due')} data-testid="agreement-due">
      <strong>{t('due')}</strong>
      <ol>
        {items.map((item) => (
          <li key={item.key} data-testid="due-item" data-when={item.when}>
            <b>{t(`due.${item.when}`)}</b>
            <button type="button" onClick={() => onChoose(item.caseId)}>
              {dueText(item)} · {cases.get(item.caseId)?.title}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
