import path from 'node:path';
import type { Locator } from 'playwright-core';
import { expectAttribute } from '../harness/expectations.ts';
import type { Desk } from './desk.ts';
import { Room } from './rooms.ts';

type Tab =
  | 'parties'
  | 'assignment'
  | 'sessions'
  | 'record'
  | 'agreement'
  | 'performance'
  | 'transfers'
  | 'papers'
  | 'files'
  | 'dossier'
  | 'course';

/** A mediation that is open at a desk, with its tabs. */
export class MediationCase {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  id(testId: string): Locator {
    return this.#desk.id(testId);
  }

  tab(name: Tab): Promise<void> {
    return this.id(`mediation-tab-${name}`).click();
  }

  /** Takes its next step, with a word about it. */
  async advance(to: string, note = ''): Promise<void> {
    await this.tab('course');
    if (note !== '') await this.id('case-note').fill(note);
    await this.#desk.page.locator(`[data-testid="case-advance"][data-to="${to}"]`).click();
    await expectAttribute(this.id('case-detail'), 'data-state', to);
  }

  async addParty(side: 'applicant' | 'respondent', words: Readonly<Record<string, string>>): Promise<void> {
    await this.id(`party-add-${side}`).click();
    for (const [name, value] of Object.entries(words)) await this.id(`party-${name}`).fill(value);
    await this.id('party-submit').click();
    await this.id('party-form').waitFor({ state: 'detached' });
  }

  async assign(mediator: string): Promise<void> {
    await this.tab('assignment');
    await this.id('mediation-assign').click();
    await this.#desk.page.locator(`[data-testid="candidate"][data-name="${mediator}"] [data-testid="candidate-choose"]`).click();
    await this.id('mediator-name').filter({ hasText: mediator }).waitFor();
  }

  /** Plans a hearing, and waits until the server has it. */
  async plan(place: string): Promise<void> {
    await this.tab('sessions');
    if (place !== '') await this.id('session-place').fill(place);
    await this.id('session-plan').click();
    await this.id('session-enter').waitFor();
    await this.#desk.id('outbox-count').filter({ hasText: /^0$/ }).waitFor();
  }

  /** Opens the room of its one hearing. */
  async enter(): Promise<Room> {
    await this.tab('sessions');
    await this.id('session-enter').click();
    await this.id('connection-state').waitFor();
    return new Room(this.#desk.page);
  }

  /** Takes a file of the case in as a paper of evidence that bears its hands already. */
  async addEvidence(title: string, file: string): Promise<void> {
    await this.tab('papers');
    await this.id('paper-add').click();
    await this.id('paper-title').fill(title);
    await this.id('papers').getByLabel('已在纸上签名').check();
    await this.id('papers').getByLabel(file).check();
    await this.id('paper-add-send').click();
    await this.#desk.page.locator('[data-testid="paper"][data-form="evidence"]').waitFor();
  }

  /** The newest paper of a form. */
  async paper(form: string): Promise<Locator> {
    await this.tab('files');
    await this.tab('papers');
    const paper = this.#desk.page.locator(`[data-testid="paper"][data-form="${form}"]`);
    await paper.waitFor();
    return paper;
  }

  /** Lets a paper be signed: in the room of the hearing that is open, or by each at their own place. */
  async openSigning(form: string, where: 'room' | 'apart'): Promise<Locator> {
    const paper = await this.paper(form);
    await paper.getByTestId('paper-open-signing').click();
    const rooms = this.id('signing-room');
    if (where === 'room') await rooms.locator('option').nth(1).waitFor({ state: 'attached' });
    else await rooms.selectOption('');
    await this.id('signing-open').click();
    await this.id('signing-open').waitFor({ state: 'detached' });
    return paper;
  }

  /** Notes a letter to another office. */
  async handOver(words: { office: string; name: string; number: string; papers: readonly string[]; reason: string }): Promise<void> {
    await this.tab('transfers');
    await this.id('letter-new').click();
    const form = this.id('letter-form');
    await form.getByLabel('单位类型').selectOption(words.office);
    await form.getByLabel('单位名称').fill(words.name);
    await form.getByLabel('函号').fill(words.number);
    for (const paper of words.papers) {
      await form.getByLabel('移送材料').fill(paper);
      await form.getByLabel('移送材料').press('Enter');
    }
    await form.getByLabel('事由').fill(words.reason);
    await this.id('letter-submit').click();
    await form.waitFor({ state: 'detached' });
  }

  /** Presses what lets the browser keep a file. @returns where it lies, in `folder` */
  async download(testId: string, folder: string): Promise<string> {
    const coming = this.#desk.page.waitForEvent('download');
    await this.id(testId).first().click();
    const download = await coming;
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }
}
