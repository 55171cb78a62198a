import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute, expectCount, expectMoving } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { voicesHeard } from './harness/webrtc-probe.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { type Room, Rooms } from './pages/rooms.ts';

const TITLE = '排水沟邻里纠纷调解';

/** One mediation with two parties on their phones; each test goes on where the one before stopped. */
describe('a mediation with two parties on their phones', () => {
  let system: System;
  let browser: Browser;
  let mediator: Room;
  let applicant: Guest;
  let respondent: Guest;

  const seatOf = (name: string) => mediator.id('side-seat').filter({ hasText: name });
  const hears = (room: Room, voices: number) => expect.poll(() => voicesHeard(room.page), { timeout: 20_000 }).toBe(voices);

  async function comeIn(label: string, name: string): Promise<Guest> {
    const guest = await Guest.open(browser, await mediator.invite(label));
    await guest.knock(name);
    await mediator.id('lobby-row').filter({ hasText: name }).waitFor();
    await mediator.id('admit').first().click();
    await guest.connection.waitFor();
    return guest;
  }

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    const desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    mediator = await new Rooms(desk).create('mediation', TITLE);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('both parties come in by their links, let in by the mediator', async () => {
    applicant = await comeIn('申请人', '王桂兰');
    respondent = await comeIn('被申请人', '李建国');
    await expectCount(mediator.tiles('camera'), 3);
  });

  it('the mediator says who sits on which side, and everybody hears everybody', async () => {
    await mediator.id('room-tab-sides').click();
    await seatOf('王桂兰').getByTestId('seat-side').selectOption('applicant');
    await seatOf('李建国').getByTestId('seat-side').selectOption('respondent');
    await expectCount(mediator.page.locator('[data-testid="side"][data-side="applicant"]'), 1);
    for (const room of [mediator, applicant, respondent]) await hears(room, 2);
  });

  it('the identity of a party is compared with their document, and the result stands at the seat', async () => {
    await seatOf('王桂兰').getByTestId('identity-check').click();
    await mediator.id('identity-words').fill('身份证与本人一致');
    await mediator.id('identity-same').click();
    await expectAttribute(seatOf('王桂兰'), 'data-identity', 'same');
    await expectAttribute(seatOf('李建国'), 'data-identity', 'unchecked');
  });

  it('the notice of rights is confirmed on each phone, and the mediator sees who has not yet', async () => {
    await mediator.id('notice-open').click();
    await applicant.id('notice-confirm').click();
    await applicant.id('notice').waitFor({ state: 'detached' });
    await expectAttribute(seatOf('王桂兰'), 'data-confirmed', 'true');
    await expectAttribute(seatOf('李建国'), 'data-confirmed', 'false');
    await respondent.id('notice-confirm').click();
    await expectAttribute(seatOf('李建国'), 'data-confirmed', 'true');
    await mediator.id('notice-open').click();
    await mediator.id('notice').waitFor({ state: 'detached' });
  });

  it('in a caucus the other party hears silence and sees with whom the mediator talks; those inside go on', async () => {
    await mediator.id('caucus-applicant').click();
    await respondent.id('caucus-outside').waitFor();
    await applicant.id('caucus-inside').waitFor();
    await hears(respondent, 0);
    for (const room of [mediator, applicant]) await hears(room, 1);
    expect(await respondent.id('caucus-outside').textContent()).toContain('申请方');
  });

  it('who is outside and reloads their page comes back outside, without waiting at the door, and hears nothing', async () => {
    await respondent.page.reload();
    // Their name is kept, but the devices are theirs to open again.
    await respondent.id('guest-ready').click();
    await respondent.id('caucus-outside').waitFor();
    await hears(respondent, 0);
    for (const room of [mediator, applicant]) await hears(room, 1);
  });

  it('who comes late waits at the door; let in during the caucus they are outside as well', async () => {
    const late = await Guest.open(browser, await mediator.invite('证人'));
    await late.knock('孙村民');
    await late.id('guest-waiting').waitFor();
    await mediator.id('lobby-row').filter({ hasText: '孙村民' }).waitFor();
    await mediator.id('admit').first().click();
    await late.id('caucus-outside').waitFor();
    await hears(late, 0);
    for (const room of [mediator, applicant]) await hears(room, 1);
    // Whoever only closes the page has their seat held for a minute.
    await late.leave();
    await late.id('leave').waitFor({ state: 'detached' });
    await late.page.context().close();
  });

  it('afterwards sound and picture are back by themselves at every seat', async () => {
    await mediator.id('sides-together').click();
    for (const room of [mediator, applicant, respondent]) {
      await hears(room, 2);
      await room.id('caucus-outside').waitFor({ state: 'detached' });
      await expectCount(room.tiles('camera'), 3);
      for (const tile of await room.tiles('camera').all()) await expectMoving(tile);
    }
  });

  it('in a break nobody hears anybody', async () => {
    await mediator.id('break').click();
    for (const room of [mediator, applicant, respondent]) {
      await expectAttribute(room.id('caucus-outside'), 'data-kind', 'break');
      await hears(room, 0);
    }
    await mediator.id('sides-together').click();
    for (const room of [mediator, applicant, respondent]) await hears(room, 2);
  });
});
