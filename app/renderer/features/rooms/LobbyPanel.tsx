import { useTranslation } from 'react-i18next';
import type { LobbyEntry } from '../../../../sfu-server/protocol/room.ts';
import { clockText } from '../../ui/time.ts';
import buttons from './controls.module.css';
import styles from './LobbyPanel.module.css';

export interface LobbyPanelProps {
  readonly lobby: readonly LobbyEntry[];
  onAdmit(participantId: string): void;
  onDeny(participantId: string): void;
}

/** Who waits outside (候会室), for those who may let them in. */
export function LobbyPanel({ lobby, onAdmit, onDeny }: LobbyPanelProps) {
  const { t } = useTranslation('rooms');
  if (lobby.length === 0) return null;
  return (
    <section className={styles.lobby} aria-label={t('lobby')} role="status">
      <h3>{t('lobby.count', { count: lobby.length })}</h3>
      <ul>
        {lobby.map((entry) => (
          <li key={entry.participantId} data-testid="lobby-row" data-participant-id={entry.participantId}>
            <span className={styles.who}>
              <b>{entry.name}</b>
              <small>
                {entry.label !== '' && `${entry.label} · `}
                {t('lobby.since', { time: clockText(entry.since) })}
              </small>
            </span>
            <button type="button" className={buttons.primary} data-testid="admit" onClick={() => onAdmit(entry.participantId)}>
              {t('admit')}
            </button>
            <button type="button" className={buttons.button} data-testid="deny" onClick={() => onDeny(entry.participantId)}>
              {t('deny')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
