import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DEVICE_KINDS } from '../../../media/device-choice.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { playTestTone } from '../../../media/test-tone.ts';
import { usePageMedia, useRoom } from '../../../media/use-media.ts';
import buttons from '../controls.module.css';
import popover from '../Popover.module.css';
import { useAction } from '../use-action.ts';
import { DeviceChoice } from './DeviceChoice.tsx';
import { LevelBar } from './LevelBar.tsx';

/** One's own devices, while one is in a room: another one takes over at once. */
export function DevicePanel({ room }: { room: RoomSession }) {
  const { t } = useTranslation('media');
  const { devices, preferences } = usePageMedia();
  const noiseSuppression = useStore(preferences.store, (one) => one.noiseSuppression);
  const microphone = useRoom(room, (view) => view.microphone);
  const action = useAction();
  return (
    <div className={popover.body} data-testid="device-panel">
      {DEVICE_KINDS.map((kind) => (
        <div key={kind} className={buttons.field}>
          <span>{t(`device.${kind}`)}</span>
          <DeviceChoice kind={kind} />
        </div>
      ))}
      <div className={popover.row}>
        <button
          type="button"
          className={buttons.button}
          data-testid="test-tone"
          disabled={action.busy}
          onClick={() => void action.run(() => playTestTone(devices.toUse('audiooutput')))}
        >
          {t('tone')}
        </button>
      </div>
      {microphone.track !== null && <LevelBar track={microphone.track} />}
      <label>
        <input
          type="checkbox"
          data-testid="noise-suppression"
          checked={noiseSuppression}
          onChange={(event) => {
            preferences.set({ noiseSuppression: event.target.checked });
            room.microphone.renew();
          }}
        />{' '}
        {t('noiseSuppression')}
      </label>
      <p className={popover.hint}>{t('pushToTalk.hint')}</p>
    </div>
  );
}
