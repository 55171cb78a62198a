import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { openBridge } from '../bridge/open-bridge.ts';
import { BridgeProvider } from './bridge-context.tsx';
import { GuestPage } from './features/guest/GuestPage.tsx';
import { codeInPath } from './features/guest/guest-keep.ts';
import { GUEST_TEXTS } from './features/guest/guest-texts.ts';
import { startI18n } from './i18n/start.ts';
import { openAppearance } from './store/appearance.ts';
import { showPageFailure, showStartFailure } from './ui/start-failure.ts';
import './ui/theme.css';

async function start(root: HTMLElement): Promise<void> {
  const bridge = openBridge();
  // The theme follows the phone; a guest has no seat whose choice could be kept.
  document.documentElement.dataset.theme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const appearance = await openAppearance(bridge, { theme: 'light', language: 'zh-CN' });
  const i18n = startI18n(GUEST_TEXTS, appearance.getState().language);
  const show = () => {
    const { language } = appearance.getState();
    document.title = i18n.getFixedT(language, 'guest')('title');
    if (i18n.language !== language) void i18n.changeLanguage(language);
  };
  show();
  appearance.subscribe(show);
  createRoot(root, { onUncaughtError: () => showPageFailure(root) }).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <BridgeProvider bridge={bridge}>
          <GuestPage code={codeInPath(window.location.pathname)} onLanguage={appearance.setLanguage} />
        </BridgeProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) start(root).catch((error: unknown) => showStartFailure(root, error));
