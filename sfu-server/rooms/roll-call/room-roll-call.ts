import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../media/clock.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Expected, RollCall, RollCallCandidate, RollCallEntry, RollCallState } from '../../protocol/roll-call.ts';
import { mayInRoom } from '../../protocol/room-rights.ts';
import type { Account } from '../../protocol/session.ts';
import type { RollCallRepository } from '../../store/roll-calls.ts';
import type { StoredRoom } from '../../store/rooms.ts';
import type { Seat } from '../seat.ts';
import type { Seats } from '../seats.ts';
import type { RoomVoice } from '../voice.ts';
import { Sheet, totalsOf } from './sheet.ts';

export type RollCallStore = Pick<RollCallRepository, 'begin' | 'save' | 'close' | 'sign' | 'expected' | 'below'>;

export interface RollCallSurroundings {
  readonly room: StoredRoom;
  readonly seats: Seats;
  readonly voice: RoomVoice;
  readonly clock: Clock;
  readonly store: RollCallStore;
}

/**
 * Roll calls (点名) of one room: one is under way until it is signed. Each step is in the database before anybody hears of it,
 * so a sheet goes on after a restart. Those who run the room see the lines, and only those that change travel; the others are
 * told that they are asked, and the totals.
 */
export class RoomRollCall {
  readonly #around: RollCallSurroundings;
  #sheet: Sheet | null;
  /** Steps are kept in the order in which they were taken. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param underWay what the database has of it */
  constructor(around: RollCallSurroundings, underWay: RollCall | null) {
    this.#around = around;
    this.#sheet = underWay === null ? null : new Sheet(underWay);
  }

  /** As one seat sees it. */
  state(seat: Seat): RollCall | null {
    return this.#sheet?.show(mayInRoom(seat.role, 'rollCall')) ?? null;
  }

  /** @throws Refusal `roll_call.under_way`, `roll_call.nobody` @returns the sheet's id */
  start(by: Account, title: string, expected: readonly Expected[] | undefined): Promise<string> {
    return this.#inOrder(async () => {
      const { room, store, clock, seats } = this.#around;
      if (this.#sheet !== null) throw new Refusal('roll_call.under_way', 'A roll call is under way in this room.');
      const wanted = expected ?? (await this.#usual(by));
      const entries = (await store.expected(wanted)).map((line): RollCallEntry => {
        return { ...line, id: uuidv7(), state: 'waiting', by: null, at: null, note: '' };
      });
      if (entries.length === 0) throw new Refusal('roll_call.nobody', 'There is nobody to be called.');
      const sheet: RollCall = {
        ...{ id: uuidv7(), roomId: room.id, title, orgName: room.orgName, startedAt: clock.now(), startedByName: by.name },
        ...{ closedAt: null, signedAt: null, signedByName: null, totals: totalsOf(entries), entries },
      };
      await store.begin(sheet, by.id);
      this.#sheet = new Sheet(sheet);
      this.#tellSheet();
      for (const seat of seats.joined) this.#call(seat);
      return sheet.id;
    });
  }

  /** Who can be called: the usual ones, then whoever sits here; the caller is not among them. */
  async candidates(by: Account): Promise<RollCallCandidate[]> {
    const { store } = this.#around;
    const usual = new Map((await this.#usual(by)).map((one) => [keyOf(one), one]));
    const here = this.#others(by);
    const hereKeys = new Set(here.flatMap(({ id, organisation }) => [keyOf({ accountId: id }), keyOf({ orgId: organisation.id })]));
    const wanted = new Map([...usual, ...here.map(({ id }) => [keyOf({ accountId: id }), { accountId: id }] as const)]);
    return (await store.expected([...wanted.values()])).map((line) => {
      const key = keyOf(line.accountId === null ? { orgId: line.orgId ?? '' } : { accountId: line.accountId });
      return { ...line, usual: usual.has(key), here: hereKeys.has(key) };
    });
  }

  /** @throws Refusal `roll_call.none`, `roll_call.not_expected` */
  answer(account: Account, answer: 'present' | 'wrongSeat', note: string): Promise<void> {
    return this.#inOrder(() => {
      const sheet = this.#underWay();
      return this.#keep(sheet, sheet.answered(account, answer, note, this.#around.clock.now()));
    });
  }

