import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type ErrorCode, Refusal } from '../../../sfu-server/protocol/errors.ts';
import type {} from '../i18n/namespaces.ts';

/** The sentence for whatever was caught, in the language of the page. */
export function errorText(t: TFunction<'errors'>, error: unknown): string {
  return t(Refusal.toValue(error).code);
}

/** Gives `errorText` in the present language. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  return (error) => errorText(t, error);
}

/** Gives the sentence of a code. A `t` of several namespaces would do as well, but makes the type check try every key with every code. */
export function useCodeText(): (code: ErrorCode) => string {
  const { t } = useTranslation('errors');
  return (code) => t(code);
}
