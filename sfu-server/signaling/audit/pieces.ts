import { REQUESTS, type RequestType } from '../../protocol/requests/index.ts';

/** A piece of a file that is read: the whole look is one entry of the trail, not each piece. */
export interface Piece {
  /** Which file it is of. */
  readonly of: string;
  /** A look begins with it; a piece from further on belongs to the look before, if there was one. */
  readonly begins: boolean;
}

/** What of a file a request reads; null where it reads none. @param params as they came or as they were read */
export function pieceOf(type: RequestType, params: unknown): Piece | null {
  if (type !== 'casePaper.read') return null;
  const read = REQUESTS[type].params.safeParse(params);
  if (!read.success) return null;
  const { paperId, which, offset } = read.data;
  return { of: `${type} ${paperId} ${which}`, begins: offset === 0 };
}
