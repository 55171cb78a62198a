import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from './controls.module.css';
import { Icon } from './icons.tsx';
import styles from './ParticipantPanel.module.css';
import { microphoneOn } from './tiles.ts';

/** What a host may do to those inside; absent for others. */
export interface HostActions {
  mute(participantId: string): void;
  muteAll(): void;
  remove(participant: Participant): void;
}

/** Raised hands first, in the order in which they went up; then as people came. */
function inOrder(participants: readonly Participant[]): Participant[] {
  const rank = ({ handRaisedAt }: Participant) => handRaisedAt ?? Number.POSITIVE_INFINITY;
  return participants
    .filter(({ kind }) => kind === 'person')
    .toSorted((a, b) => (rank(a) === rank(b) ? a.joinedAt - b.joinedAt : rank(a) - rank(b)));
}

export function ParticipantPanel({ room, host }: { room: RoomSession; host: HostActions | null }) {
  const { t } = useTranslation('rooms');
  const view = useRoom(room, (state) => state);
  const people = inOrder(view.state?.participants ?? []);
  const hands = people.filter(({ handRaisedAt }) => handRaisedAt !== null);
  return (
    <section className={styles.panel} data-testid="participants" aria-label={t('participants')}>
      <header>
        <h3>
          {t('participants')} <span>{people.length}</span>
        </h3>
        {host !== null && (
          <button type="button" className={buttons.button} data-testid="mute-all" onClick={host.muteAll}>
            {t('muteAll')}
          </button>
        )}
      </header>
      <ul>
        {people.map((person) => {
          const self = person.id === view.selfId;
          const talking = microphoneOn(view, person);
          return (
            <li
              key={person.id}
              data-testid="participant-row"
              data-participant-id={person.id}
              data-role={person.role}
              data-microphone={talking ? 'on' : 'off'}
              data-hand={person.handRaisedAt !== null}
            >
              <i data-on={talking} title={t(talking ? 'mic.on' : 'tile.muted')}>
                <Icon name={talking ? 'mic' : 'micOff'} size={15} />
              </i>
              <span className={styles.who}>
                <b>{self ? t('tile.self', { name: person.name }) : person.name}</b>
                <small>
                  {t(`role.${person.role}`)}
                  {person.orgName !== '' && ` · ${person.orgName}`}
                  {!person.connected && ` · ${t('link.cut')}`}
                </small>
              </span>
              {person.handRaisedAt !== null && (
                <span className={styles.hand} title={t('hand.up')}>
                  <Icon name="hand" size={14} /> {hands.indexOf(person) + 1}
                </span>
              )}
              {host !== null && !self && (
                <>
                  {talking && (
                    <button
                      type="button"
                      className={buttons.icon}
                      data-testid="participant-mute"
                      title={t('mute')}
                      aria-label={t('mute.of', { name: person.name })}
                      onClick={() => host.mute(person.id)}
                    >
                      <Icon name="micOff" size={16} />
                    </button>
                  )}
                  <button
                    type="button"
                    className={buttons.icon}
                    data-testid="participant-remove"
                    title={t('remove')}
                    aria-label={t('remove.of', { name: person.name })}
                    onClick={() => host.remove(person)}
                  >
                    <Icon name="close" size={16} />
                  </button>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
