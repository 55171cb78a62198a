import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import { LANGUAGES, type Language } from '../i18n/start.ts';
import { readSetting, writeSetting } from './settings.ts';

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export interface Appearance {
  readonly theme: Theme;
  readonly language: Language;
}

export interface AppearanceStore extends Pick<StoreApi<Appearance>, 'getState' | 'subscribe' | 'getInitialState'> {
  setTheme(theme: Theme): void;
  setLanguage(language: Language): void;
}

/** Theme and language of this seat, as it was left; `fallback` where nothing was kept or the host does not answer. */
export async function openAppearance(bridge: Bridge, fallback: Appearance): Promise<AppearanceStore> {
  const [theme, language] = await Promise.all([
    readSetting(bridge, 'theme', z.enum(THEMES)).catch(() => null),
    readSetting(bridge, 'language', z.enum(LANGUAGES)).catch(() => null),
  ]);
  const store = createStore<Appearance>(() => ({ theme: theme ?? fallback.theme, language: language ?? fallback.language }));
  // A host that cannot keep a setting still shows it until the page is closed.
  const keep = (key: string, value: string) => void writeSetting(bridge, key, value).catch(() => undefined);
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    setTheme(next) {
      store.setState({ theme: next });
      keep('theme', next);
    },
    setLanguage(next) {
      store.setState({ language: next });
      keep('language', next);
    },
  };
}
