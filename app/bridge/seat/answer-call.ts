import type { z } from 'zod';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { CALLS, type CallName, type CallResult } from '../contract.ts';

type Answer<N extends CallName> = (params: z.output<(typeof CALLS)[N]['params']>) => CallResult<N> | Promise<CallResult<N>>;

/** What answers each call of the contract. */
export type CallAnswers = { readonly [N in CallName]: Answer<N> };

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(CALLS, name);
}

/** Checks a call and answers it. Rejects with `request.unknown`, `request.malformed` or the answer's own `Refusal`. */
export async function answerCall(answers: CallAnswers, name: string, params: unknown): Promise<CallResult<CallName>> {
  if (!isCallName(name)) throw new Refusal('request.unknown', `There is no call ${name.slice(0, 60)}.`);
  return answerKnown(answers, name, params);
}

async function answerKnown<N extends CallName>(answers: CallAnswers, name: N, params: unknown): Promise<CallResult<N>> {
  const parsed = CALLS[name].params.safeParse(params);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('request.malformed', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'malformed'}`.slice(0, 500));
  }
  // The table pairs each name with its own parameters; TypeScript cannot follow that through a generic index.
  const answer: Answer<N> = answers[name];
  return answer(parsed.data as Parameters<Answer<N>>[0]);
}
