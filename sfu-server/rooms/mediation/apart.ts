import type { Clock } from '../../media/clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Apart as ApartState } from '../../protocol/mediation-room.ts';
import type { Division, KeptMediation } from '../../store/kept-mediation.ts';
import type { Seat } from '../seat.ts';
import type { StepQueue } from '../step-queue.ts';
import { personKey } from './person.ts';
import type { Wall } from './wall.ts';

/** What has to be stopped and started when a room is divided. */
export interface Divided {
  /** Resolves when no worker lets anything cross the wall any more, and no recording hears anything. */
  restrain(): Promise<void>;
  /** Somebody is outside who was inside. */
  narrowed(): void;
  /** What may flow again flows; everybody hears what they were not told. */
  release(): Promise<void>;
  /** Puts away what is shown to all, and gives its id. */
  putBoardAway(): Promise<string | null>;
  /** Puts away what was shown inside, and shows that again which was shown to all before. */
  bringBoardBack(boardId: string | null): Promise<void>;
  /** Resolves when what is decided is on the disk. */
  keep(): Promise<void>;
  /** A caucus or a break is over; told before what is decided is written. */
  over(division: Division): void;
  /** All inside the room are told. */
  changed(): void;
}

interface Running extends Omit<ApartState, 'insiderIds' | 'expectedEnd'> {
  expectedEnd: number | null;
  /** Of those who have left the seat is null: nobody but the same person takes the place again. */
  readonly insiders: { readonly person: string; seatId: string | null }[];
  boardId: string | null;
}

export interface Plan {
  /** With the mediator's own. */
  readonly seats: readonly Seat[];
  readonly side: ApartState['side'];
  /** Null: no end is announced; of one that runs, it stays as announced. */
  readonly minutes: number | null;
}

/**
 * Caucus (背靠背) and break (休息). The wall stands before anything is stopped, everything is stopped before anybody is told, and only a
 * mediator's step takes it down: no clock, no lost line and no restart opens it.
 */
export class Apart {
  readonly #wall: Wall;
  readonly #clock: Clock;
  readonly #divided: Divided;
  /** One change after the other, and none while a board is being shown: two at once would leave something between them. */
  readonly #steps: StepQueue;
  #running: Running | null;
  /** What is said of the room while it is being divided: nobody is to believe that it is before all is stopped. */
  #before: { readonly state: ApartState | null } | null = null;

  /** @param kept what was so before a restart: those who were inside take their places again as they come */
  constructor(wall: Wall, clock: Clock, steps: StepQueue, divided: Divided, kept: KeptMediation['apart']) {
    this.#wall = wall;
    this.#clock = clock;
    this.#steps = steps;
    this.#divided = divided;
    this.#running = kept === null ? null : { ...kept, insiders: kept.insiders.map((person) => ({ person, seatId: null })) };
    this.#raise();
  }

  /** As everybody may rely on it. */
  get state(): ApartState | null {
    return this.#before === null ? this.#state : this.#before.state;
  }

  /** Of what is in force, also while it is being brought about. */
  get kind(): ApartState['kind'] | null {
    return this.#running?.kind ?? null;
  }

  get kept(): KeptMediation['apart'] {
    if (this.#running === null) return null;
    const { kind, side, since, expectedEnd, insiders, boardId } = this.#running;
    return { kind, side, since, expectedEnd, insiders: insiders.map(({ person }) => person), boardId };
  }

  /**
   * Divides the room, or takes more seats in, or announces another end.
   * @param planned asked when it is its turn: what was so before may be otherwise
   * @throws Refusal `room.apart` where the mediator talks with another side, and what `planned` throws
   */
  caucus(planned: () => Plan): Promise<void> {
    return this.#steps.run(async () => {
      const { seats, side, minutes } = planned();
      const before = this.#running?.kind === 'caucus' ? this.#running : null;
      if (before !== null && side !== null && side !== before.side) {
        throw new Refusal('room.apart', 'The mediator talks with another side; that has to end first.');
      }
      this.#before = { state: this.#state };
      const times = this.#times(minutes);
      const next = before ?? { kind: 'caucus', side, ...times, insiders: [], boardId: this.#running?.boardId ?? null };
      if (minutes !== null) next.expectedEnd = times.expectedEnd;
      for (const seat of seats) takeIn(next, seat);
      await this.#divide(next);
      await this.#divided.release();
    });
  }

