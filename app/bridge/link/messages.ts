import { type ServerMessage, serverMessageSchema } from '../../../sfu-server/protocol/envelope.ts';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { REQUESTS, type RequestResult, type RequestType } from '../../../sfu-server/protocol/requests/index.ts';

/** Null where it is not a message of this protocol. */
export function parseMessage(text: string): ServerMessage | null {
  try {
    const parsed = serverMessageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Checks an answer against the protocol; one that does not fit is the server's fault, said as such. */
export function parseAnswer<T extends RequestType>(type: T, answer: unknown): RequestResult<T> {
  const parsed = REQUESTS[type].result.safeParse(answer);
  if (!parsed.success)
    throw new Refusal('server.internal', `The server's answer to ${type} is not of this protocol.`, { cause: parsed.error });
  return parsed.data as RequestResult<T>;
}
