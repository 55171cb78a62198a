import { fromBase64, toBase64 } from '../attachments/base64.ts';
import type { AccountData } from './account-data.ts';
import type { CallAnswers } from './answer-call.ts';

type DataCall = Extract<keyof CallAnswers, `data.${string}` | `outbox.${string}` | `attachment.${string}`>;

/**
 * Answers of the calls about rows, the outbox and attachments.
 * @param data the copy of whoever sits here; throws where there is none
 * @param present the same, null where there is none
 */
export function dataAnswers(data: () => AccountData, present: () => AccountData | null): Pick<CallAnswers, DataCall> {
  return {
    'data.read': ({ entity, after, limit }) => data().read(entity, after, limit),
    'data.mutate': ({ name, args }) => ({ number: data().mutate(name, args) }),
    'outbox.list': () => ({ items: present()?.outbox() ?? [] }),
    'outbox.drop': ({ number }) => {
      data().drop(number);
      return {};
    },
    'outbox.redo': ({ number }) => ({ number: data().redo(number) }),
    'attachment.stage': async ({ id, offset, base64 }) => {
      await data().stage(id, offset, fromBase64(base64));
      return {};
    },
    'attachment.add': async ({ id, name, ...owner }) => {
      await data().addAttachment(id, owner, name);
      return {};
    },
    'attachment.read': async ({ id, offset, length }) => ({
      base64: toBase64(await data().readAttachment(id, offset, length)),
    }),
    'attachment.transfers': () => ({ items: present()?.transfers() ?? [] }),
    'attachment.redo': async ({ id }) => {
      await data().redoAttachment(id);
      return {};
    },
    'attachment.drop': async ({ id }) => {
      await data().dropAttachment(id);
      return {};
    },
  };
}