  /** @throws Refusal `roll_call.none`, `roll_call.not_expected` */
  mark(entryId: string, state: RollCallState, note: string, by: Account): Promise<void> {
    return this.#inOrder(() => {
      const sheet = this.#underWay();
      return this.#keep(sheet, [sheet.marked(entryId, state, by.name, note, this.#around.clock.now())]);
    });
  }

  /** Closing it twice does nothing. @throws Refusal `roll_call.none` */
  close(): Promise<void> {
    return this.#inOrder(async () => {
      const sheet = this.#underWay();
      if (sheet.closed) return;
      const { store, clock } = this.#around;
      const at = clock.now();
      const absent = sheet.unanswered(at);
      await store.close(sheet.id, at, absent);
      sheet.put(absent);
      sheet.close(at);
      this.#tellSheet();
    });
  }

  /** @throws Refusal `roll_call.none`, `roll_call.not_closed` */
  sign(by: Account): Promise<void> {
    return this.#inOrder(async () => {
      const sheet = this.#underWay();
      if (!sheet.closed) throw new Refusal('roll_call.not_closed', 'Close the roll call before it is signed.');
      const at = this.#around.clock.now();
      await this.#around.store.sign(sheet.id, at, by);
      sheet.sign(at, by.name);
      this.#tellSheet();
      this.#sheet = null;
    });
  }

  /** Somebody has come in: they are asked, or noted as late. */
  came(seat: Seat): void {
    this.#call(seat);
    const { account } = seat;
    if (this.#sheet?.closed !== true || account === null) return;
    void this.#inOrder(async () => {
      const sheet = this.#sheet;
      if (sheet !== null) await this.#keep(sheet, sheet.arrived(account, this.#around.clock.now()));
    }).catch(() => undefined);
  }

  /** Asks a seat whose answer is still wanted. */
  #call(seat: Seat): void {
    const sheet = this.#sheet;
    if (sheet === null || sheet.closed || seat.account === null) return;
    const line = sheet.linesOf(seat.account).find(({ state }) => state === 'waiting');
    if (line === undefined) return;
    const { id: roomId } = this.#around.room;
    seat.sitter?.notify('rollCall.called', { roomId, sheetId: sheet.id, title: sheet.title, name: line.name });
  }

  async #keep(sheet: Sheet, entries: readonly RollCallEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#around.store.save(sheet.id, entries);
    sheet.put(entries);
    const { room, seats, voice } = this.#around;
    voice.flush();
    const data = { roomId: room.id, sheetId: sheet.id, entries: [...entries], totals: sheet.totals };
    for (const { role, sitter } of seats.joined) if (mayInRoom(role, 'rollCall')) sitter?.notify('room.rollCallEntries', data);
  }

  #tellSheet(): void {
    const { room, seats, voice } = this.#around;
    const sheet = this.#underWay();
    voice.flush();
    const [whole, outline] = [sheet.show(true), sheet.show(false)].map((rollCall) => ({ roomId: room.id, rollCall }));
    for (const { role, sitter } of seats.joined) {
      const data = mayInRoom(role, 'rollCall') ? whole : outline;
      if (data !== undefined) sitter?.notify('room.rollCall', data);
    }
  }

  #underWay(): Sheet {
    if (this.#sheet === null) throw new Refusal('roll_call.none', 'There is no roll call in this room.');
    return this.#sheet;
  }

  /** Those invited; in a room of the whole line the organisations directly below, and whoever else sits there. */
  async #usual(by: Account): Promise<Expected[]> {
    const { room, store } = this.#around;
    if (room.access === 'invited') return room.invitedOrgIds.map((orgId) => ({ orgId }));
    const orgIds = await store.below(room.orgId);
    const known = new Set(orgIds);
    const others = this.#others(by).filter(({ organisation }) => !known.has(organisation.id));
    return [...orgIds.map((orgId) => ({ orgId })), ...others.map(({ id }) => ({ accountId: id }))];
  }

  /** Accounts that sit here, each once. */
  #others(by: Account): Account[] {
    const accounts = this.#around.seats.joined.flatMap(({ account }) => (account === null || account.id === by.id ? [] : [account]));
    return [...new Map(accounts.map((account) => [account.id, account])).values()];
  }

  #inOrder<R>(step: () => Promise<R>): Promise<R> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function keyOf(one: Expected): string {
  return 'orgId' in one ? `organisation:${one.orgId}` : `account:${one.accountId}`;
}
