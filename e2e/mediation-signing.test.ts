import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caseToPrint } from '../sfu-server/governance/agreement/printed-case.ts';
import { CasePapers } from '../sfu-server/governance/case-papers/case-papers.ts';
import { PaperFiles } from '../sfu-server/governance/case-papers/paper-files.ts';
import type { PaperInput } from '../sfu-server/governance/case-papers/printed-form.ts';
import { sampleForms } from '../sfu-server/papers/mediation/fixture.ts';
import { Printer } from '../sfu-server/papers/printer.ts';
import { SealKeys } from '../sfu-server/security/seal/seal-keys.ts';
import { AccountRepository } from '../sfu-server/store/accounts.ts';
import { openDatabase } from '../sfu-server/store/database.ts';
import { launchBrowser } from './harness/browser.ts';
import { expectAttribute } from './harness/expectations.ts';
import { System } from './harness/system.ts';
import { Cases } from './pages/cases.ts';
import { Desk } from './pages/desk.ts';
import { Guest } from './pages/guest.ts';
import { Room } from './pages/rooms.ts';
import { Signing } from './pages/signing.ts';

const TITLE = '屋檐滴水纠纷签署';

/** How far a hand reaches over the pad, of its 1000 units: what is drawn from edge to edge is kept so, on every screen. */
function acrossOf(json: string): number {
  const strokes = z.array(z.array(z.number())).parse(JSON.parse(json));
  const xs = strokes.flatMap((stroke) => stroke.filter((_, at) => at % 3 === 0));
  return Math.max(...xs) - Math.min(...xs);
}

