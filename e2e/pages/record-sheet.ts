import type { Locator } from 'playwright-core';
import { expectAttribute } from '../harness/expectations.ts';
import type { Desk } from './desk.ts';
import type { Room } from './rooms.ts';

/** By the number that is pressed with Alt. */
const KEYS = { mediator: 1, applicant: 2, respondent: 3 } as const;

/** The record of a hearing as it is written, in the room or at the case. */
export class RecordSheet {
  readonly #seat: Pick<Room, 'page' | 'id'>;

  constructor(seat: Pick<Room | Desk, 'page' | 'id'>) {
    this.#seat = seat;
  }

  id(testId: string): Locator {
    return this.#seat.id(testId);
  }

  /** Types what was said, by keys alone. */
  async say(who: keyof typeof KEYS, text: string): Promise<void> {
    const input = this.id('record-input');
    await input.press(`Alt+${KEYS[who]}`);
    await input.fill(text);
    await input.press('Enter');
    await this.id('record-words').filter({ hasText: text }).waitFor();
  }

  /** Writes what came of the hearing. */
  async result(text: string): Promise<void> {
    await this.id('record-result').fill(text);
    await this.id('record-result').blur();
  }

  async readBack(): Promise<void> {
    await expectAttribute(this.id('record-saved'), 'data-state', 'saved');
    await this.id('record-read-back').click();
    await expectAttribute(this.id('record'), 'data-state', 'readBack');
  }

  /** Takes it as it stands, and prints it to be signed. */
  async confirmAndPrint(): Promise<void> {
    await this.id('record-confirm').click();
    await expectAttribute(this.id('record'), 'data-state', 'confirmed');
    await this.id('record-print').click();
    // The first paper of a server loads its fonts.
    await this.id('record-print').filter({ hasText: '已打印' }).waitFor({ timeout: 60_000 });
  }
}
