import { useTranslation } from 'react-i18next';
import type { Participant, RoomState } from '../../../../sfu-server/protocol/room.ts';
import { mayActOn } from '../../../../sfu-server/protocol/room-rights.ts';
import type { RoomView } from '../../media/room-view.ts';
import type { RoomHost } from '../conference/use-room-host.ts';
import { seatPlaceOf } from '../mediation-room/seat-place.ts';
import buttons from './controls.module.css';
import { Icon } from './icons.tsx';
import styles from './ParticipantPanel.module.css';
import { microphoneOn } from './tiles.ts';

export interface PersonRowProps {
  readonly view: RoomView;
  readonly person: Participant;
  /** Place in the queue of hands; null while it is down. */
  readonly hand: number | null;
  readonly host: RoomHost | null;
  /** Whether the Tab key stops here; arrow keys move it. */
  readonly reachable: boolean;
  onMore(anchor: DOMRect): void;
}

/** Where the host has decided otherwise for somebody than for all, so that it is not forgotten; null where it makes no difference. */
function exceptionOf({ mayUnmute }: Participant, state: RoomState | null): 'may' | 'mayNot' | null {
  if (mayUnmute === null || mayUnmute === state?.settings.mayUnmute) return null;
  return mayUnmute ? 'may' : 'mayNot';
}

/** One person in the list. */
export function PersonRow({ view, person, hand, host, reachable, onMore }: PersonRowProps) {
  const { t } = useTranslation(['rooms', 'conference', 'mediationRoom']);
  const self = person.id === view.selfId;
  const own = view.state?.participants.find(({ id }) => id === view.selfId);
  const talking = microphoneOn(view, person);
  const hasFloor = view.state?.floor.speaking?.participantId === person.id;
  // Not for everybody to see who was told to be silent.
  const unmute = host === null ? null : exceptionOf(person, view.state);
  const place = seatPlaceOf(view.state?.mediation, person.id);
  const presents = view.state?.board.presenters.includes(person.id) === true;
  return (
    <li
      data-testid="participant-row"
      data-participant-id={person.id}
      data-role={person.role}
      data-microphone={talking ? 'on' : 'off'}
      data-hand={hand !== null}
      data-floor={hasFloor}
      data-unmute={unmute ?? 'room'}
      data-presents={presents}
    >
      <i data-on={talking} title={t(talking ? 'mic.on' : 'tile.muted')}>
        <Icon name={talking ? 'mic' : 'micOff'} size={15} />
        <span className="visually-hidden">{t(talking ? 'mic.on' : 'tile.muted')}</span>
      </i>
      <span className={styles.who}>
        <b>{self ? t('tile.self', { name: person.name }) : person.name}</b>
        <small>
          {place === null ? t(`role.${person.role}`) : t(`mediationRoom:capacity.${place.capacity}`)}
          {person.orgName !== '' && ` · ${person.orgName}`}
          {person.speaker && ` · ${t('conference:speaker')}`}
          {unmute !== null && ` · ${t(`conference:unmute.${unmute}`)}`}
          {presents && ` · ${t('conference:presents')}`}
          {!person.connected && ` · ${t('link.cut')}`}
        </small>
      </span>
      {hasFloor && <span className={styles.floor}>{t('conference:floor.has')}</span>}
      {hand !== null && (
        <span className={styles.hand} title={t('hand.up')}>
          <Icon name="hand" size={14} /> {hand}
        </span>
      )}
      {host !== null && own !== undefined && (
        <>
          {!self && talking && mayActOn(own.role, person.role) && (
            <button
              type="button"
              tabIndex={reachable ? 0 : -1}
              className={buttons.icon}
              data-testid="participant-mute"
              title={t('mute')}
              aria-label={t('mute.of', { name: person.name })}
              onClick={() => host.on(person, 'mute')}
            >
              <Icon name="micOff" size={16} />
            </button>
          )}
          <button
            type="button"
            data-more
            tabIndex={reachable ? 0 : -1}
            className={buttons.icon}
            data-testid="participant-more"
            aria-haspopup="menu"
            title={t('conference:person.more')}
            aria-label={t('conference:person.more.of', { name: person.name })}
            onClick={(event) => onMore(event.currentTarget.getBoundingClientRect())}
          >
            ⋯
          </button>
        </>
      )}
    </li>
  );
}
