import { useTranslation } from 'react-i18next';
import { mayInRoom } from '../../../../../sfu-server/protocol/room-rights.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { BoardMenu } from '../board/BoardMenu.tsx';
import buttons from '../controls.module.css';
import { DevicePanel } from '../devices/DevicePanel.tsx';
import { Icon } from '../icons.tsx';
import { Popover } from '../Popover.tsx';
import { useAction } from '../use-action.ts';
import { LayoutIcon } from './LayoutIcon.tsx';
import { LAYOUT_MODES } from './layout-choice.ts';
import styles from './StageBar.module.css';
import type { StageStore } from './StageStore.ts';
import { openStageWindow } from './stage-window.ts';
import { useStageView } from './use-stage.ts';

const MODES = [null, ...LAYOUT_MODES] as const;

/** Chooses how the pictures are arranged, whether the host's arrangement is taken over, where they are shown, and with which devices. */
export function StageBar({ room, stage }: { room: RoomSession; stage: StageStore }) {
  const { t } = useTranslation('stage');
  const { mode, following } = useStageView(stage, ({ choice }) => choice);
  const away = useStageView(stage, ({ window }) => window);
  const state = useRoom(room, (view) => view.state);
  const self = useRoom(room, (view) => view.state?.participants.find(({ id }) => id === view.selfId));
  const action = useAction();
  if (state === null || self === undefined) return null;
  const leads = state.layout.follow;
  const directs = mayInRoom(self.role, 'scene');
  const hostShows = leads || state.spotlight.length > 0 || state.floor.speaking !== null;
  const shown = following && leads ? state.layout.mode : mode;
  return (
    <div className={styles.bar}>
      <div className={styles.modes} role="radiogroup" aria-label={t('layout')}>
        {MODES.map((one, key) => {
          const name = t(`mode.${one ?? 'auto'}`);
          return (
            // biome-ignore lint/a11y/useSemanticElements: radio buttons that look like the other buttons.
            <button
              key={one ?? 'auto'}
              type="button"
              role="radio"
              aria-checked={shown === one}
              className={styles.mode}
              data-testid={`layout-${one ?? 'auto'}`}
              title={`${name} ${key}`}
              aria-label={name}
              aria-keyshortcuts={String(key)}
              onClick={() => stage.setMode(one)}
            >
              <LayoutIcon mode={one} />
              <span>{name}</span>
            </button>
          );
        })}
      </div>
      {directs && (
        <label className={styles.check}>
          <input
            type="checkbox"
            data-testid="layout-lead"
            checked={leads}
            disabled={action.busy}
            onChange={(event) => void action.run(() => stage.lead(event.target.checked))}
          />
          {t('lead')}
        </label>
      )}
      {!directs && hostShows && (
        <label className={styles.check}>
          <input type="checkbox" data-testid="layout-follow" checked={following} onChange={(event) => stage.follow(event.target.checked)} />
          {t('follow')}
        </label>
      )}
      {action.problem !== null && (
        <span className={buttons.problem} role="alert">
          {action.problem}
        </span>
      )}
      <span className={styles.spring} />
      <BoardMenu room={room} />
      <Popover label={t('devices')} icon="gear" testId="devices">
        {() => <DevicePanel room={room} />}
      </Popover>
      {self.role !== 'guest' && (
        <button
          type="button"
          className={`${buttons.button} ${styles.window}`}
          data-testid="stage-window"
          aria-pressed={away !== null}
          onClick={() => (away === null ? openStageWindow(stage, t('window.title', { room: state.room.title })) : away.close())}
        >
          <Icon name="expand" size={16} /> {t(away === null ? 'window.open' : 'window.back')}
        </button>
      )}
    </div>
  );
}
