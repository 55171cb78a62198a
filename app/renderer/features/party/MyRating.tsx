import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAction } from '../rooms/use-action.ts';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

const STARS = [1, 2, 3, 4, 5] as const;

/** How it was, said once. */
export function MyRating({ code, view, look }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const [stars, setStars] = useState(0);
  const [words, setWords] = useState('');
  if (view.rating !== null) {
    return (
      <section className={styles.card} aria-label={t('my.rating')} data-testid="my-rated">
        <h2>{t('my.rating')}</h2>
        <p>{t('my.rating.thanks', { n: view.rating.stars })}</p>
        {view.rating.words !== '' && <p>{view.rating.words}</p>}
      </section>
    );
  }
  const send = () =>
    void action.run(async () => {
      await request(bridge, 'party.rate', { code, stars, words: words.trim() });
      look();
    });
  return (
    <section className={styles.card} aria-label={t('my.rating')}>
      <h2>{t('my.rating')}</h2>
      <div className={styles.stars} role="radiogroup" aria-label={t('my.rating.ask')}>
        {STARS.map((n) => (
          <label key={n} data-on={n <= stars}>
            <input
              type="radio"
              name="stars"
              className="visually-hidden"
              data-testid={`my-star-${n}`}
              aria-label={t('my.rating.stars', { n })}
              checked={n === stars}
              onChange={() => setStars(n)}
            />
            {n <= stars ? '★' : '☆'}
          </label>
        ))}
      </div>
      <textarea
        rows={3}
        maxLength={500}
        aria-label={t('my.rating.words')}
        placeholder={t('my.rating.words')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {action.problem !== null && (
        <p className={styles.problem} role="alert">
          {action.problem}
        </p>
      )}
      <button type="button" className={styles.primary} data-testid="my-rate" disabled={stars === 0 || action.busy} onClick={send}>
        {t('my.rating.submit')}
      </button>
    </section>
  );
}
