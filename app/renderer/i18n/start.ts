import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Namespaces } from './namespaces.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts that a page brings, in every language; a page names only the namespaces that it shows. */
export type Texts = { readonly [L in Language]: { readonly [N in keyof Namespaces]?: Readonly<Record<keyof Namespaces[N], string>> } };

/**
 * Sets up the texts of one page. Keys are flat (`'event.title'` is one key); another namespace is reached by
 * `useTranslation('rooms')` or `t('errors:auth.throttled')`.
 */
export function startI18n(texts: Texts, language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: texts,
    defaultNS: false,
    keySeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const show = (lng: string) => {
    document.documentElement.lang = lng;
  };
  show(language);
  instance.on('languageChanged', show);
  return instance;
}
