import { describe, expect, test } from 'vitest';
import { EVENT_KINDS, EVENT_STATES } from '../../../sfu-server/protocol/entities/event.ts';
import { ERROR_CODES } from '../../../sfu-server/protocol/errors.ts';
import { ROLES } from '../../../sfu-server/protocol/roles.ts';
import { MODULES } from '../store/desk.ts';
import { CONSOLE_TEXTS } from './console-texts.ts';
import { FIELD_TEXTS } from './field-texts.ts';
import { LANGUAGES, startI18n } from './start.ts';

type TextsModule = { readonly default: Readonly<Record<string, string>> };
const FILES = {
  'zh-CN': import.meta.glob<TextsModule>('./zh-CN/*.ts', { eager: true }),
  en: import.meta.glob<TextsModule>('./en/*.ts', { eager: true }),
};
const namespacesOf = (language: keyof typeof FILES) => Object.keys(FILES[language]).map((path) => path.slice(`./${language}/`.length));
const textsOf = (language: keyof typeof FILES, file: string) => FILES[language][`./${language}/${file}`]?.default ?? {};

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('the texts', () => {
  test('have the same namespaces in every language', () => {
    expect(namespacesOf('en')).toEqual(namespacesOf('zh-CN'));
  });

  test.each(namespacesOf('zh-CN'))(
    'of %s have the same keys and the same placeholders in both languages, and none is empty',
    async (file) => {
      const zh = textsOf('zh-CN', file);
      const en = textsOf('en', file);
      expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
      for (const [key, text] of Object.entries(zh)) {
        expect(text.trim(), key).not.toBe('');
        expect(en[key]?.trim(), key).not.toBe('');
        expect(placeholders(en[key] ?? ''), key).toEqual(placeholders(text));
      }
    },
  );

  test('of the Chinese screen are Chinese', () => {
    // Product names, units and account names that are the same in every language.
    const alike = new Set(['line.progress', 'line.ms']);
    for (const file of namespacesOf('zh-CN')) {
      for (const [key, text] of Object.entries(textsOf('zh-CN', file))) {
        if (!alike.has(key) && !/^\{\{\w+\}\}$/.test(text)) expect(text, `${file} ${key}`).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test.each(LANGUAGES)('have a sentence for every error code in %s', (language) => {
    for (const texts of [CONSOLE_TEXTS, FIELD_TEXTS]) {
      const i18n = startI18nQuietly(texts, language);
      for (const code of ERROR_CODES) expect(i18n.t(`errors:${code}`), code).not.toBe(code);
    }
  });

  test.each(LANGUAGES)('have a word for every role, module, kind and state in %s', (language) => {
    const i18n = startI18nQuietly(CONSOLE_TEXTS, language);
    const keys = [
      ...ROLES.map((role) => `frame:role.${role}`),
      ...MODULES.map((module) => `frame:nav.${module}`),
      ...EVENT_KINDS.map((kind) => `events:kind.${kind}`),
      ...EVENT_STATES.flatMap((state) => [`events:state.${state}`, `events:step.${state}`, `events:advance.${state}`]),
    ];
    for (const key of keys) expect(i18n.exists(key), key).toBe(true);
  });
});

/** The page's own set-up writes the language on the document, which is not there in a test. */
function startI18nQuietly(texts: typeof CONSOLE_TEXTS, language: (typeof LANGUAGES)[number]) {
  const had = globalThis.document;
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  try {
    return startI18n(texts, language);
  } finally {
    Object.assign(globalThis, { document: had });
  }
}
