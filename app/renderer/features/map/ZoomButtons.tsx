import { ExpandOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './MapPage.module.css';

export function ZoomButtons({ onZoom, onAll }: { onZoom: (levels: number) => void; onAll: () => void }) {
  const { t } = useTranslation('map');
  return (
    <div className={`${styles.panel} ${styles.zoom}`}>
      <button type="button" aria-label={t('zoom.in')} title={t('zoom.in')} onClick={() => onZoom(1)}>
        <PlusOutlined />
      </button>
      <button type="button" aria-label={t('zoom.out')} title={t('zoom.out')} onClick={() => onZoom(-1)}>
        <MinusOutlined />
      </button>
      <button type="button" aria-label={t('zoom.all')} title={t('zoom.all')} onClick={onAll}>
        <ExpandOutlined />
      </button>
    </div>
  );
}
