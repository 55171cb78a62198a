import { useTranslation } from 'react-i18next';
import type { Apart } from '../../../../sfu-server/protocol/mediation-room.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { clockFace } from '../conference/floor-clock.ts';
import { useServerNow } from '../conference/use-server-now.ts';
import buttons from '../rooms/controls.module.css';
import styles from './MediationRoom.module.css';
import { useMediation, useOutside } from './use-mediation.ts';

export interface ApartNoticeProps {
  readonly room: RoomSession;
  /** Brings all together again; null for those who may not. */
  readonly onTogether: (() => void) | null;
}

/** To those inside: that nobody else hears them, and since when. To those outside: a page instead of the pictures. */
export function ApartNotice({ room, onTogether }: ApartNoticeProps) {
  const apart = useMediation(room)?.apart ?? null;
  const outside = useOutside(room);
  if (apart === null) return null;
  return outside ? <Outside apart={apart} onTogether={onTogether} /> : <Inside apart={apart} onTogether={onTogether} />;
}

type Parts = Pick<ApartNoticeProps, 'onTogether'> & { readonly apart: Apart };

function Inside({ apart, onTogether }: Parts) {
  const { t } = useTranslation('mediationRoom');
  return (
    <div className={styles.inside} data-testid="caucus-inside" role="status">
      <b>{t(apart.side === null ? 'apart.inside' : `apart.inside.${apart.side}`)}</b>
      <span>{t('apart.inside.only')}</span>
      <ApartClock apart={apart} />
      <Together onTogether={onTogether} />
    </div>
  );
}

function Outside({ apart, onTogether }: Parts) {
  const { t } = useTranslation('mediationRoom');
  const what = apart.kind === 'break' ? 'apart.break' : apart.side === null ? 'apart.outside' : (`apart.outside.${apart.side}` as const);
  return (
    <section className={styles.outside} data-testid="caucus-outside" data-kind={apart.kind} role="status">
      <h2>{t(what)}</h2>
      <p>{t(apart.kind === 'break' ? 'apart.break.hint' : 'apart.outside.hint')}</p>
      <ApartClock apart={apart} />
      <p className={styles.safe}>{t('apart.outside.safe')}</p>
      <p>{t('apart.outside.back')}</p>
      <Together onTogether={onTogether} />
    </section>
  );
}

function Together({ onTogether }: Pick<ApartNoticeProps, 'onTogether'>) {
  const { t } = useTranslation('mediationRoom');
  if (onTogether === null) return null;
  return (
    <button type="button" className={buttons.primary} data-testid="together" onClick={onTogether}>
      {t('together')}
    </button>
  );
}

function ApartClock({ apart: { since, expectedEnd } }: Pick<Parts, 'apart'>) {
  const { t } = useTranslation('mediationRoom');
  const now = useServerNow();
  const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));
  return (
    <p className={styles.clock} role="timer" aria-live="off">
      <span>
        {t('apart.since')} <strong>{clockFace(seconds(since, now))}</strong>
      </span>
      {expectedEnd !== null && (
        <span>
          {now < expectedEnd ? (
            <>
              {t('apart.left')} <strong>{clockFace(seconds(now, expectedEnd))}</strong>
            </>
          ) : (
            t('apart.over')
          )}
        </span>
      )}
    </p>
  );
}
