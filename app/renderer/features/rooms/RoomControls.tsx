import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceProblem } from '../../media/device-problem.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import type { RoomView } from '../../media/room-view.ts';
import { useRoom } from '../../media/use-media.ts';
import { Icon, type IconName } from './icons.tsx';
import styles from './RoomControls.module.css';
import { useWhyNot } from './use-why-not.ts';

interface ToggleProps {
  readonly testId: string;
  readonly icon: IconName;
  readonly label: string;
  readonly pressed: boolean;
  /** Off is what others should notice, as with a microphone. */
  readonly warnsOff?: boolean;
  readonly busy?: boolean;
  /** Why it cannot be turned on just now; null where it can. Off always goes. */
  readonly whyNot?: string | null;
  onToggle(): void;
}

function Toggle({ testId, icon, label, pressed, warnsOff = false, busy = false, whyNot = null, onToggle }: ToggleProps) {
  const barred = whyNot !== null && !pressed;
  return (
    <button
      type="button"
      className={styles.toggle}
      data-testid={testId}
      data-warn={warnsOff && !pressed}
      aria-pressed={pressed}
      aria-busy={busy}
      aria-disabled={barred}
      aria-label={barred ? `${label} (${whyNot})` : label}
      title={barred ? whyNot : label}
      onClick={() => {
        if (!barred) onToggle();
      }}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}

/** The first thing that is wrong with one's own devices, or null. */
export function deviceProblem({ microphone, camera }: Pick<RoomView, 'microphone' | 'camera'>) {
  const found: { device: 'microphone' | 'camera'; problem: DeviceProblem } | null =
    microphone.problem !== null
      ? { device: 'microphone', problem: microphone.problem }
      : camera.problem !== null
        ? { device: 'camera', problem: camera.problem }
        : null;
  return found;
}

export interface RoomControlsProps {
  readonly room: RoomSession;
  /** Phones share no screens. */
  readonly screen: boolean;
  readonly children?: ReactNode;
  onHand(raised: boolean): void;
  onLeave(): void;
}

/** One's own microphone, camera, screen and hand, and the way out. */
export function RoomControls({ room, screen: canShare, children, onHand, onLeave }: RoomControlsProps) {
  const { t } = useTranslation('rooms');
  const whyNot = useWhyNot(room);
  const microphone = useRoom(room, (view) => view.microphone);
  const camera = useRoom(room, (view) => view.camera);
  const screen = useRoom(room, (view) => view.screen);
  const self = useRoom(room, ({ state, selfId }) => state?.participants.find(({ id }) => id === selfId));
  const handUp = self !== undefined && self.handRaisedAt !== null;
  const talking = microphone.state !== 'off';
  const seen = camera.state !== 'off';
  const sharing = screen.state !== 'off';
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('controls')}>
      <Toggle
        testId="mic-toggle"
        icon={talking ? 'mic' : 'micOff'}
        label={t(talking ? 'mic.on' : 'mic.off')}
        pressed={talking}
        busy={microphone.state === 'starting'}
        warnsOff
        whyNot={whyNot('microphone')}
        onToggle={() => void room.microphone.turn(!talking)}
      />
      <Toggle
        testId="camera-toggle"
        icon={seen ? 'camera' : 'cameraOff'}
        label={t(seen ? 'camera.on' : 'camera.off')}
        pressed={seen}
        busy={camera.state === 'starting'}
        warnsOff
        whyNot={whyNot('camera')}
        onToggle={() => void room.camera.turn(!seen)}
      />
      {canShare && (
        <Toggle
          testId="screen-toggle"
          icon="screen"
          label={t(sharing ? 'screen.on' : 'screen.off')}
          pressed={sharing}
          whyNot={whyNot('screen')}
          onToggle={() => void room.shareScreen(!sharing)}
        />
      )}
      <Toggle
        testId="hand-toggle"
        icon="hand"
        label={t(handUp ? 'hand.lower' : 'hand.raise')}
        pressed={handUp}
        onToggle={() => onHand(!handUp)}
      />
      {children}
      <button type="button" className={styles.leave} data-testid="leave" title={t('leave')} aria-label={t('leave')} onClick={onLeave}>
        <Icon name="leave" />
        <span>{t('leave')}</span>
      </button>
    </div>
  );
}
