import { z } from 'zod';
import { type RequestEnvelope, requestEnvelopeSchema } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/errors.ts';
import { isRequestType, type ParsedParams, REQUESTS, type RequestType } from '../protocol/requests/index.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Asker } from '../security/identity.ts';
import type { AskerOf, Handler, HandlerTable } from './handler.ts';
import type { Session } from './session.ts';
import { lapse } from './standing.ts';

/** A request whose sender expects an answer under `id`; or what was too broken to be one. */
export type Read =
  | { readonly ok: true; readonly request: RequestEnvelope }
  | { readonly ok: false; readonly id: number; readonly error: Refusal };

/** What a handler has said, and to which parameters. */
export interface Answer {
  /** As the schema of the request has read them. */
  readonly params: unknown;
  readonly data: unknown;
}

/** As much of an envelope as can be made out of a broken one. */
const outlineSchema = z.object({ v: z.unknown().optional(), id: z.number().int().catch(-1) });

/** Reads one message. Never throws. */
export function readRequest(text: string): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, id: -1, error: new Refusal('request.malformed', 'The message is not JSON.') };
  }
  const parsed = requestEnvelopeSchema.safeParse(json);
  if (parsed.success) return { ok: true, request: parsed.data };
  const outline = outlineSchema.safeParse(json);
  const id = outline.success ? outline.data.id : -1;
  if (outline.success && outline.data.v !== undefined && outline.data.v !== PROTOCOL_VERSION) {
    return {
      ok: false,
      id,
      error: new Refusal('request.wrong_version', `This server speaks version ${PROTOCOL_VERSION} of the protocol.`),
    };
  }
  return { ok: false, id, error: new Refusal('request.malformed', `The envelope is malformed: ${firstIssue(parsed.error)}.`) };
}

/**
 * Has a request answered by its handler, after checking that it exists, that its parameters fit and that the right kind of
 * person asks.
 * @throws Refusal, or whatever went wrong inside
 */
export async function dispatch(
  handlers: HandlerTable,
  session: Session,
  asker: Asker,
  request: RequestEnvelope,
  now: number,
): Promise<Answer> {
  if (!isRequestType(request.type)) throw new Refusal('request.unknown', `There is no request "${printable(request.type)}".`);
  return answer(handlers, request.type, session, asker, request.data, now);
}

async function answer<T extends RequestType>(
  handlers: HandlerTable,
  type: T,
  session: Session,
  asker: Asker,
  data: unknown,
  now: number,
): Promise<Answer> {
  const { params: schema, needs } = REQUESTS[type];
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new Refusal('request.malformed', `The parameters of ${type} are malformed: ${firstIssue(parsed.error)}.`);
  if (needs !== 'nobody') checkNeeds(type, needs, session, now);
  const handler: Handler<T> = handlers[type];
  // The two casts say what has been checked above, by this type's own schema and by its `needs`.
  return { params: parsed.data, data: await handler(parsed.data as ParsedParams<T>, asker as AskerOf<T>) };
}

/** What somebody may ask whose password has to be changed first. */
const BEFORE_PASSWORD_CHANGE: ReadonlySet<RequestType> = new Set<RequestType>(['account.changePassword', 'auth.signOut']);

function checkNeeds(type: RequestType, needs: 'account' | 'anybody', session: Session, now: number): void {
  const refusal = lapse(session.established, now);
  const letThrough = refusal?.code === 'auth.password_change_required' && BEFORE_PASSWORD_CHANGE.has(type);
  if (refusal !== null && !letThrough) throw refusal;
  if (needs === 'account' && session.identity?.kind !== 'account') throw new Refusal('right.missing', 'Guests may not do this.');
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'unknown reason';
  const path = printable(issue.path.join('.'));
  return `${path === '' ? 'the message' : path}: ${printable(issue.message)}`.slice(0, 300);
}

/** What a stranger wrote, fit for a log line and an error message. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '�').slice(0, 160);
}
