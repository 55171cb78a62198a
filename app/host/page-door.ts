import { Refusal } from '../../sfu-server/protocol/errors.ts';
import type { Log } from '../bridge/log.ts';
import { type HostMessage, pageMessageSchema } from '../bridge/wire.ts';

/** Whatever answers a page's calls: a seat's page, or one with a gate before it. */
export interface Callable {
  /** Rejects with `Refusal`. */
  call(name: string, params: unknown): Promise<unknown>;
}

/** Answers one message of a page. Never rejects: what goes wrong becomes the answer. `id` is -1 where the message had none. */
export async function answerPage(page: Callable, message: unknown, log: Log): Promise<HostMessage> {
  const parsed = pageMessageSchema.safeParse(message);
  if (!parsed.success) {
    return { id: -1, ok: false, error: { code: 'request.malformed', message: 'This is not a call of the bridge.' } };
  }
  const { id, call, params } = parsed.data;
  try {
    return { id, ok: true, result: await page.call(call, params) };
  } catch (error) {
    if (!(error instanceof Refusal)) log('error', 'a call failed', { call, error: String(error) });
    return { id, ok: false, error: Refusal.toValue(error) };
  }
}
