import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DeviceCheck } from '../../../media/DeviceCheck.ts';
import { playTestTone } from '../../../media/test-tone.ts';
import { usePageMedia } from '../../../media/use-media.ts';
import buttons from '../controls.module.css';
import { Icon } from '../icons.tsx';
import { useAction } from '../use-action.ts';
import { CheckPreview } from './CheckPreview.tsx';
import styles from './DeviceCheckDialog.module.css';
import { DeviceChoice } from './DeviceChoice.tsx';

/** Tries out one's devices before any room; with what is left on here one goes into rooms from now on. */
export function DeviceCheckButton() {
  const { t } = useTranslation('media');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={buttons.button} data-testid="device-check" onClick={() => setOpen(true)}>
        <Icon name="gear" size={16} /> {t('check.open')}
      </button>
      {open && <DeviceCheckDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function DeviceCheckDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('media');
  const media = usePageMedia();
  const dialog = useRef<HTMLDialogElement>(null);
  const [check, setCheck] = useState<DeviceCheck | null>(null);
  const action = useAction();
  useEffect(() => {
    const opened = new DeviceCheck(media.capture, media.preferences.store.getState());
    setCheck(opened);
    dialog.current?.showModal();
    return () => opened[Symbol.dispose]();
  }, [media]);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label={t('check')} data-testid="device-check-dialog" onClose={onClose}>
      <h2>{t('check')}</h2>
      {check !== null && <CheckPreview check={check} />}
      <div className={styles.row}>
        <DeviceChoice kind="audiooutput" />
        <button
          type="button"
          className={buttons.button}
          disabled={action.busy}
          onClick={() => void action.run(() => playTestTone(media.devices.toUse('audiooutput')))}
        >
          {t('tone')}
        </button>
      </div>
      <p>{t('check.remembered')}</p>
      {check !== null && <Done check={check} onDone={() => dialog.current?.close()} />}
    </dialog>
  );
}

function Done({ check, onDone }: { check: DeviceCheck; onDone: () => void }) {
  const { t } = useTranslation('media');
  const { preferences } = usePageMedia();
  const { microphone, camera } = useStore(check.store);
  return (
    <button
      type="button"
      className={buttons.primary}
      data-testid="device-check-done"
      onClick={() => {
        preferences.set({ microphone: microphone.wanted, camera: camera.wanted });
        onDone();
      }}
    >
      {t('check.done')}
    </button>
  );
}
