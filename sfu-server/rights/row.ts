import type { Role } from '../protocol/roles.ts';
import type { Place, Seat, World } from './world.ts';

/** One line of the rights matrix. */
export interface Row {
  /** A request, `change NAME` for a mutation, or `GET PATH`. */
  readonly what: string;
  readonly where: string;
  readonly may: readonly Role[];
  /** What those get who may: `ok`, or the refusal that comes after the right was found good. */
  readonly gives: string;
  /** What the others get. */
  readonly otherwise: { readonly rest: string } & { readonly [R in Role]?: string };
  readonly guest: string;
  readonly nobody: string;
  /** A string is the outcome itself. */
  readonly ask: (seat: Seat, world: World) => Promise<unknown>;
}

export const NONE: readonly Role[] = [];
export const HERE: readonly Place[] = ['own', 'below'];
export const ELSEWHERE: readonly Place[] = ['above', 'other'];
/** Those who may read nothing are not told that it exists. */
export const HIDDEN_FROM_OFFICERS = { rest: 'right.missing', officer: 'row.unknown' } as const;

export type Ask = Row['ask'];
type Exceptions = Partial<Pick<Row, 'gives' | 'guest' | 'nobody'>> & { otherwise?: Row['otherwise'] | string };

/** A request that needs an account, unless it says otherwise. */
export function row(what: string, where: string, may: readonly Role[], ask: Ask, exceptions: Exceptions = {}): Row {
  const { otherwise = 'right.missing', ...rest } = exceptions;
  return {
    what,
    where,
    may,
    gives: 'ok',
    guest: 'right.missing',
    nobody: 'auth.required',
    ...rest,
    otherwise: typeof otherwise === 'string' ? { rest: otherwise } : otherwise,
    ask,
  };
}
