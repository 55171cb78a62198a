import type { Clock } from '../../media/clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { MediationPlace, MediationRoom, MediationSeat, NoticeOfRights, ProcedureStep } from '../../protocol/mediation-room.ts';
import type { ParsedParams } from '../../protocol/requests/index.ts';
import { runsRoom } from '../../protocol/room-rights.ts';
import type { Account } from '../../protocol/session.ts';
import {
  type Division,
  EMPTY_TABLE,
  invitationKey,
  type KeptMediation,
  type MediationTable,
  type SeatedPlace,
} from '../../store/kept-mediation.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { StepQueue } from '../step-queue.ts';
import type { RoomVoice } from '../voice.ts';
import { Apart, type Divided } from './apart.ts';
import { personKey } from './person.ts';
import type { Wall } from './wall.ts';

/** The newest of this many checks and confirmations is kept: nobody can fill the disk by pressing a button. */
const MOST_RECORDED = 500;
/** A notice may be a long text. */
const MOST_NOTICES = 20;
/** Ids alone: more than anybody opens. */
const MOST_BOARDS = 5_000;
const NOBODYS = { side: 'none', partyId: null, name: null } as const;

export interface MediationSurroundings {
  readonly caseId: string | null;
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly clock: Clock;
  readonly wall: Wall;
  readonly steps: StepQueue;
  readonly divided: Omit<Divided, 'changed' | 'over'>;
  /** Something that is to be kept has changed. */
  readonly decided: () => void;
}

/** What a mediation room (调解室) is beside a room: places by side, who was checked, the notice of rights, caucus and break. */
export class RoomMediation {
  readonly #around: MediationSurroundings;
  readonly #apart: Apart;
  readonly #places: Map<string, SeatedPlace>;
  readonly #checks: KeptMediation['checks'];
  readonly #confirmations: KeptMediation['confirmations'];
  readonly #notices: NoticeOfRights[];
  readonly #divisions: KeptMediation['divisions'];
  readonly #procedure: KeptMediation['procedure'];
  readonly #boardsApart: string[];
  readonly #documents: Map<string, number>;
  #notice: NoticeOfRights | null;
  /** Of this run of the server: a new start ends it. */
  #transcribing = false;
  #table: MediationTable;

