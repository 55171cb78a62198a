import type { Clock } from '../../media/clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Apart as ApartState } from '../../protocol/mediation-room.ts';
import type { Division, KeptMediation } from '../../store/kept-mediation.ts';
import type { Seat } from '../seat.ts';
import { personKey } from './person.ts';
import type { Wall } from './wall.ts';

/** What has to be stopped and started when a room is divided. */
export interface Divided {
  /** Resolves when no worker lets anything cross the wall any more, and no recording hears anything. */
  restrain(): Promise<void>;
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

interface Running extends Omit<ApartState, 'insiderIds'> {
  /** Of those who have left the seat is null: nobody but the same person takes the place again. */
  readonly insiders: { readonly person: string; seatId: string | null }[];
  boardId: string | null;
}

export interface Plan {
  readonly side: ApartState['side'];
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
  #running: Running | null;
  /** One change after the other: two at once would leave streams between them. */
  #changing: Promise<void> = Promise.resolve();

  /** @param kept what was so before a restart: those who were inside take their places again as they come */
  constructor(wall: Wall, clock: Clock, divided: Divided, kept: KeptMediation['apart']) {
    this.#wall = wall;
    this.#clock = clock;
    this.#divided = divided;
    this.#running = kept === null ? null : { ...kept, insiders: kept.insiders.map((person) => ({ person, seatId: null })) };
    this.#raise();
  }

  get state(): ApartState | null {
    if (this.#running === null) return null;
    const { kind, side, since, expectedEnd } = this.#running;
    return { kind, side, since, expectedEnd, insiderIds: this.#insideIds };
  }

  get kept(): KeptMediation['apart'] {
    if (this.#running === null) return null;
    const { kind, side, since, expectedEnd, insiders, boardId } = this.#running;
    return { kind, side, since, expectedEnd, insiders: insiders.map(({ person }) => person), boardId };
  }

  /**
   * Divides the room, or takes more seats in. @param seats with the mediator's own
   * @throws Refusal `room.apart` where the mediator talks with another side
   */
  caucus(seats: readonly Seat[], { side, minutes }: Plan): Promise<void> {
    return this.#change(async () => {
      const before = this.#running?.kind === 'caucus' ? this.#running : null;
      if (before !== null && side !== null && side !== before.side) {
        throw new Refusal('room.apart', 'The mediator talks with another side; that has to end first.');
      }
      const insiders = [...(before?.insiders ?? [])];
      for (const seat of seats) {
        if (!insiders.some(({ seatId }) => seatId === seat.id)) insiders.push({ person: personKey(seat.identity), seatId: seat.id });
      }
      const kept = before ?? { kind: 'caucus' as const, side, ...this.#times(minutes), boardId: this.#running?.boardId ?? null };
      await this.#divide({ ...kept, insiders });
      await this.#divided.release();
    });
  }

  /** @throws Refusal `room.apart` where the room is divided already */
  pause(minutes: number | null): Promise<void> {
    return this.#change(async () => {
      if (this.#running !== null) throw new Refusal('room.apart', 'The room is divided already.');
      await this.#divide({ kind: 'break', side: null, ...this.#times(minutes), insiders: [], boardId: null });
    });
  }

  /** Everybody together again. Twice does no harm. */
  together(): Promise<void> {
    return this.#change(async () => {
      const before = this.#running;
      if (before === null) return;
      // While nobody outside sees anything yet.
      await this.#divided.bringBoardBack(before.boardId);
      this.#running = null;
      const { kind, side, since, insiders } = before;
      this.#divided.over({ kind, side, since, until: this.#clock.now(), insiders: insiders.map(({ person }) => person) });
      await this.#divided.keep();
      this.#wall.stand(null);
      this.#divided.changed();
      await this.#divided.release();
    });
  }

  /** Somebody has sat down anew: who was inside and had lost the seat is inside again. */
  came(seat: Seat): void {
    const person = personKey(seat.identity);
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

  /** Somebody was put out of the room: their place inside is gone as well. */
  removed(seat: Seat): void {
    const person = personKey(seat.identity);
    if (this.#running === null) return;
    this.#running = { ...this.#running, insiders: this.#running.insiders.filter((one) => one.person !== person) };
    this.#raise();
  }

  async #divide(next: Running): Promise<void> {
    const whole = this.#running === null;
    this.#running = next;
    this.#raise();
    await this.#divided.restrain();
    if (whole) next.boardId = await this.#divided.putBoardAway();
    await this.#divided.keep();
    this.#divided.changed();
  }

  #times(minutes: number | null): Pick<Running, 'since' | 'expectedEnd'> {
    const since = this.#clock.now();
    return { since, expectedEnd: minutes === null ? null : since + minutes * 60_000 };
  }

  get #insideIds(): string[] {
    return (this.#running?.insiders ?? []).flatMap(({ seatId }) => seatId ?? []);
  }

  #raise(): void {
    this.#wall.stand(this.#running === null ? null : this.#insideIds);
  }

  #change(step: () => Promise<void>): Promise<void> {
    const done = this.#changing.then(step);
    this.#changing = done.catch(() => undefined);
    return done;
  }
}
