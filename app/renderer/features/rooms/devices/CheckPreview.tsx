import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CheckedDevice, CheckState, DeviceCheck } from '../../../media/DeviceCheck.ts';
import { type DeviceKind, devicesOfKind } from '../../../media/device-choice.ts';
import { Picture } from '../../../media/Picture.tsx';
import { usePageMedia } from '../../../media/use-media.ts';
import buttons from '../controls.module.css';
import { Icon } from '../icons.tsx';
import styles from './Check.module.css';
import { DeviceChoice } from './DeviceChoice.tsx';
import { LevelBar } from './LevelBar.tsx';

const KIND: { readonly [D in CheckedDevice]: Extract<DeviceKind, 'audioinput' | 'videoinput'> } = {
  microphone: 'audioinput',
  camera: 'videoinput',
};

/** One's own picture and loudness, with a choice where there are several devices. */
export function CheckPreview({ check }: { check: DeviceCheck }) {
  const { t } = useTranslation('media');
  const { microphone, camera } = useStore(check.store);
  return (
    <section className={styles.preview} aria-label={t('check')}>
      <div className={styles.picture}>
        <Picture track={camera.track} label={t('check.preview')} fit="cover" mirrored />
        {camera.track === null && (
          <p className={styles.cover}>{camera.wanted && camera.problem === null ? t('check.opening') : t('check.noPicture')}</p>
        )}
      </div>
      <DeviceRow check={check} device="camera" state={camera} />
      <DeviceRow check={check} device="microphone" state={microphone} />
      {microphone.track !== null && <LevelBar track={microphone.track} />}
    </section>
  );
}

function DeviceRow({ check, device, state }: { check: DeviceCheck; device: CheckedDevice; state: CheckState }) {
  const { t } = useTranslation('media');
  const { devices } = usePageMedia();
  const list = useStore(devices.store, (state) => state.list);
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
        {t(on ? `check.${device}.on` : `check.${device}.off`)}
      </button>
      {on && found.length > 1 && <DeviceChoice kind={kind} className={styles.choice ?? ''} onChosen={() => void check.open(device)} />}
      {state.problem !== null && (
        <p className={styles.trouble} role="alert" data-testid="device-problem" data-problem={state.problem}>
          {t(`problem.${device}.${state.problem}`)}
        </p>
      )}
    </div>
  );
}
