import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomState } from '../../../../sfu-server/protocol/room.ts';
import buttons from '../rooms/controls.module.css';
import styles from './FloorPanel.module.css';
import { clockFace, floorClock } from './floor-clock.ts';
import { FLOOR_MINUTES } from './floor-minutes.ts';
import type { RoomHost } from './use-room-host.ts';
import { useServerNow } from './use-server-now.ts';

export interface FloorPanelProps {
  readonly state: RoomState;
  readonly host: RoomHost;
  readonly live: boolean;
}

/** The order of speakers (发言): who has the word, who is next, whose hand is up; for those who give it. */
export function FloorPanel({ state, host, live }: FloorPanelProps) {
  const { t } = useTranslation('conference');
  const now = useServerNow();
  const [minutes, setMinutes] = useState<number | null>(3);
  const { queue, speaking, nextId } = state.floor;
  const personOf = (id: string) => state.participants.find((one) => one.id === id);
  const clock = speaking === null ? null : floorClock(speaking, now);
  return (
    <section className={styles.panel} aria-label={t('tab.floor')} data-testid="floor-panel">
      <div className={styles.now} data-state={clock?.state ?? 'none'}>
        {speaking === null || clock === null ? (
          <p className={styles.hint}>{t('floor.nobody')}</p>
        ) : (
          <>
            <span className={styles.who}>
              <b>{personOf(speaking.participantId)?.name ?? ''}</b>
              <small>{personOf(speaking.participantId)?.orgName ?? ''}</small>
            </span>
            <span className={styles.clock}>
              {t(`clock.${clock.state}`)} <strong>{clockFace(clock.seconds)}</strong>
            </span>
            <button
              type="button"
              className={buttons.button}
              disabled={!live}
              data-testid="floor-extend"
              onClick={() => host.extendFloor(1)}
            >
              {t('floor.extend', { count: 1 })}
            </button>
            <button type="button" className={buttons.danger} disabled={!live} data-testid="floor-end" onClick={() => host.endFloor()}>
              {t('floor.end')}
            </button>
          </>
        )}
      </div>
      <fieldset className={styles.minutes}>
        <legend>{t('floor.minutes')}</legend>
        {[...FLOOR_MINUTES, null].map((one) => (
          <label key={one}>
            <input type="radio" name="floor-minutes" checked={minutes === one} onChange={() => setMinutes(one)} />
            {one === null ? t('floor.unlimited') : t('floor.short', { count: one })}
          </label>
        ))}
      </fieldset>
      {queue.length === 0 && <p className={styles.hint}>{t('floor.noHands')}</p>}
      <ol className={styles.queue}>
        {queue.map((id, at) => {
          const person = personOf(id);
          if (person === undefined) return null;
          const next = nextId === id;
          return (
            <li key={id} data-testid="floor-hand" data-participant-id={id} data-next={next}>
              <span className={styles.place}>{at + 1}</span>
              <span className={styles.who}>
                <b>{person.name}</b>
                <small>{next ? t('floor.asked') : person.orgName}</small>
              </span>
              <button
                type="button"
                className={buttons.icon}
                disabled={!live || at === 0}
                aria-label={t('floor.up', { name: person.name })}
                title={t('floor.up', { name: person.name })}
                onClick={() => host.moveHand(id, queue[at - 1] ?? null)}
              >
                ↑
              </button>
              <button
                type="button"
                className={buttons.icon}
                disabled={!live || at === queue.length - 1}
                aria-label={t('floor.down', { name: person.name })}
                title={t('floor.down', { name: person.name })}
                onClick={() => host.moveHand(id, queue[at + 2] ?? null)}
              >
                ↓
              </button>
              <button
                type="button"
                className={buttons.icon}
                disabled={!live}
                aria-label={t('floor.lower', { name: person.name })}
                title={t('floor.lower', { name: person.name })}
                onClick={() => host.lowerHand(id)}
              >
                ×
              </button>
              <button
                type="button"
                className={buttons.button}
                disabled={!live}
                data-testid="floor-prepare"
                aria-pressed={next}
                onClick={() => host.prepare(next ? null : id)}
              >
                {t('floor.prepare')}
              </button>
              <button
                type="button"
                className={buttons.primary}
                disabled={!live}
                data-testid="floor-give"
                onClick={() => host.giveFloor(id, minutes)}
              >
                {t('floor.giveNow')}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
