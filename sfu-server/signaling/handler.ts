import type { ParsedParams, REQUESTS, RequestResult, RequestType } from '../protocol/requests/index.ts';
import type { AccountAsker, Asker, Identity } from '../security/identity.ts';

type Needs<T extends RequestType> = (typeof REQUESTS)[T]['needs'];

/** The asker that a request's handler may count on, from what the request needs; the gateway has checked it. */
export type AskerOf<T extends RequestType> =
  Needs<T> extends 'account' ? AccountAsker : Needs<T> extends 'anybody' ? Asker & { readonly identity: Identity } : Asker;

/** Answers one kind of request. Throws `Refusal` where it will not; parameters have been parsed. */
export type Handler<T extends RequestType> = (params: ParsedParams<T>, asker: AskerOf<T>) => Promise<RequestResult<T>> | RequestResult<T>;

export type HandlerTable = { readonly [T in RequestType]: Handler<T> };
/** The part of the table that one module brings. */
export type Handlers<T extends RequestType> = Pick<HandlerTable, T>;
