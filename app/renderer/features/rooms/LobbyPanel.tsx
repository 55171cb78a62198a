import { useTranslation } from 'react-i18next';
import type { LobbyEntry } from '../../../../sfu-server/protocol/room.ts';
import { clockText } from '../../ui/time.ts';
import buttons from './controls.module.css';
import styles from './LobbyPanel.module.css';

export interface LobbyPanelProps {
  readonly lobby: readonly LobbyEntry[];
  /** False while nobody could be let in: the line is cut. */
  readonly live: boolean;
  /** Whether the names are shown, or only how many there are. */
  readonly open: boolean;
  onOpen(open: boolean): void;
  onAdmit(participantId: string): void;
  onAdmitAll(): void;
  onDeny(participantId: string): void;
}

/** Who waits outside (候会室), for those who may let them in. */
export function LobbyPanel({ lobby, live, open, onOpen, onAdmit, onAdmitAll, onDeny }: LobbyPanelProps) {
  const { t } = useTranslation(['rooms', 'conference']);
  if (lobby.length === 0) return null;
  return (
    <section className={styles.lobby} aria-label={t('lobby')}>
      <header>
        <button type="button" className={styles.count} aria-expanded={open} data-testid="lobby-count" onClick={() => onOpen(!open)}>
          <span role="status">{t('lobby.count', { count: lobby.length })}</span> <i aria-hidden="true">{open ? '▾' : '▸'}</i>
        </button>
        {lobby.length > 1 && (
          <button type="button" className={buttons.primary} data-testid="admit-all" disabled={!live} onClick={onAdmitAll}>
            {t('conference:admitAll')}
          </button>
        )}
      </header>
      {open && (
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
              <button
                type="button"
                className={buttons.primary}
                data-testid="admit"
                disabled={!live}
                aria-label={t('conference:admit.of', { name: entry.name })}
                onClick={() => onAdmit(entry.participantId)}
              >
                {t('admit')}
              </button>
              <button
                type="button"
                className={buttons.button}
                data-testid="deny"
                disabled={!live}
                aria-label={t('conference:deny.of', { name: entry.name })}
                onClick={() => onDeny(entry.participantId)}
              >
                {t('deny')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
