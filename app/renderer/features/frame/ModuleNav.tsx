import { useTranslation } from 'react-i18next';
import { MODULES } from '../../store/desk.ts';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import styles from './ModuleNav.module.css';
import { MODULE_TABLE } from './modules.ts';
import { keyOfModule } from './use-module-keys.ts';

export function ModuleNav() {
  const { t } = useTranslation('frame');
  const desk = useDeskStore();
  const current = useDesk((state) => state.module);
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {MODULES.map((module, index) => {
        const { icon: Icon, page } = MODULE_TABLE[module];
        const key = keyOfModule(index);
        return (
          <button
            key={module}
            type="button"
            className={styles.item}
            data-testid={`nav-${module}`}
            data-later={page === null}
            aria-current={module === current ? 'page' : undefined}
            aria-keyshortcuts={key}
            title={`${t(`nav.${module}`)}  ${key ?? ''}`}
            onClick={() => desk.open(module)}
          >
            <Icon />
            <span>{t(`nav.${module}`)}</span>
          </button>
        );
      })}
    </nav>
  );
}
