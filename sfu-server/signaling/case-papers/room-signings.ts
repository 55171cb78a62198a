import { type CasePapers, maySignFor, type Signing, type SigningSeat } from '../../governance/case-papers/case-papers.ts';
import type { CasePaper, PaperSigner, RoomSigning } from '../../protocol/case-paper.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isOutside, type MediationSeat } from '../../protocol/mediation-room.ts';
import type { RecordingLive } from '../../protocol/recording-live.ts';
import type { Account } from '../../protocol/session.ts';
import type { Room } from '../../rooms/room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Seat } from '../../rooms/seat.ts';
import type { Asker, Identity } from '../../security/identity.ts';
import type { StoredPaper } from '../../store/case-papers.ts';

type Somebody = Asker & { readonly identity: Identity };

export interface RoomSigningsOptions {
  readonly rooms: RoomService;
  readonly papers: CasePapers;
  /** The recording that runs in a room. */
  readonly recordingIn: (roomId: string) => RecordingLive | null;
}

export const FIRST_PAGE = { page: 1, free: false } as const;

/** What is signed in which room: who sits where, who sees it, and the page that all look at. */
export class RoomSignings {
  readonly #options: RoomSigningsOptions;

  constructor(options: RoomSigningsOptions) {
    this.#options = options;
  }

  /**
   * Somebody as who signs: from a seat of a room, where one is named, or by their account alone.
   * @throws Refusal `room.unknown`, `room.not_joined`; `room.apart` for one who is outside just now; `paper.not_signer` for a guest outside of any room
   */
  signing(roomId: string | null, asker: Somebody): Signing {
    const { identity, remoteAddress } = asker;
    const accountId = identity.kind === 'account' ? identity.account.id : null;
    const name = identity.kind === 'account' ? identity.account.name : identity.name;
    const who = { name, remoteAddress, accountId, partyId: null };
    if (roomId === null) {
      if (accountId === null) throw new Refusal('paper.not_signer', 'Guests sign in the room.');
      return { ...who, key: `account:${accountId}`, roomId: null, seat: null };
    }
    const room = this.#options.rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    const { mediation } = room;
    if (isOutside(mediation.state, seat.id)) throw new Refusal('room.apart', 'The mediator talks with others just now.');
    const place = mediation.state.seats.find(({ participantId }) => participantId === seat.id);
    const at = place === undefined ? null : { capacity: place.capacity, side: place.side, identity: place.identity };
    return { ...who, key: room.personAt(seat.id), roomId, seat: at };
  }

  /** Where the recording of a room is just now. */
  recordingAt(roomId: string | null, now: number): PaperSigner['recording'] {
    const live = roomId === null ? null : this.#options.recordingIn(roomId);
    if (live === null || live.state === 'starting' || live.state === 'stopped') return null;
    return { id: live.id, offsetMs: Math.max(0, now - live.startedAt) };
  }

  /** A seat, as the signers know it. @throws Refusal `participant.unknown` */
  seat(room: Room, participantId: string): SigningSeat {
    const person = room.personAt(participantId);
    const place = room.mediation.state.seats.find((one) => one.participantId === participantId);
    return { person, isAccount: person.startsWith('account:'), partyId: place?.partyId ?? null, side: place?.side ?? 'none' };
  }

  /**
   * Gives each line to the seat that bears its name, if there is exactly one that sits for its party or at least on its side: a name alone
   * anybody may type. The mediator, who sees whom they have, gives the others. Lines of accounts are their own.
   */
  async assignByName(paper: CasePaper, room: Room, by: Account): Promise<CasePaper> {
    const { papers } = this.#options;
    let assigned = paper;
    const names = new Map(room.people.map(({ name, person }) => [person, name]));
    const seats = room.mediation.state.seats.map(({ participantId }) => this.seat(room, participantId));
    for (const signer of paper.signers) {
      if (signer.state !== 'waiting' || signer.assigned) continue;
      const side = await papers.sideOf(signer);
      const fit = seats.filter((seat) => names.get(seat.person) === signer.name && maySignFor(seat, signer, side));
      const sure = fit.filter((seat) => signer.partyId === null || seat.partyId === signer.partyId);
      const [seat, other] = sure.length > 0 ? sure : fit.filter((one) => one.partyId === null && one.side !== 'none' && one.side === side);
      if (seat === undefined || other !== undefined) continue;
      assigned = await papers.assign(paper.id, signer.id, seat, room.mediation.state.caseId, by);
    }
    return assigned;
  }

  /** Opens a paper at a page for all in the room. */
  async turn({ mediation }: Room, paperId: string, { page, free }: { readonly page: number; readonly free: boolean }): Promise<void> {
    await mediation.lay({ paper: { paperId, page, free } });
  }

  /** What a seat sees of what its room signs. */
  async inRoom(roomId: string, asker: Somebody): Promise<RoomSigning | null> {
    const room = this.#options.rooms.room(roomId, asker);
    const seat = room.mustSit(asker);
    const stored = await this.#options.papers.inRoom(roomId);
    return stored === null ? null : this.#seen(stored, room, seat);
  }

  /** Tells each seat of a room what it sees now. */
  async tell(roomId: string): Promise<void> {
    const room = this.#options.rooms.opened(roomId);
    if (room === null) return;
    const stored = await this.#options.papers.inRoom(roomId);
    room.tellEach('room.signing', (seat) => ({ roomId, signing: stored === null ? null : this.#seen(stored, room, seat) }));
  }

  #seen(stored: StoredPaper, room: Room, seat: Seat): RoomSigning | null {
    const { paper } = stored;
    const state = room.mediation.state;
    const place = state.seats.find(({ participantId }) => participantId === seat.id);
    if (place === undefined || isOutside(state, seat.id) || !isFor(stored, place)) return null;
    const accountId = seat.account?.id ?? null;
    const own = this.#options.papers.ownSigners(stored, { key: room.personAt(seat.id), accountId, partyId: null });
    const readerIds = this.#options.papers.readers(paper);
    const open = room.mediation.table.paper;
    const { page, free } = open?.paperId === paper.id ? open : FIRST_PAGE;
    return { paper, page, free, ownSignerIds: own.map(({ id }) => id), readerIds };
  }
}

/** Private material of a side is for that side and the mediator. */
function isFor({ paper }: StoredPaper, { capacity, side }: MediationSeat): boolean {
  return paper.audience === 'all' || capacity === 'mediator' || side === paper.audience;
}
