import enAttachments from './en/attachments.ts';
import enErrors from './en/errors.ts';
import enEvents from './en/events.ts';
import enField from './en/field.ts';
import enSignIn from './en/sign-in.ts';
import type { Texts } from './start.ts';
import zhAttachments from './zh-CN/attachments.ts';
import zhErrors from './zh-CN/errors.ts';
import zhEvents from './zh-CN/events.ts';
import zhField from './zh-CN/field.ts';
import zhSignIn from './zh-CN/sign-in.ts';

export const FIELD_TEXTS: Texts = {
  'zh-CN': { attachments: zhAttachments, errors: zhErrors, events: zhEvents, field: zhField, signIn: zhSignIn },
  en: { attachments: enAttachments, errors: enErrors, events: enEvents, field: enField, signIn: enSignIn },
};
