import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';

/** The module of mediation cases or that of petitions. */
export class Cases {
  readonly #desk: Desk;
  readonly #kind: 'mediation' | 'petition';

  constructor(desk: Desk, kind: 'mediation' | 'petition') {
    this.#desk = desk;
    this.#kind = kind;
  }

  row(title: string): Locator {
    return this.#desk.id('case-row').filter({ hasText: title });
  }

  /** Opens the module and looks for a title, so that the row is in sight however many there are. */
  async find(title: string): Promise<Locator> {
    await this.#desk.go(this.#kind);
    await this.#desk.id('case-search').fill(title);
    return this.row(title);
  }

  /** Registers a case of one's own organisation. */
  async register(title: string, applicant: string, words: { readonly facts?: string; readonly field?: string } = {}): Promise<void> {
    await this.#desk.go(this.#kind);
    await this.#desk.id('case-register').click();
    await this.#desk.id('case-title').fill(title);
    await this.#desk.id('case-applicantName').fill(applicant);
    if (words.field !== undefined) await this.#desk.id('case-field').selectOption(words.field);
    if (words.facts !== undefined) await this.#desk.id('case-facts').fill(words.facts);
    await this.#desk.id('case-submit').click();
  }

  /** Takes a step with the chosen case. */
  async advance(to: string): Promise<void> {
    if (this.#kind === 'mediation') await this.#desk.id('mediation-tab-course').click();
    await this.#desk.page.locator(`[data-testid="case-advance"][data-to="${to}"]`).click();
  }
}
