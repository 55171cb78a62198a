import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../store/desk-context.tsx';
import styles from './MapPage.module.css';

/** Says that the next click on the map is a choice; Escape takes it back. */
export function PickHint() {
  const { t } = useTranslation('map');
  const desk = useDeskStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') desk.stopPicking();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
  return (
    <div className={`${styles.panel} ${styles.pick}`} role="status">
      {t('pick')}
      <Button size="small" onClick={desk.stopPicking}>
        {t('pick.cancel')}
      </Button>
    </div>
  );
}
