import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';
import styles from './MapPage.module.css';

const CameraPlayer = lazy(() => import('../wall/CameraPlayer.tsx').then((module) => ({ default: module.CameraPlayer })));

/** One camera's picture above the map. */
export function CameraFloat({ camera, onClose }: { camera: Camera; onClose: () => void }) {
  const { t } = useTranslation('map');
  return (
    <section className={styles.card} data-kind="camera" data-testid="map-camera" aria-label={camera.name}>
      <header>
        <h2>{camera.name}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('camera.close')}
          title={t('camera.close')}
          onClick={onClose}
        />
      </header>
      <div className={styles.player}>
        {camera.hasSource ? (
          <Suspense fallback={null}>
            <CameraPlayer cameraId={camera.id} />
          </Suspense>
        ) : (
          <p className={styles.noSource}>{t('camera.noSource')}</p>
        )}
      </div>
    </section>
  );
}
