import { useTranslation } from 'react-i18next';
import type { Participant, RoomState } from '../../../../sfu-server/protocol/room.ts';
import type { RoomView } from '../../media/room-view.ts';
import { microphoneOn } from '../rooms/tiles.ts';
import { ActionMenu, type MenuItem } from './ActionMenu.tsx';
import { FLOOR_MINUTES } from './floor-minutes.ts';
import { actionsOn, type PersonAction } from './person-actions.ts';
import type { RoomHost } from './use-room-host.ts';

export interface PersonMenuProps {
  readonly view: RoomView;
  readonly state: RoomState;
  readonly person: Participant;
  readonly self: Participant;
  readonly host: RoomHost;
  readonly anchor: DOMRect;
  onClose(): void;
}

const DANGEROUS: ReadonlySet<PersonAction> = new Set(['remove', 'handOver']);

/** All that the host may do to one person. */
export function PersonMenu({ view, state, person, self, host, anchor, onClose }: PersonMenuProps) {
  const { t } = useTranslation('conference');
  const camera = state.producers.some(({ participantId, source, paused }) => participantId === person.id && source === 'camera' && !paused);
  const offered = actionsOn(person, self, state, { microphone: microphoneOn(view, person), camera });
  const floor: MenuItem[] = FLOOR_MINUTES.map((minutes) => ({
    key: `floor-${minutes}`,
    label: t('floor.give', { count: minutes }),
    reason: null,
    run: () => host.giveFloor(person.id, minutes),
  }));
  const items = offered.map(({ action, whyNot }) => ({
    key: action,
    label: t(`person.${action}`),
    reason: whyNot === null ? null : t(`whyNot.${whyNot}`),
    danger: DANGEROUS.has(action),
    run: () => host.on(person, action),
  }));
  return <ActionMenu label={t('person.more.of', { name: person.name })} items={[...floor, ...items]} anchor={anchor} onClose={onClose} />;
}
