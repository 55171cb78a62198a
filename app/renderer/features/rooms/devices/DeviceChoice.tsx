import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type DeviceKind, devicesOfKind } from '../../../media/device-choice.ts';
import { usePageMedia } from '../../../media/use-media.ts';
import buttons from '../controls.module.css';

export interface DeviceChoiceProps {
  readonly kind: DeviceKind;
  readonly className?: string;
  readonly onChosen?: () => void;
}

/** Which device of a kind is used. One that is chosen but unplugged stays chosen, and says that another stands in for it. */
export function DeviceChoice({ kind, className = '', onChosen }: DeviceChoiceProps) {
  const { t } = useTranslation('media');
  const { devices } = usePageMedia();
  const { list, chosen } = useStore(devices.store);
  const found = devicesOfKind(list, kind).filter(({ label }) => label !== '');
  const wish = chosen[kind];
  const used = devices.toUse(kind);
  const absent = wish !== null && used === null;
  return (
    <select
      className={`${buttons.input} ${className}`}
      data-testid={`device-${kind}`}
      aria-label={t(`device.${kind}`)}
      value={absent ? wish.deviceId : (used ?? '')}
      onChange={(event) => {
        devices.choose(kind, found.find(({ deviceId }) => deviceId === event.target.value) ?? null);
        onChosen?.();
      }}
    >
      <option value="">{t('device.default')}</option>
      {absent && <option value={wish.deviceId}>{t('device.absent', { name: wish.label })}</option>}
      {found.map(({ deviceId, label }) => (
        <option key={deviceId} value={deviceId}>
          {label}
        </option>
      ))}
    </select>
  );
}
