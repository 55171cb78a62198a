import enCases from './en/cases.ts';
import enErrors from './en/errors.ts';
import enParty from './en/party.ts';
import type { Texts } from './start.ts';
import zhCases from './zh-CN/cases.ts';
import zhErrors from './zh-CN/errors.ts';
import zhParty from './zh-CN/party.ts';

export const PARTY_TEXTS: Texts = {
  'zh-CN': { cases: zhCases, errors: zhErrors, party: zhParty },
  en: { cases: enCases, errors: enErrors, party: enParty },
};