/** One agreement that is signed in a room by two parties on their phones; each test goes on where the one before stopped. */
describe('an agreement that is signed in the room', () => {
  let system: System;
  let browser: Browser;
  let desk: Desk;
  let mediator: Room;
  let applicant: Guest;
  let respondent: Guest;

  async function comeIn(label: string, name: string): Promise<Guest> {
    const guest = await Guest.open(browser, await mediator.invite(label));
    await guest.knock(name);
    await mediator.id('lobby-row').filter({ hasText: name }).waitFor();
    await mediator.id('admit').first().click();
    await guest.connection.waitFor();
    return guest;
  }

  /** What the agreement's own page does on the server: prints the next version. */
  async function print(terms?: readonly string[]): Promise<void> {
    const dir = path.join(system.folder, 'server');
    const db = await openDatabase(`sqlite:${path.join(dir, 'shilian.sqlite')}`);
    const printer = new Printer();
    try {
      const { id } = await db.selectFrom('cases').select('id').where('title', '=', TITLE).executeTakeFirstOrThrow();
      const row = await db.selectFrom('accounts').select('id').where('username', '=', 'mediator').executeTakeFirstOrThrow();
      const by = (await new AccountRepository(db).findById(row.id))?.account;
      if (by === undefined) throw new Error('No mediator.');
      const form = sampleForms().find((one): one is Extract<PaperInput, { form: 'agreement' }> => one.form === 'agreement');
      if (form === undefined) throw new Error('No agreement.');
      const keys = new SealKeys(path.join(dir, 'secrets', 'seals'));
      const papers = new CasePapers({
        db,
        files: new PaperFiles(path.join(dir, 'case-papers')),
        printer,
        keys,
        log: pino({ level: 'silent' }),
      });
      const nobody = { partyId: null, accountId: null };
      const { printed } = await caseToPrint(db, id);
      const made = await papers.make(
        id,
        { ...form, ...printed.head, terms: terms ?? form.terms },
        {
          signers: [
            { role: '申请人', name: '张㛃', ...nobody },
            { role: '被申请人', name: '李𡐓', ...nobody },
            { role: '人民调解员', name: by.name, partyId: null, accountId: by.id },
          ],
          audience: 'all',
          by,
        },
      );
      const finished = JSON.stringify({ paperId: made.id, version: made.version, at: Date.now(), byName: by.name });
      const draft = { facts: '', performance: '', copies: 3, clauses: '[]', duties: '[]', unsaved: 0, updated_at: Date.now() } as const;
      await db
        .insertInto('agreements')
        .values({ id, ...draft, finished })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ finished }))
        .execute();
    } finally {
      await printer.close();
      await db.destroy();
    }
  }

  async function openSigning(): Promise<void> {
    const row = await new Cases(desk, 'mediation').find(TITLE);
    await row.click();
    await desk.id('mediation-tab-files').click();
    await desk.id('mediation-tab-papers').click();
    await desk.id('paper-open-signing').click();
    await desk.id('signing-room').locator('option').nth(1).waitFor({ state: 'attached' });
    await desk.id('signing-open').click();
    await desk.go('rooms');
    await mediator.id('room-signing').waitFor();
  }

  const signed = (seat: Room, count: number) =>
    expect.poll(() => seat.page.locator('[data-testid="paper-signer"][data-state="signed"]').count(), { timeout: 15_000 }).toBe(count);

  beforeAll(async () => {
    system = await System.start({ cameras: false });
    browser = await launchBrowser();
    desk = await Desk.signedIn(browser, await system.console('mediator'), 'mediator');
    await new Cases(desk, 'mediation').register(TITLE, '张㛃');
    await desk.id('case-detail').waitFor();
    // A paper lies only on the table of a hearing of its own case.
    await new Cases(desk, 'mediation').advance('accepted');
    await desk.id('mediation-tab-sessions').click();
    await desk.id('session-plan').click();
    await desk.id('session-enter').waitFor();
    await desk.id('outbox-count').filter({ hasText: /^0$/ }).waitFor();
    await desk.id('session-enter').click();
    await desk.id('connection-state').waitFor();
    mediator = new Room(desk.page);
    applicant = await comeIn('申请人', '张㛃');
    respondent = await comeIn('被申请人', '李𡐓');
  });
  afterAll(async () => {
    await browser?.close();
    await system?.dispose();
  });

  it('every seat sees the same page of it, and turns with the mediator', async () => {
    await print(['先写错的一条。']);
    await openSigning();
    for (const seat of [applicant, respondent]) await expectAttribute(seat.id('room-signing'), 'data-state', 'signing');
    await mediator.id('paper-next').first().click();
    for (const seat of [mediator, applicant, respondent]) await expectAttribute(seat.id('room-signing'), 'data-page', '2');
  });

  it('whoever has read a version that is replaced meanwhile cannot sign it any more, and is told', async () => {
    const seat = new Signing(applicant);
    await seat.read();
    await seat.draw();
    // The line between the seats and the server knows of the new version only when the mediator opens it.
    await print();
    await applicant.id('hand-submit').click();
    await expect.poll(() => applicant.id('signing-sheet').textContent()).toContain('已作废');
    await applicant.id('sheet-close').click();
    await openSigning();
  });

  it('the second waits until the first has signed, then signs, then the mediator', async () => {
    expect(await respondent.id('sign-own').isDisabled()).toBe(true);
    await new Signing(applicant).sign();
    for (const seat of [applicant, respondent, mediator]) await signed(seat, 1);
    await new Signing(respondent).sign();
    for (const seat of [applicant, respondent, mediator]) await signed(seat, 2);
    await new Signing(mediator).sign();
    await expectAttribute(respondent.id('room-signing'), 'data-state', 'signed');
  });

  it('it is sealed in front of everybody, and an independent reader finds the seal valid (pdfsig)', async () => {
    await mediator.id('room-seal').click();
    for (const seat of [mediator, applicant, respondent]) await expectAttribute(seat.id('room-signing'), 'data-state', 'sealed');
    const dir = path.join(system.folder, 'server');
    const db = await openDatabase(`sqlite:${path.join(dir, 'shilian.sqlite')}`);
    const hands = await db.selectFrom('case_paper_signatures').select('strokes').execute();
    for (const { strokes } of hands) expect(acrossOf(strokes)).toBeGreaterThan(600);
    const { sealed_sha256: sha256 } = await db
      .selectFrom('case_papers')
      .select('sealed_sha256')
      .where('state', '=', 'sealed')
      .executeTakeFirstOrThrow();
    await db.destroy();
    const file = path.join(dir, 'case-papers', (sha256 ?? '').slice(0, 2), sha256 ?? '');
    const said = spawnSync('pdfsig', [file], { encoding: 'utf8' }).stdout;
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Total document signed');
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s/g, '');
    for (const words of ['张㛃', '李𡐓', '签署文本第2版SHA-256']) expect(text).toContain(words);
  });

  it('the mediator verifies it at the case', async () => {
    await (await new Cases(desk, 'mediation').find(TITLE)).click();
    await desk.id('mediation-tab-papers').click();
    await desk.id('paper-verify').click();
    await expectAttribute(desk.id('seal-verdict'), 'data-good', 'true');
  });
});
