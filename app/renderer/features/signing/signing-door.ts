import type { KeptPdf } from '../../../../sfu-server/protocol/case-paper.ts';
import type { RequestParams, RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { request } from '../../../bridge/requests.ts';
import { readPaper } from '../papers/paper-pdf.ts';

/** That a paper was begun to be read: what is signed is that hash, with that nonce. */
export type Begun = RequestResult<'casePaper.beginSigning'>;
export type SignWords = Omit<RequestParams<'casePaper.sign'>, 'signerId'>;

/** By which way somebody reads a paper and signs it; all of it refuses as the server does. */
export interface SigningDoor {
  begin(signerId: string): Promise<Begun>;
  /** What is to be signed, whole. */
  read(signerId: string, paper: { readonly id: string; readonly unsigned: KeptPdf }, begun: Begun): Promise<Blob>;
  sign(signerId: string, words: SignWords): Promise<unknown>;
  decline(signerId: string, reason: string): Promise<unknown>;
}

/** From a seat: of a room, or at a console (null). */
export function seatDoor(bridge: Bridge, roomId: string | null): SigningDoor {
  return {
    begin: (signerId) => request(bridge, 'casePaper.beginSigning', { signerId, roomId }),
    read: (_signerId, { id: paperId, unsigned }) =>
      readPaper(unsigned, async (piece) => request(bridge, 'casePaper.read', { paperId, which: 'unsigned', ...piece })),
    sign: (signerId, words) => request(bridge, 'casePaper.sign', { signerId, ...words }),
    decline: (signerId, reason) => request(bridge, 'casePaper.decline', { signerId, roomId, reason }),
  };
}

/** By a party's own link, from wherever they are. */
export function linkDoor(bridge: Bridge, code: string): SigningDoor {
  return {
    begin: (signerId) => request(bridge, 'party.beginSigning', { code, signerId }),
    read: (signerId, { unsigned }, { nonce }) =>
      readPaper(unsigned, async (piece) => request(bridge, 'party.readPaper', { code, signerId, nonce, ...piece })),
    sign: (signerId, words) => request(bridge, 'party.sign', { code, signerId, ...words }),
    decline: (signerId, reason) => request(bridge, 'party.decline', { code, signerId, reason }),
  };
}
