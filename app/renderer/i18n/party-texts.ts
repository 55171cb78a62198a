import enCases from './en/cases.ts';
import enErrors from './en/errors.ts';
import enPapers from './en/papers.ts';
import enParty from './en/party.ts';
import type { Texts } from './start.ts';
import zhCases from './zh-CN/cases.ts';
import zhErrors from './zh-CN/errors.ts';
import zhPapers from './zh-CN/papers.ts';
import zhParty from './zh-CN/party.ts';

export const PARTY_TEXTS: Texts = {
  'zh-CN': { cases: zhCases, errors: zhErrors, papers: zhPapers, party: zhParty },
  en: { cases: enCases, errors: enErrors, papers: enPapers, party: enParty },
};
