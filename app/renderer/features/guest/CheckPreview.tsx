import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CheckedDevice, CheckState, DeviceCheck } from '../../media/DeviceCheck.ts';
import { type DeviceKind, devicesOfKind } from '../../media/device-choice.ts';
import { Picture } from '../../media/Picture.tsx';
import { usePageMedia } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { Icon } from '../rooms/icons.tsx';
import styles from './GuestPage.module.css';
import { LevelBar } from './LevelBar.tsx';

const KIND: { readonly [D in CheckedDevice]: Extract<DeviceKind, 'audioinput' | 'videoinput'> } = {
  microphone: 'audioinput',
  camera: 'videoinput',
};

/** One's own picture and loudness, with a choice where there are several devices. */
export function CheckPreview({ check }: { check: DeviceCheck }) {
  const { t } = useTranslation(['guest', 'media']);
  const { microphone, camera } = useStore(check.store);
  return (
    <section className={styles.preview} aria-label={t('check')}>
      <div className={styles.picture}>
        <Picture track={camera.track} label={t('preview')} fit="cover" mirrored />
        {camera.track === null && (
          <p className={styles.cover}>{camera.wanted && camera.problem === null ? t('opening') : t('noPicture')}</p>
        )}
      </div>
      <DeviceRow check={check} device="camera" state={camera} />
      <DeviceRow check={check} device="microphone" state={microphone} />
      {microphone.track !== null && <LevelBar track={microphone.track} />}
    </section>
  );
}

function DeviceRow({ check, device, state }: { check: DeviceCheck; device: CheckedDevice; state: CheckState }) {
  const { t } = useTranslation(['guest', 'media']);
  const { devices } = usePageMedia();
  const { list, chosen } = useStore(devices.store);
  const kind = KIND[device];
  const found = devicesOfKind(list, kind).filter(({ label }) => label !== '');
  const on = state.wanted && state.problem === null;
  return (
    <div className={styles.device}>
      <button
        type="button"
        className={`${buttons.button} ${styles.toggle}`}
        aria-pressed={on}
        data-testid={`guest-check-${device}`}
        onClick={() => (on ? check.close(device) : void check.open(device))}
      >
        <Icon name={device === 'camera' ? (on ? 'camera' : 'cameraOff') : on ? 'mic' : 'micOff'} />
        {t(on ? `${device}.on` : `${device}.off`)}
      </button>
      {on && found.length > 1 && (
        <select
          className={`${buttons.input} ${styles.choice}`}
          aria-label={t(`media:device.${kind}`)}
          value={chosen[kind]?.deviceId ?? ''}
          onChange={(event) => {
            devices.choose(kind, found.find(({ deviceId }) => deviceId === event.target.value) ?? null);
            void check.open(device);
          }}
        >
          <option value="">{t('media:device.default')}</option>
          {found.map(({ deviceId, label }) => (
            <option key={deviceId} value={deviceId}>
              {label}
            </option>
          ))}
        </select>
      )}
      {state.problem !== null && (
        <p className={styles.trouble} role="alert" data-testid="device-problem" data-problem={state.problem}>
          {t(`media:problem.${device}.${state.problem}`)}
        </p>
      )}
    </div>
  );
}
