import { useTranslation } from 'react-i18next';
import { nextSigners } from '../../../../sfu-server/protocol/case-paper.ts';
import type { PartyView } from '../../../../sfu-server/protocol/party.ts';
import { momentText } from '../../ui/time.ts';
import styles from './Party.module.css';

/** What the party is to do next: a paper that waits for their hand comes first, and what is in force is kept, also while the hearing lasts. */
function nextOf({ state, signings, agreement }: PartyView): PartyView['state'] | 'sign' {
  const isAsked = signings.some(
    ({ paper, ownSignerIds }) => paper.state === 'signing' && nextSigners(paper).some(({ id }) => ownSignerIds.includes(id)),
  );
  if (isAsked) return 'sign';
  return state === 'handling' && agreement !== null ? 'settled' : state;
}

/** Where the case is, what comes next, and how it came there. */
export function MyProgress({ view }: { view: PartyView }) {
  const { t } = useTranslation('party');
  const { state, steps, suspendedAt, mediatorName, registeredAt } = view;
  const way = [{ state: 'registered' as const, at: registeredAt, words: null }, ...steps];
  return (
    <section className={styles.card} aria-label={t('my.state')}>
      <h2>{t('my.state')}</h2>
      <p className={styles.now} data-testid="my-state">
        {t(`my.now.${state}`)}
      </p>
      <p>{suspendedAt === null ? t(`my.next.${nextOf(view)}`) : t('my.suspended', { at: momentText(suspendedAt) })}</p>
      {mediatorName !== null && <p>{t('my.mediator', { name: mediatorName })}</p>}
      <ol className={styles.way}>
        {way.map((step) => (
          <li key={`${step.state} ${step.at}`}>
            <b>{t(`my.step.${step.state}`)}</b>
            <time>{momentText(step.at)}</time>
            {step.words !== null && <small>{t('my.reason', { words: step.words })}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
