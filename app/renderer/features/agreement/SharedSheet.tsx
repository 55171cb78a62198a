import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharedAgreement } from '../../../../sfu-server/protocol/requests/agreements.ts';
import buttons from '../rooms/controls.module.css';
import styles from './Agreement.module.css';
import { dayText } from './day-text.ts';

interface SharedSheetProps {
  readonly agreement: SharedAgreement;
  /** Of the mediator: points at a clause, or at none. */
  readonly onPoint?: (id: string | null) => void;
}

/** What all in the room read: the same page, as it is written, with the clause that the mediator points at. */
export function SharedSheet({ agreement, onPoint }: SharedSheetProps) {
  const { t, i18n } = useTranslation('agreement');
  const money = (fen: number) => new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'CNY' }).format(fen / 100);
  const { text, highlightedId } = agreement;
  const pointed = useRef<HTMLLIElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies(highlightedId): what is pointed at comes into sight
  useEffect(() => {
    // A promise in newer Chromium: handed back from here it would be called as the effect's end, and throw.
    void pointed.current?.scrollIntoView({ block: 'nearest' });
  }, [highlightedId]);
  return (
    <article className={styles.sheet} data-testid="shared-agreement">
      {onPoint !== undefined && <h3>{t(agreement.finished ? 'shared.finished' : 'shared')}</h3>}
      <p className={styles.hint}>{t('shared.hint')}</p>
      {text.facts !== '' && <h4 className={styles.section}>{t('facts')}</h4>}
      <p>{text.facts}</p>
      <h4 className={styles.section}>{t('clauses')}</h4>
      <ol className={styles.clauses}>
        {text.clauses.map((clause) => (
          <li
            key={clause.id}
            ref={clause.id === highlightedId ? pointed : null}
            data-testid="shared-clause"
            data-highlighted={clause.id === highlightedId}
          >
            {clause.text}
            {onPoint !== undefined && (
              <span className={styles.small}>
                <button
                  type="button"
                  className={buttons.button}
                  aria-pressed={clause.id === highlightedId}
                  data-testid="point-at"
                  onClick={() => onPoint(clause.id === highlightedId ? null : clause.id)}
                >
                  {t('share.point')}
                </button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {text.duties.length > 0 && <h4 className={styles.section}>{t('duties')}</h4>}
      <ul className={styles.list}>
        {text.duties.map((duty) => (
          <li key={duty.id}>
            <span>
              {duty.who}
              {duty.toWhom === null ? '' : ` → ${duty.toWhom}`}：{duty.what}
              <small>{[t('duty.by', { day: dayText(duty.due) }), duty.how].filter((words) => words !== '').join(' · ')}</small>
            </span>
            {duty.fen !== null && <span className={styles.money}>{money(duty.fen)}</span>}
          </li>
        ))}
      </ul>
      {text.performance !== '' && <h4 className={styles.section}>{t('performance')}</h4>}
      <p>{text.performance}</p>
    </article>
  );
}
