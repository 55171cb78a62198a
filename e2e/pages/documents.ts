import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';

/** The module of documents. */
export class Documents {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  row(title: string): Locator {
    return this.#desk.id('document-row').filter({ hasText: title });
  }

  async issue(title: string, body: string): Promise<void> {
    await this.#desk.go('documents');
    await this.#desk.id('document-issue').click();
    await this.#desk.id('document-title').fill(title);
    await this.#desk.id('document-body').fill(body);
    await this.#desk.id('document-submit').click();
  }

  /** Shares the chosen document with an organisation, or takes that back. @param name as the tree has it */
  async toggleShare(name: string): Promise<void> {
    await this.#desk.id('document-share').click();
    await this.#desk.id('document-share-search').fill(name);
    await this.#desk.id('document-share-tree').getByRole('option').filter({ hasText: name }).first().click();
    await this.#desk.id('document-share-apply').click();
  }
}
