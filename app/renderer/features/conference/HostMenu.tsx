import { useTranslation } from 'react-i18next';
import type { RoomSettings } from '../../../../sfu-server/protocol/room.ts';
import buttons from '../rooms/controls.module.css';
import popover from '../rooms/Popover.module.css';
import styles from './HostMenu.module.css';
import type { RoomHost } from './use-room-host.ts';

const SWITCHES = ['lobby', 'locked', 'mayUnmute', 'mayShareScreen', 'audience'] as const;

/** How the host wants the room to be; each shows what the server holds, not what was clicked. */
export function HostMenu({ settings, host, live }: { settings: RoomSettings; host: RoomHost; live: boolean }) {
  const { t } = useTranslation('conference');
  return (
    <div className={popover.body} data-testid="host-menu">
      {SWITCHES.map((name) => (
        <label key={name} className={styles.switch}>
          <input
            type="checkbox"
            role="switch"
            aria-checked={settings[name]}
            data-testid={`setting-${name}`}
            checked={settings[name]}
            disabled={!live}
            onChange={(event) => host.set({ [name]: event.target.checked })}
          />
          <span>
            {t(`setting.${name}`)}
            <small>{t(`setting.${name}.hint`)}</small>
          </span>
        </label>
      ))}
      <label className={buttons.field}>
        <span>{t('setting.mayChat')}</span>
        <select
          className={buttons.input}
          data-testid="setting-mayChat"
          value={settings.mayChat}
          disabled={!live}
          onChange={(event) => host.set({ mayChat: CHAT_RIGHTS.find((one) => one === event.target.value) ?? settings.mayChat })}
        >
          {CHAT_RIGHTS.map((who) => (
            <option key={who} value={who}>
              {t(`mayChat.${who}`)}
            </option>
          ))}
        </select>
      </label>
      {!live && <p className={popover.hint}>{t('notLive')}</p>}
    </div>
  );
}

const CHAT_RIGHTS = ['all', 'host', 'none'] as const;
