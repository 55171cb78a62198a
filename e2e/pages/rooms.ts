import type { Locator, Page } from 'playwright-core';
import type { RoomKind } from '../../sfu-server/protocol/room.ts';
import type { Desk } from './desk.ts';

/** Inside a room, as a seat of the console or as a guest: both have the same test ids. */
export class Room {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  id(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** All tiles, or those of one kind. */
  tiles(kind?: 'camera' | 'screen' | 'surveillance'): Locator {
    return kind === undefined ? this.id('tile') : this.page.locator(`[data-testid="tile"][data-kind="${kind}"]`);
  }

  get connection(): Locator {
    return this.id('connection-state');
  }

  /** @returns the address that the guest opens */
  async invite(label: string): Promise<string> {
    await this.id('room-invite').click();
    await this.id('invite-label').fill(label);
    await this.id('invite-submit').click();
    const link = await this.id('invite-link').inputValue();
    await this.id('room-invite').click();
    return link;
  }

  /** Puts the first camera that the search finds on the table. */
  async addCamera(search: string): Promise<void> {
    await this.id('room-add-camera').click();
    await this.id('room-camera-search').fill(search);
    await this.page.locator('[data-testid="room-camera-option"]:enabled').first().click();
  }

  async leave(): Promise<void> {
    await this.id('leave').click();
  }
}

/** The list of rooms. */
export class Rooms {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  row(title: string): Locator {
    return this.#desk.id('room-row').filter({ hasText: title });
  }

  /** Opens a room, which enters it. */
  async create(kind: RoomKind, title: string): Promise<Room> {
    await this.#desk.go('rooms');
    await this.#desk.id('room-create').click();
    await this.#desk.id('room-kind').selectOption(kind);
    await this.#desk.id('room-title').fill(title);
    await this.#desk.id('room-create-submit').click();
    await this.#desk.id('connection-state').waitFor();
    return new Room(this.#desk.page);
  }

  async join(title: string): Promise<Room> {
    await this.#desk.go('rooms');
    await this.row(title).getByTestId('room-join').click();
    await this.#desk.id('connection-state').waitFor();
    return new Room(this.#desk.page);
  }
}
