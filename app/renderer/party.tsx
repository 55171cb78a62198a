import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { openBridge } from '../bridge/open-bridge.ts';
import { BridgeProvider } from './bridge-context.tsx';
import { PartyPage } from './features/party/PartyPage.tsx';
import { PARTY_TEXTS } from './i18n/party-texts.ts';
import { startI18n } from './i18n/start.ts';
import { openAppearance } from './store/appearance.ts';
import { showPageFailure, showStartFailure } from './ui/start-failure.ts';
import './ui/theme.css';

async function start(root: HTMLElement): Promise<void> {
  const bridge = openBridge();
  // The theme follows the phone; a party has no seat whose choice could be kept.
  document.documentElement.dataset.theme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const appearance = await openAppearance(bridge, { theme: 'light', language: 'zh-CN' });
  const i18n = startI18n(PARTY_TEXTS, appearance.getState().language);
  const show = () => {
    const { language } = appearance.getState();
    document.title = i18n.getFixedT(language, 'party')('title');
    if (i18n.language !== language) void i18n.changeLanguage(language);
  };
  show();
  appearance.subscribe(show);
  createRoot(root, { onUncaughtError: () => showPageFailure(root) }).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <BridgeProvider bridge={bridge}>
          <PartyPage path={window.location.pathname} />
        </BridgeProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) start(root).catch((error: unknown) => showStartFailure(root, error));
