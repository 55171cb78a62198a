import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { openBridge } from '../bridge/open-bridge.ts';
import { BridgeProvider } from './bridge-context.tsx';
import { FieldPage } from './features/field/FieldPage.tsx';
import { FIELD_TEXTS } from './i18n/field-texts.ts';
import { startI18n } from './i18n/start.ts';
import { openAppearance } from './store/appearance.ts';
import { StoresProvider } from './store/context.tsx';
import { openStores } from './store/stores.ts';
import { showPageFailure, showStartFailure } from './ui/start-failure.ts';
import './ui/theme.css';

async function start(root: HTMLElement): Promise<void> {
  const bridge = openBridge();
  const [appearance, stores] = await Promise.all([
    openAppearance(bridge, { theme: 'light', language: 'zh-CN' }),
    openStores(bridge, ['organisation', 'grid', 'event', 'attachment']),
  ]);
  const i18n = startI18n(FIELD_TEXTS, appearance.getState().language);
  const show = () => {
    const { language } = appearance.getState();
    document.title = i18n.getFixedT(language, 'field')('title');
    if (i18n.language !== language) void i18n.changeLanguage(language);
  };
  show();
  appearance.subscribe(show);
  createRoot(root, { onUncaughtError: () => showPageFailure(root) }).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <BridgeProvider bridge={bridge}>
          <StoresProvider stores={stores}>
            <FieldPage appearance={appearance} />
          </StoresProvider>
        </BridgeProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) start(root).catch((error: unknown) => showStartFailure(root, error));
