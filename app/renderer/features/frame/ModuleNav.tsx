import { useTranslation } from 'react-i18next';
import { MODULES } from '../../store/desk.ts';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { useDueItems } from '../agreement/use-due-items.ts';
import styles from './ModuleNav.module.css';
import { MODULE_TABLE } from './modules.ts';
import { keyOfModule } from './use-module-keys.ts';

export function ModuleNav() {
  const { t } = useTranslation('frame');
  const desk = useDeskStore();
  const current = useDesk((state) => state.module);
  const due = useDueItems().length;
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
            {module === 'mediation' && due > 0 && (
              <b className={styles.badge} data-testid="nav-badge-mediation" title={t('nav.due', { count: due })}>
                {due > 99 ? '99+' : due}
              </b>
            )}
          </button>
        );
      })}
    </nav>
  );
}