  constructor(around: MediationSurroundings, kept: KeptMediation | null) {
    this.#around = around;
    this.#places = new Map(Object.entries(kept?.places ?? {}));
    this.#checks = [...(kept?.checks ?? [])];
    this.#confirmations = [...(kept?.confirmations ?? [])];
    this.#notices = [...(kept?.notices ?? [])];
    this.#divisions = [...(kept?.divisions ?? [])];
    this.#documents = new Map(Object.entries(kept?.documents ?? {}));
    this.#procedure = [...(kept?.procedure ?? [])];
    this.#boardsApart = [...(kept?.boardsApart ?? [])];
    this.#notice = kept?.notice ?? null;
    this.#table = kept?.table ?? EMPTY_TABLE;
    const divided = { ...around.divided, changed: () => this.#tell(), over: (one: Division) => record(this.#divisions, one) };
    this.#apart = new Apart(around.wall, around.clock, around.steps, divided, kept?.apart ?? null);
  }

  get state(): MediationRoom {
    const { caseId, seats } = this.#around;
    const sitting = seats.joined.map((seat) => this.#seat(seat));
    return {
      caseId,
      seats: sitting,
      apart: this.#apart.state,
      notice: this.#notice,
      procedure: [...this.#procedure],
      transcribing: this.#transcribing,
    };
  }

  get kept(): KeptMediation {
    return {
      places: Object.fromEntries(this.#places),
      checks: this.#checks,
      notice: this.#notice,
      notices: this.#notices,
      divisions: this.#divisions,
      procedure: this.#procedure,
      documents: Object.fromEntries(this.#documents),
      confirmations: this.#confirmations,
      apart: this.#apart.kept,
      boardsApart: this.#boardsApart,
      table: this.#table,
    };
  }

  /** What all look at together. */
  get table(): MediationTable {
    return this.#table;
  }

  /** Lays something on the table, or takes it away; on the disk when fulfilled. Whoever looks after it tells the seats. */
  async lay(changed: Partial<MediationTable>): Promise<void> {
    this.#table = { ...this.#table, ...changed };
    await this.#around.divided.keep();
  }

  /** @throws Refusal `participant.unknown` */
  place(participantId: string, { capacity, side }: MediationPlace): void {
    const seat = this.#around.seats.at('joined', participantId);
    const before = this.#placeOf(seat);
    // Whoever is put on another side is not that party.
    const partyId = before.side === side ? before.partyId : null;
    this.#places.set(personKey(seat), { capacity, side, partyId, name: null });
    this.#decided();
  }

  /** Says what whoever comes by an invitation is and where they sit. */
  invited(code: string, { capacity, side }: MediationPlace, party: Pick<SeatedPlace, 'partyId' | 'name'> | null = null): void {
    this.#places.set(invitationKey(code), { capacity, side, partyId: null, name: null, ...party });
    this.#decided();
  }

  /**
   * The mediator with a side, or with chosen seats. While one runs, by one who is inside: more are taken in, or another end is announced.
   * @throws Refusal `participant.unknown` where nobody of them is here, `right.missing` for one who is outside, `room.apart` as
   * `Apart.caucus` and where the asker's page had another division before it
   */
  caucus(mediator: Seat, { side, participantIds, minutes, apartSince }: ParsedParams<'mediationRoom.caucus'>): Promise<void> {
    const { seats, wall } = this.#around;
    return this.#apart.caucus(() => {
      const runs = this.#apart.kind === 'caucus';
      // Whoever has the chair may end it, but walks in on nobody.
      if (runs && !wall.admits(mediator.id)) throw outside();
      if (wall.since !== apartSince) throw new Refusal('room.apart', 'The room was divided meanwhile, or is together again.');
      const chosen = participantIds.map((id) => seats.at('joined', id));
      const ofSide = side === null ? [] : seats.joined.filter((seat) => this.#placeOf(seat).side === side);
      const others = [...new Set([...chosen, ...ofSide])].filter((seat) => seat !== mediator);
      const longer = runs && side === null && participantIds.length === 0 && minutes !== null;
      if (others.length === 0 && !longer) throw new Refusal('participant.unknown', 'There is nobody of that side here.');
      return { seats: [seats.at('joined', mediator.id), ...others], side, minutes };
    });
  }

  /** @throws Refusal `room.apart` */
  pause(minutes: number | null): Promise<void> {
    return this.#apart.pause(minutes);
  }

  /** @throws Refusal `right.missing` for one who is outside and does not hold the chair: they cannot know what would be heard */
  together(mediator: Seat): Promise<void> {
    return this.#apart.together(() => this.#mustBeInside(mediator));
  }

  /** @throws Refusal `participant.unknown` */
  checkIdentity({ participantId, result, words }: Omit<ParsedParams<'mediationRoom.checkIdentity'>, 'face'>, by: Account): void {
    const seat = this.#around.seats.at('joined', participantId);
    const at = this.#around.clock.now();
    record(this.#checks, { person: personKey(seat), name: seat.name, result, words, byId: by.id, byName: by.name, at });
    this.#decided();
  }

  /** Under which name somebody is recorded. */
  personOf(seat: Seat): string {
    return personKey(seat);
  }

  /** @throws Refusal `participant.unknown` */
  personAt(participantId: string): string {
    return this.personOf(this.#around.seats.at('joined', participantId));
  }

  /** @throws Refusal `participant.unknown` */
  nameAt(participantId: string): string {
    return this.#around.seats.at('joined', participantId).name;
  }

  /** Somebody has shown their document. */
  shown(seat: Seat, at: number): void {
    this.#documents.set(personKey(seat), at);
    this.#decided();
  }

  openNotice(notice: { readonly title: string; readonly text: string } | null, by: Account): void {
    this.#notice = notice === null ? null : { ...notice, openedAt: this.#around.clock.now(), byName: by.name };
    if (this.#notice !== null) record(this.#notices, this.#notice, MOST_NOTICES);
    this.#decided();
  }

  /** What is said is turned into text from now on, or no more. */
  transcribe(on: boolean): void {
    if (this.#transcribing === on) return;
    this.#transcribing = on;
    this.#tell();
  }

  /** Begins a step of the hearing. The one that is under way is not begun again. */
  begin(step: ProcedureStep): void {
    if (this.#procedure.at(-1)?.step === step) return;
    record(this.#procedure, { step, at: this.#around.clock.now() });
    this.#decided();
  }

  /** Twice does no harm. @throws Refusal `state.conflict` where no notice is open */
  confirmNotice(seat: Seat): void {
    if (this.#notice === null) throw new Refusal('state.conflict', 'No notice of rights is open.');
    if (this.#confirmedAt(seat) !== null) return;
    const at = this.#around.clock.now();
    const noticeOpenedAt = this.#notice.openedAt;
    record(this.#confirmations, { person: personKey(seat), name: seat.name, noticeOpenedAt, at });
    this.#decided();
  }

  /** Somebody sits down; `anew`: on a seat that they did not have before. */
  came(seat: Seat, anew: boolean): void {
    if (anew) this.#apart.came(seat);
    this.#tell(seat);
  }

  gone(seat: Seat): void {
    this.#apart.gone(seat);
    this.#tell();
  }

  removed(seat: Seat): void {
    this.#apart.removed(seat);
  }

  /** Resolves when it is kept that this board is for those inside, and for nobody afterwards. */
  async openedApart(boardId: string): Promise<void> {
    record(this.#boardsApart, boardId, MOST_BOARDS);
    await this.#around.divided.keep();
  }

  wasApart(boardId: string): boolean {
    return this.#boardsApart.includes(boardId);
  }

  #mustBeInside(seat: Seat): void {
    if (this.#around.wall.admits(seat.id) || seat.role === 'host' || this.#apart.kind === 'break') return;
    throw outside();
  }

  #seat(seat: Seat): MediationSeat {
    const person = personKey(seat);
    const check = this.#checks.findLast((one) => one.person === person);
    const identity = check === undefined ? null : { result: check.result, byName: check.byName, at: check.at };
    const { capacity, side, partyId } = this.#placeOf(seat);
    return {
      participantId: seat.id,
      capacity,
      side,
      partyId,
      identity,
      documentAt: this.#documents.get(person) ?? null,
      confirmedAt: this.#confirmedAt(seat),
    };
  }

  #placeOf(seat: Seat): SeatedPlace {
    const given = this.#places.get(personKey(seat));
    if (given !== undefined) return given;
    if (seat.identity.kind === 'guest') {
      return this.#places.get(invitationKey(seat.identity.invitationCode)) ?? { ...NOBODYS, capacity: 'party' };
    }
    return { ...NOBODYS, capacity: runsRoom(seat.role) ? 'mediator' : 'department' };
  }

  #confirmedAt(seat: Seat): number | null {
    const person = personKey(seat);
    const { openedAt } = this.#notice ?? { openedAt: null };
    return this.#confirmations.find((one) => one.person === person && one.noticeOpenedAt === openedAt)?.at ?? null;
  }

  #decided(): void {
    this.#around.decided();
    this.#tell();
  }

  #tell(except?: Seat): void {
    const { roomId } = this.#around.voice;
    this.#around.voice.tell('room.mediation', { roomId, mediation: this.state }, except);
  }
}

const outside = () => new Refusal('right.missing', 'Only who is inside, or holds the chair, does that.');

/** Adds to a list of which the newest `most` are kept. */
function record<T>(list: T[], one: T, most = MOST_RECORDED): void {
  list.push(one);
  list.splice(0, list.length - most);
}
