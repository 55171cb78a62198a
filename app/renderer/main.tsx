import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { openBridge } from '../bridge/open-bridge.ts';
import { BridgeProvider } from './bridge-context.tsx';
import { Console } from './features/frame/Console.tsx';
import { CONSOLE_TEXTS } from './i18n/console-texts.ts';
import { startI18n } from './i18n/start.ts';
import { openAppearance } from './store/appearance.ts';
import { StoresProvider } from './store/context.tsx';
import { openDesk, windowAddress } from './store/desk.ts';
import { SeatProvider } from './store/desk-context.tsx';
import { openStores } from './store/stores.ts';
import { showStartFailure } from './ui/start-failure.ts';
import './ui/theme.css';

async function start(root: HTMLElement): Promise<void> {
  const bridge = openBridge();
  const [appearance, stores] = await Promise.all([
    openAppearance(bridge, { theme: 'dark', language: 'zh-CN' }),
    // The map with its queue first; then in the order in which a person comes to them.
    openStores(
      bridge,
      ['organisation', 'event', 'grid', 'camera'],
      [
        'attachment',
        'task',
        'meeting',
        'case',
        'mediation',
        'agreement',
        'record',
        'outline',
        'jointCall',
        'department',
        'studio',
        'mediator',
        'contact',
        'document',
        'libraryCase',
      ],
    ),
  ]);
  const i18n = startI18n(CONSOLE_TEXTS, appearance.getState().language);
  const show = () => {
    const { theme, language } = appearance.getState();
    document.documentElement.dataset.theme = theme;
    document.title = i18n.getFixedT(language, 'frame')('product');
    if (i18n.language !== language) void i18n.changeLanguage(language);
  };
  show();
  // Before React's own listeners, which read colours from the document.
  appearance.subscribe(show);
  const desk = openDesk(windowAddress);
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <BridgeProvider bridge={bridge}>
          <StoresProvider stores={stores}>
            <SeatProvider seat={{ desk, appearance }}>
              <Console />
            </SeatProvider>
          </StoresProvider>
        </BridgeProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) start(root).catch((error: unknown) => showStartFailure(root, error));