  /** @throws Refusal `room.apart` where the room is divided already */
  pause(minutes: number | null): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#running !== null) throw new Refusal('room.apart', 'The room is divided already.');
      this.#before = { state: null };
      await this.#divide({ kind: 'break', side: null, ...this.#times(minutes), insiders: [], boardId: null });
    });
  }

  /** Everybody together again. Twice does no harm. @param check asked when it is its turn @throws what `check` throws */
  together(check: () => void): Promise<void> {
    return this.#steps.run(async () => {
      check();
      const before = this.#running;
      if (before === null) return;
      // While nobody outside sees anything yet.
      await this.#divided.bringBoardBack(before.boardId);
      this.#running = null;
      const { kind, side, since, insiders } = before;
      this.#divided.over({ kind, side, since, until: this.#clock.now(), insiders: insiders.map(({ person }) => person) });
      await this.#divided.keep();
      this.#wall.stand(null, null);
      this.#divided.changed();
      await this.#divided.release();
    });
  }

  /** Somebody has sat down anew: who was inside and had lost the seat is inside again. */
  came(seat: Seat): void {
    const person = personKey(seat);
    const place = this.#running?.insiders.find((one) => one.seatId === null && one.person === person);
    if (place === undefined) return;
    place.seatId = seat.id;
    this.#raise();
  }

  /** A seat was given up; its place stays with the person. */
  gone(seat: Seat): void {
    const place = this.#running?.insiders.find(({ seatId }) => seatId === seat.id);
    if (place === undefined) return;
    place.seatId = null;
    this.#raise();
  }

  /** Somebody was put out of the room: the place of that seat is gone, and those to which they might come back. */
  removed(seat: Seat): void {
    if (this.#running === null) return;
    const person = personKey(seat);
    const { insiders } = this.#running;
    // In place: it may be in the middle of being divided.
    const left = insiders.filter((one) => one.seatId !== seat.id && (one.seatId !== null || one.person !== person));
    insiders.splice(0, insiders.length, ...left);
    this.#raise();
  }

  async #divide(next: Running): Promise<void> {
    const whole = this.#running === null;
    this.#running = next;
    this.#raise();
    try {
      await this.#divided.restrain();
      if (whole) next.boardId = await this.#divided.putBoardAway();
      await this.#divided.keep();
    } finally {
      this.#before = null;
    }
    this.#divided.changed();
  }

  get #state(): ApartState | null {
    if (this.#running === null) return null;
    const { kind, side, since, expectedEnd } = this.#running;
    return { kind, side, since, expectedEnd, insiderIds: this.#insideIds };
  }

  #times(minutes: number | null): Pick<Running, 'since' | 'expectedEnd'> {
    const since = this.#clock.now();
    return { since, expectedEnd: minutes === null ? null : since + minutes * 60_000 };
  }

  get #insideIds(): string[] {
    return (this.#running?.insiders ?? []).flatMap(({ seatId }) => seatId ?? []);
  }

  #raise(): void {
    if (this.#running === null) return;
    const narrower = this.#wall.stands && this.#wall.inside.some((id) => !this.#insideIds.includes(id));
    this.#wall.stand(this.#insideIds, this.#running.since);
    if (narrower) this.#divided.narrowed();
  }
}

/** A seat, on the place that the same person has left or on one of its own; not twice. */
function takeIn({ insiders }: Running, seat: Seat): void {
  if (insiders.some(({ seatId }) => seatId === seat.id)) return;
  const person = personKey(seat);
  const left = insiders.find((one) => one.seatId === null && one.person === person);
  if (left === undefined) insiders.push({ person, seatId: seat.id });
  else left.seatId = seat.id;
}
