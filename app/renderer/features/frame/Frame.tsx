import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModuleId } from '../../store/desk.ts';
import { useDesk } from '../../store/desk-context.tsx';
import { Contained } from '../../ui/Contained.tsx';
import { KeptStates } from '../../ui/kept-state.tsx';
import { EventPanel } from '../events/EventPanel.tsx';
import { Dock } from './Dock.tsx';
import styles from './Frame.module.css';
import { LaterPage } from './LaterPage.tsx';
import { ModuleNav } from './ModuleNav.tsx';
import { MODULE_TABLE } from './modules.ts';
import { TopBar } from './TopBar.tsx';
import { useModuleKeys } from './use-module-keys.ts';

/** One window: top bar, modules, the work, the events beside it, the dock. Nothing of it scrolls as a whole. */
export function Frame() {
  const { t } = useTranslation('frame');
  const module = useDesk((desk) => desk.module);
  const reporting = useDesk((desk) => desk.draft !== null);
  const [sideChoice, setSideChoice] = useState<{ readonly [M in ModuleId]?: boolean }>({});
  useModuleKeys();
  const { page: Page, side } = MODULE_TABLE[module];
  const sideOpen = reporting || (sideChoice[module] ?? side);
  return (
    <KeptStates>
      <div className={styles.frame} data-side={sideOpen}>
        <TopBar />
        <ModuleNav />
        <main className={styles.work} aria-label={t(`nav.${module}`)}>
          <Contained key={module}>
            <Suspense fallback={null}>{Page === null ? <LaterPage module={module} /> : <Page />}</Suspense>
          </Contained>
        </main>
        {sideOpen && (
          <aside className={styles.side} aria-label={t('side.label')}>
            <Contained>
              <EventPanel />
            </Contained>
          </aside>
        )}
        <Dock sideOpen={sideOpen} onToggleSide={() => setSideChoice((choice) => ({ ...choice, [module]: !sideOpen }))} />
      </div>
    </KeptStates>
  );
}
