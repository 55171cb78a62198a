import { type UploadState, uploadStateSchema } from '../../../sfu-server/protocol/attachment.ts';
import { Refusal, refusalSchema } from '../../../sfu-server/protocol/errors.ts';

/** An upload's state out of the server's answer. @throws Refusal as the server answers */
export function uploadStateOf(status: number, body: string): UploadState {
  if (status !== 200) throw refusalOf(status, body);
  const state = uploadStateSchema.safeParse(parseOrNull(body));
  if (!state.success) throw new Refusal('server.internal', 'The answer of the server is not of this protocol.', { cause: state.error });
  return state.data;
}

/** What the server refused. */
export function refusalOf(status: number, body: string): Refusal {
  const value = refusalSchema.safeParse(parseOrNull(body));
  if (value.success) return Refusal.fromValue(value.data);
  return new Refusal('server.internal', `The server answered with ${status}.`);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
