import type { RequestEnvelope } from '../../protocol/envelope.ts';
import { type ErrorCode, Refusal } from '../../protocol/errors.ts';
import { isRequestType, type ParsedParams, REQUESTS, type RequestResult, type RequestType } from '../../protocol/requests/index.ts';
import { type AuditSink, actorOf } from '../../security/audit/record.ts';
import type { Identity } from '../../security/identity.ts';
import type { Answer } from '../dispatch.ts';
import { pieceOf } from './pieces.ts';
import { PlacedAudit } from './placed-audit.ts';
import { RefusalCounts } from './refusal-counts.ts';
import { TRACES, type Trace } from './traces.ts';

/** The trail, as far as the gateway needs it. */
export interface RequestSink extends AuditSink {
  /** @throws Refusal `server.busy` while nothing more can be recorded */
  mustHaveRoom(): void;
}

/** A request with its outcome. */
export interface Asked {
  readonly request: RequestEnvelope;
  readonly remoteAddress: string;
  /** Who asked, before the request and after it: a sign-in makes somebody of nobody, a sign-out the reverse. */
  readonly before: Identity | null;
  readonly after: Identity | null;
}

/** With these one ends something: they are not held up by a trail that cannot be written. */
const ENDINGS: ReadonlySet<string> = new Set<RequestType>(['auth.signOut', 'room.leave', 'camera.unwatch']);

/** Looks that go with typing and scrolling: one entry for each access token with which somebody has looked. */
const ONCE_A_TOKEN: ReadonlySet<string> = new Set<RequestType>(['account.list']);

/** Records the outcome of every request that the table says is to be recorded: the one place that does. */
export class RequestAudit {
  readonly #sink: RequestSink;
  readonly #counts = new RefusalCounts();
  readonly #placed: PlacedAudit;
  /** Established anew with each access token, and gone with it. */
  readonly #looked = new WeakMap<Identity, Set<string>>();

  /** @param placed writes into the same sink; without it entries are for the actor's own branch only */
  constructor(sink: RequestSink, placed: PlacedAudit = new PlacedAudit(sink, (things) => things.map(() => null))) {
    this.#sink = sink;
    this.#placed = placed;
  }

  /** To be asked before a request is done. @throws Refusal `server.busy` */
  admit(type: string): void {
    if (isRequestType(type) && TRACES[type] !== null && !ENDINGS.has(type)) this.#sink.mustHaveRoom();
  }

  /** @returns when it has been written; null where nothing was to be */
  done(asked: Asked, { params, data }: Answer): Promise<void> | null {
    const { type } = asked.request;
    const who = asked.after ?? asked.before;
    if (!isRequestType(type) || (ONCE_A_TOKEN.has(type) && !this.#first(who, type))) return null;
    const piece = pieceOf(type, params);
    if (piece !== null && !this.#first(who, piece.of) && !piece.begins) return null;
    return this.#write(asked, tracesOf(type, params, data), who, null);
  }

  /** @returns when it has been written; null where nothing was to be */
  refused(asked: Asked, error: unknown): Promise<void> | null {
    const { type, data } = asked.request;
    if (!isRequestType(type)) return null;
    const { code } = Refusal.toValue(error);
    // A full disk takes no trace either, and an answer that waited for one would never go out; nothing has been done.
    if (code === 'storage.full') return null;
    const rule = TRACES[type];
    const traces: readonly Trace[] =
      rule === null
        ? code === 'right.missing'
          ? [{ action: 'request.refused', detail: { type } }]
          : []
        : tracesOf(type, paramsOf(type, data), null);
    return this.#write(asked, traces, asked.before, code);
  }

  /**
   * Counts what a console in order does not send, whether it was a request or none; the first of a kind on a socket is recorded,
   * and each power of ten. What the table of traces records anyway is not recorded twice.
   * @param type null where it was no request
   */
  suspect(from: { readonly identity: Identity | null; readonly remoteAddress: string }, type: string | null, code: ErrorCode): void {
    if (type !== null && isRequestType(type) && TRACES[type] !== null) return;
    const count = this.#counts.count(from, code);
    if (count === null) return;
    const detail = { type: type?.slice(0, 64) ?? null, count };
    const { remoteAddress } = from;
    void this.#sink.record({ action: 'request.refused', actor: actorOf(from.identity), remoteAddress, detail, outcome: code });
  }

  #first(who: Identity | null, type: string): boolean {
    if (who === null) return true;
    const looked = this.#looked.get(who) ?? new Set();
    this.#looked.set(who, looked);
    return looked.size < looked.add(type).size;
  }

  #write(asked: Asked, traces: readonly Trace[], who: Identity | null, refused: Trace['outcome'] | null): Promise<void> | null {
    const actor = actorOf(who);
    return this.#placed.record(
      traces.map(({ outcome, places, ...trace }) => ({
        record: { ...trace, actor, remoteAddress: asked.remoteAddress, outcome: outcome ?? refused ?? 'done' },
        places,
      })),
    );
  }
}

/** @param params as the schema of this type has read them, null where they were malformed @param result null where it was refused */
function tracesOf<T extends RequestType>(type: T, params: unknown, result: unknown): readonly Trace[] {
  const rule = TRACES[type];
  // As in `dispatch`: the parameters are of this type's own schema, the result of the type of its handler.
  return rule === null ? [] : rule(params as ParsedParams<T> | null, result as RequestResult<T> | null);
}

/** Of a request that was refused, maybe before anybody has read them. */
function paramsOf(type: RequestType, data: unknown): unknown {
  const parsed = REQUESTS[type].params.safeParse(data);
  return parsed.success ? parsed.data : null;
}
