import { v7 as uuidv7 } from 'uuid';
import { ROLES } from '../protocol/roles.ts';
import { HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import type { Place, Seat, World } from './world.ts';

type Made = Awaited<ReturnType<World['casePaper']>>;

/** Papers of a mediation: to whoever handles disputes in the own branch; to all others none is there. The seal is the committee's own. */
export const CASE_PAPERS: readonly Row[] = [
  ...[...HERE, ...ELSEWHERE].flatMap((place) => {
    const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
    const of = (what: string, gives: string, ask: (seat: Seat, made: Made) => Promise<unknown>, guest = 'right.missing') =>
      row(what, place, may, async (seat, world) => ask(seat, await world.casePaper(place)), { gives, otherwise: 'row.unknown', guest });
    return [
      of('casePaper.list', 'ok', ({ client }, { caseId }) => client.request('casePaper.list', { caseId })),
      of(
        'casePaper.read',
        'attachment.not_there',
        ({ client }, { paperId }) => client.request('casePaper.read', piece(paperId)),
        'row.unknown',
      ),
      of('casePaper.openSigning', 'ok', ({ client }, { paperId }) =>
        client.request('casePaper.openSigning', { paperId, roomId: null, inOrder: true }),
      ),
      of('casePaper.signOff', 'paper.not_signing', ({ client }, { signerId }) =>
        client.request('casePaper.signOff', { signerId, reason: '拒签' }),
      ),
      of('casePaper.void', 'ok', ({ client }, { paperId }) => client.request('casePaper.void', { paperId, reason: '重做' })),
      of('casePaper.verify', 'attachment.not_there', ({ client }, { paperId }) => client.request('casePaper.verify', { paperId })),
      // Nobody has such a file.
      row(
        'casePaper.add',
        place,
        NONE,
        async ({ client }, world) =>
          client.request('casePaper.add', { ...added, attachmentIds: [uuidv7()], caseId: (await world.casePaper(place)).caseId }),
        { otherwise: 'row.unknown' },
      ),
      sealing(place),
    ];
  }),
  // Whoever is not named as the signer does not sign, whatever they may read.
  ...(['casePaper.beginSigning', 'casePaper.sign', 'casePaper.decline'] as const).map((what) =>
    row(what, 'as somebody else', NONE, async ({ client }, world) => signing(what, client, (await world.casePaper('own')).signerId), {
      otherwise: 'paper.not_signer',
      guest: what === 'casePaper.sign' ? 'paper.not_read' : 'paper.not_signer',
    }),
  ),
  ...(['casePaper.turn', 'casePaper.putAway', 'casePaper.inRoom', 'casePaper.assign'] as const).map((what) =>
    row(what, 'in a room that there is not', NONE, ({ client }) => inNoRoom(what, client), {
      otherwise: 'room.unknown',
      guest: what === 'casePaper.inRoom' ? 'room.unknown' : 'right.missing',
    }),
  ),
  row('casePaper.verifyFile', 'of anybody', ROLES, ({ client }) =>
    client.request('casePaper.verifyFile', { uploadId: uuidv7(), offset: 0, base64: 'AAAA', last: true }),
  ),
];

function sealing(place: Place): Row {
  const may = place === 'own' ? (['leader', 'mediator'] as const) : place === 'below' ? (['leader'] as const) : NONE;
  const readers = HERE.includes(place) ? HANDLERS.mediation : NONE;
  const otherwise = { rest: 'row.unknown', ...Object.fromEntries(readers.map((role) => [role, 'right.missing'])) };
  return row(
    'casePaper.seal',
    place,
    may,
    async ({ client }, world) => client.request('casePaper.seal', { paperId: (await world.casePaper(place)).paperId }),
    { gives: 'paper.not_signed', otherwise },
  );
}

type Client = Seat['client'];
const added = { form: 'note', subject: null, title: '说明', audience: 'all', signed: false } as const;
const piece = (paperId: string) => ({ paperId, which: 'unsigned', offset: 0, length: 1 }) as const;
const HAND = { strokes: [[0, 0, 0]], picture: 'AAAA' };

function signing(what: 'casePaper.beginSigning' | 'casePaper.sign' | 'casePaper.decline', client: Client, signerId: string) {
  if (what === 'casePaper.beginSigning') return client.request(what, { signerId, roomId: null });
  if (what === 'casePaper.decline') return client.request(what, { signerId, roomId: null, reason: '不同意' });
  return client.request(what, { signerId, nonce: 'none', sha256: 'a'.repeat(64), pagesShown: [1], hand: HAND });
}

function inNoRoom(what: 'casePaper.turn' | 'casePaper.putAway' | 'casePaper.inRoom' | 'casePaper.assign', client: Client) {
  const roomId = uuidv7();
  if (what === 'casePaper.turn') return client.request(what, { roomId, page: 1, free: false });
  if (what === 'casePaper.assign') return client.request(what, { roomId, paperId: uuidv7(), signerId: uuidv7(), participantId: null });
  return client.request(what, { roomId });
}
